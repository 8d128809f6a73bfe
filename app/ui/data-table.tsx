import { type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  align?: 'start' | 'end'
  /** This column names the row. */
  isRowHeader?: boolean
  /** How the rows are sorted by this column now. */
  sort?: 'ascending' | 'descending'
  className?: string
}

export type DataTableProps<Row> = {
  caption: ReactNode
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Said instead of rows when there are none. */
  empty?: ReactNode
  /** Grows with its rows instead of scrolling inside. */
  tall?: boolean
  className?: string
}

/** A table that a keyboard can scroll. The head stays in sight; the caption names the region. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionHidden, columns, rows, rowKey, empty, tall, className } = props
  const captionId = useId()
  return (
    <section
      data-scroll=""
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      className={cx(
        // Relative, so that words for screen readers, which stand absolutely, scroll with the table.
        'relative overflow-auto rounded-xl border border-line bg-surface [--focus-radius:var(--radius-xl)]',
        !tall && 'max-h-[80dvh]',
        className,
      )}
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <caption
          id={captionId}
          className={captionHidden ? 'sr-only' : 'px-4 pt-4 pb-2 text-left text-base font-[600]'}
        >
          {caption}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={column.sort}
                className={cx(
                  'sticky top-0 z-10 border-b border-line-strong bg-surface px-4 py-3 align-bottom text-xs font-[560] text-ink-2',
                  column.align === 'end' ? 'text-right' : 'text-left',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0 [&>tr:hover]:bg-surface-2">
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </tr>
          ))}
          {rows.length === 0 && empty && (
            <tr>
              <td colSpan={columns.length} className="px-4 py-10 text-center text-ink-2">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = cx(
    'border-b border-line px-4 py-3 align-top',
    column.align === 'end' ? 'text-right tabular-nums' : 'text-left',
    column.isRowHeader && 'min-w-44 font-[560] lg:min-w-64',
    column.className,
  )
  if (column.isRowHeader) {
    return (
      <th scope="row" className={look}>
        {column.cell(row)}
      </th>
    )
  }
  return <td className={look}>{column.cell(row)}</td>
}
