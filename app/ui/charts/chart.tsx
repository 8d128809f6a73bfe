import { type ReactNode, useId } from 'react'
import { type ChartTable, TableBelow } from '#app/ui/charts/table-below.tsx'
import { cx } from '#app/ui/cx.ts'

export type ChartProps = {
  title: ReactNode
  /** How to read it, in a sentence. */
  lead?: ReactNode
  /** The level of the title. */
  as?: 'h2' | 'h3'
  table: ChartTable
  className?: string
  children: ReactNode
}

/** A picture with its name, how to read it, and its table. */
export function Chart({ title, lead, as: Title = 'h3', table, className, children }: ChartProps) {
  const id = useId()
  return (
    <figure aria-labelledby={id} className={cx('grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4', className)}>
      <figcaption className="grid gap-1">
        <Title
          id={id}
          className={Title === 'h2' ? 'text-2xl font-semibold tracking-tight' : 'text-xl font-semibold'}
        >
          {title}
        </Title>
        {lead && <p className="max-w-[44rem] text-ink-2">{lead}</p>}
      </figcaption>
      {children}
      <TableBelow table={table} caption={title} />
    </figure>
  )
}
