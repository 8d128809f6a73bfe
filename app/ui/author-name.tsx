import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

/** Who speaks, by name only; `role` marks an official word: "town administration". */
export function AuthorName({
  name,
  lang,
  role,
  className,
}: {
  name: string
  /** The language that the name is in, where it is not the page's. */
  lang?: string | undefined
  role?: ReactNode
  className?: string
}) {
  return (
    <span className={cx('inline-flex flex-wrap items-baseline gap-x-2', className)}>
      <span className="font-[560] text-ink" lang={lang}>
        {name}
      </span>
      {role && (
        <span className="rounded-sm bg-accent-soft px-1.5 text-xs font-[560] text-accent">{role}</span>
      )}
    </span>
  )
}
