import { type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'

/** The same numbers as the picture, for who reads tables. */
export type ChartTable = {
  /** What opens it: "As a table". */
  summary: string
  columns: readonly { key: string; header: string; align?: 'start' | 'end'; isRowHeader?: boolean }[]
  /** Cells by the columns' keys. */
  rows: readonly ({ id: string } & Record<string, string>)[]
}

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
  const columns: Column<ChartTable['rows'][number]>[] = table.columns.map((column) => ({
    ...column,
    cell: (row) => row[column.key] ?? '',
  }))
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
      <Disclosure summary={table.summary}>
        <DataTable
          caption={title}
          captionHidden
          rows={table.rows}
          rowKey={(row) => row.id}
          columns={columns}
          tall
        />
      </Disclosure>
    </figure>
  )
}
