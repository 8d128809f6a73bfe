import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

/** Who speaks, by name only; `role` marks an official word: "town administration". */
export function AuthorName({
  name,
  role,
  className,
}: {
  name: ReactNode
  role?: ReactNode
  className?: string
}) {
  return (
    <span className={cx('inline-flex flex-wrap items-baseline gap-x-2', className)}>
      <span className="font-[560] text-ink">{name}</span>
      {role && (
        <span className="rounded-sm bg-accent-soft px-1.5 text-xs font-[560] text-accent">{role}</span>
      )}
    </span>
  )
}
