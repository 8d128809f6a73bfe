import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { DeskData } from './load.server.ts'

/** The way to remarks on drawings that are held or complained about; nothing while there are none. */
export function WaitingRemarks({ remarks: { title, variants } }: Pick<DeskData, 'remarks'>) {
  if (variants.length === 0) return null
  return (
    <Notice tone="warning" title={title}>
      <ul className="grid gap-1">
        {variants.map(({ href, text }) => (
          <li key={href}>
            <TextLink to={href}>{text}</TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
