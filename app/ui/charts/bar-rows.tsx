import type { ReactNode } from 'react'
import { Bar, type BarProps } from '#app/ui/charts/bar.tsx'
import { cx } from '#app/ui/cx.ts'

export type BarRow = Pick<BarProps, 'pieces' | 'line' | 'height'> & {
  key: string
  title: ReactNode
  /** Under the title. */
  note?: ReactNode
  /** At the right end: what the bar measures, in words. */
  value: ReactNode
  /** Set off: it won. */
  isStrong?: boolean
}

/** Bars under one another, each with its words; beside them where there is room, under them on a phone. */
export function BarRows({ rows, className }: { rows: readonly BarRow[]; className?: string }) {
  return (
    <ol className={cx('grid', className)}>
      {rows.map(({ key, title, note, value, isStrong, pieces, line, height }) => (
        <li
          key={key}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line py-2.5 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_11rem]"
        >
          <div className="min-w-0">
            <div className={cx('break-words', isStrong ? 'font-[600]' : 'font-[450]')}>{title}</div>
            {note && <div className="text-sm text-ink-2">{note}</div>}
          </div>
          <Bar
            pieces={pieces}
            line={line}
            height={height}
            className="col-span-2 row-start-2 md:col-span-1 md:col-start-2 md:row-start-1"
          />
          <div className="text-right text-sm tabular-nums md:text-base">{value}</div>
        </li>
      ))}
    </ol>
  )
}
