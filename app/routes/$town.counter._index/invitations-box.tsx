import { Form } from '@remix-run/react'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { Done } from './act.server.ts'
import type { CounterData } from './route.tsx'

interface Props {
  /** Where the code is typed in, as it is printed. */
  address: string
  batches: CounterData['batches']
  printed: Done['printed']
  typed: string | undefined
}

/** Invitations to print, once, and what became of those printed; on paper only the slips are left. */
export function InvitationsBox({ address, batches, printed, typed }: Props) {
  const t = usePageWords()
  const { frame, locale, timeZone } = useTown()
  return (
    <section className="grid gap-4" aria-labelledby="invitations">
      <h2 id="invitations" className="text-2xl font-semibold tracking-tight">
        {t('counter.invitations')}
      </h2>
      <p className="max-w-[42rem] text-ink-2">{t('counter.invitationsLead')}</p>
      {printed && (
        <>
          <Notice tone="warning" role="status">
            {t('counter.printed', { batch: printed.batch })}
          </Notice>
          <ul data-slips="" className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
            {printed.codes.map((code) => (
              <li
                key={code}
                className="grid break-inside-avoid gap-1 border border-dashed border-line-strong p-4"
              >
                <span className="text-sm">{frame.name}</span>
                <strong className="text-xl tracking-wide tabular-nums">{code}</strong>
                <span className="text-xs break-words text-ink-2">
                  {t('counter.slip', {
                    address,
                    date: formatDate(new Date(printed.expiresAt), locale, timeZone),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Form method="post" className="flex flex-wrap items-end gap-3" noValidate>
        <Field label={t('counter.howMany')} required>
          <TextInput name="howMany" inputMode="numeric" defaultValue={typed || '20'} className="max-w-40" />
        </Field>
        <Button name="intent" value="print" variant="secondary">
          {t('counter.print')}
        </Button>
      </Form>
      {batches.length > 0 && (
        <DataTable
          caption={t('counter.invitations')}
          captionHidden
          rows={batches}
          rowKey={(row) => String(row.batch)}
          columns={[
            { key: 'batch', header: t('counter.batch'), isRowHeader: true, cell: (row) => row.batch },
            { key: 'issued', header: t('counter.issued'), align: 'end', cell: (row) => row.issued },
            { key: 'used', header: t('counter.used'), align: 'end', cell: (row) => row.used },
            { key: 'void', header: t('counter.void'), align: 'end', cell: (row) => row.void },
            {
              key: 'act',
              header: <span className="sr-only">{t('counter.voidBatch')}</span>,
              cell: (row) =>
                row.issued > 0 && (
                  <Form method="post">
                    <input type="hidden" name="batch" value={row.batch} />
                    <Button name="intent" value="void" variant="quiet" size="sm">
                      {t('counter.voidBatch')}
                      <span className="sr-only">
                        : {t('counter.batch')} {row.batch}
                      </span>
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
      )}
    </section>
  )
}
