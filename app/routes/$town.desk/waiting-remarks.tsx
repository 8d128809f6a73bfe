import { useTown } from '#app/town-ground.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import type { DeskData } from './load.server.ts'

/** The way to remarks on drawings that are held or complained about; nothing while there are none. */
export function WaitingRemarks({ remarks: { title, variants } }: Pick<DeskData, 'remarks'>) {
  const { frame } = useTown()
  if (variants.length === 0) return null
  return (
    <Notice tone="warning" title={title}>
      <ul className="grid gap-1">
        {variants.map(({ id, text }) => (
          <li key={id}>
            <TextLink to={variantPaths.remarks(frame.slug, id)}>{text}</TextLink>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
