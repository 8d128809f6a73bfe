import type { ReactNode } from 'react'
import { Bar } from '#app/ui/charts/bar.tsx'
import type { Paint } from '#app/ui/charts/patterns.ts'
import { cx } from '#app/ui/cx.ts'

export type StackPart = {
  key: string
  title: ReactNode
  value: ReactNode
  /** Share of the whole, 0 to 1. */
  share: number
  paint: Paint
}

/** One bar cut into parts, and a list that says what each part is. */
export function Stack({ parts, className }: { parts: readonly StackPart[]; className?: string }) {
  let at = 0
  const pieces = parts.map(({ share, paint }) => {
    const piece = { from: at, to: at + share, paint }
    at += share
    return piece
  })
  return (
    <div className={cx('grid gap-3', className)}>
      <Bar pieces={pieces} height={38} />
      <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {parts.map(({ key, title, value, paint }) => (
          <li key={key} className="flex min-w-0 flex-wrap items-baseline gap-x-2.5">
            <span className="w-4 shrink-0 self-center">
              <Bar pieces={[{ from: 0, to: 1, paint }]} height={12} />
            </span>
            <span className="min-w-0 max-w-full flex-[1_0_9rem] break-words">{title}</span>
            <span className="ms-auto shrink-0 tabular-nums">{value}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
