import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'

/** Codes to cut out: what each is of, the code, what to do with it. */
export function Slips({ codes, of, what }: { codes: string[]; of: ReactNode; what: string }) {
  return (
    <ul data-slips="" className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
      {codes.map((code) => (
        <li key={code} className="grid break-inside-avoid gap-1 border border-dashed border-line-strong p-4">
          <span className="text-sm">{of}</span>
          <strong className="text-xl tracking-wide tabular-nums">{code}</strong>
          <span className="text-xs break-words text-ink-2">{what}</span>
        </li>
      ))}
    </ul>
  )
}

interface Batch {
  batch: number
  issued: number
  used: number
  void: number
}

interface Props {
  caption: string
  batches: readonly Batch[]
  words: { batch: string; issued: string; used: string; void: string; voidThem: string }
}

/** What became of each batch, and the way to make the unused codes of one worthless; nothing while there is none. */
export function BatchTable({ caption, batches, words }: Props) {
  if (batches.length === 0) return null
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={batches}
      rowKey={(row) => String(row.batch)}
      columns={[
        { key: 'batch', header: words.batch, isRowHeader: true, cell: (row) => row.batch },
        { key: 'issued', header: words.issued, align: 'end', cell: (row) => row.issued },
        { key: 'used', header: words.used, align: 'end', cell: (row) => row.used },
        { key: 'void', header: words.void, align: 'end', cell: (row) => row.void },
        {
          key: 'act',
          header: <span className="sr-only">{words.voidThem}</span>,
          cell: (row) =>
            row.issued > 0 && (
              <Form method="post">
                <input type="hidden" name="batch" value={row.batch} />
                <Button name="intent" value="void" variant="quiet" size="sm">
                  {words.voidThem}
                  <span className="sr-only">
                    : {words.batch} {row.batch}
                  </span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}
