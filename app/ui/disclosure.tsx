import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type DisclosureProps = {
  summary: ReactNode
  /** Said at the right end of the summary: a count, a state. */
  note?: ReactNode
  open?: boolean
  /** Disclosures of one name close each other. */
  name?: string
  className?: string
  children: ReactNode
}

/** More, for those who ask. The browser's own details. */
export function Disclosure({ summary, note, open, name, className, children }: DisclosureProps) {
  return (
    <details open={open} {...{ name }} className={cx('group border-b border-line', className)}>
      <summary className="sign flex min-h-12 items-center gap-3 py-2.5 font-[560] hover:text-accent">
        <span className="min-w-0 flex-1">{summary}</span>
        {note && <span className="text-sm font-normal text-ink-2">{note}</span>}
        <ChevronDown
          data-sign=""
          aria-hidden="true"
          className="size-5 shrink-0 text-ink-2 transition-transform duration-150 group-open:rotate-180"
        />
      </summary>
      <div className="pt-1 pb-5">{children}</div>
    </details>
  )
}
