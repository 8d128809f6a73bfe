import type { ReactNode } from 'react'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'

/** Numbers for who reads tables: those of a picture, or those that a sentence adds up. */
export type ChartTable = {
  /** What opens it: "As a table". */
  summary: string
  columns: readonly { key: string; header: string; align?: 'start' | 'end'; isRowHeader?: boolean }[]
  /** Cells by the columns' keys. */
  rows: readonly ({ id: string } & Record<string, string>)[]
}

/** A table that opens on demand. */
export function TableBelow({
  table,
  caption,
  className,
}: {
  table: ChartTable
  caption: ReactNode
  className?: string
}) {
  const columns: Column<ChartTable['rows'][number]>[] = table.columns.map((column) => ({
    ...column,
    cell: (row) => row[column.key] ?? '',
  }))
  return (
    <Disclosure summary={table.summary} className={className}>
      <DataTable
        caption={caption}
        captionHidden
        rows={table.rows}
        rowKey={(row) => row.id}
        columns={columns}
        tall
      />
    </Disclosure>
  )
}
