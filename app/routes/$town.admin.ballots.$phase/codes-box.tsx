import { Form } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { BallotData } from './route.tsx'

interface Props {
  view: BallotData
  printed: { batch: number; codes: string[] } | undefined
}

/** Printing codes, once, and what became of those printed. */
export function CodesBox({ view, printed }: Props) {
  const t = useWords()
  const { frame } = useTown()
  const { batches, phaseId, process } = view
  return (
    <div className="grid gap-5">
      <h3 className="text-2xl font-semibold tracking-tight">{t('ballotAdmin.codes')}</h3>
      <p className="text-ink-2">{t('ballotAdmin.codesLead')}</p>
      {printed && (
        <>
          <Notice tone="warning" role="status">
            {t('ballotAdmin.printed', { batch: printed.batch })}
          </Notice>
          <ul data-slips="" className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
            {printed.codes.map((code) => (
              <li
                key={code}
                className="grid break-inside-avoid gap-1 border border-dashed border-line-strong p-4"
              >
                <span className="text-sm">
                  {frame.name}. {process.title}
                </span>
                <strong className="text-xl tracking-wide tabular-nums">{code}</strong>
                <span className="text-xs text-ink-2">{t('ballotAdmin.slip')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="grid gap-4">
        <Form method="post" className="flex flex-wrap items-end gap-3">
          <Field label={t('ballotAdmin.howMany')} required>
            <TextInput name="howMany" inputMode="numeric" defaultValue="50" className="max-w-40" />
          </Field>
          <Button name="intent" value="codes">
            {t('ballotAdmin.printPage')}
          </Button>
        </Form>
        <Form
          method="post"
          action={paths.votingCodes(frame.slug, phaseId)}
          reloadDocument
          className="flex flex-wrap items-end gap-3"
        >
          <Field label={t('ballotAdmin.howMany')} required>
            <TextInput name="howMany" inputMode="numeric" defaultValue="50" className="max-w-40" />
          </Field>
          <Button variant="secondary">{t('ballotAdmin.printCsv')}</Button>
        </Form>
      </div>
      {batches.length > 0 && (
        <DataTable
          caption={t('ballotAdmin.codes')}
          captionHidden
          rows={batches}
          rowKey={(row) => String(row.batch)}
          columns={[
            { key: 'batch', header: t('ballotAdmin.batch'), isRowHeader: true, cell: (row) => row.batch },
            { key: 'issued', header: t('ballotAdmin.issuedCodes'), align: 'end', cell: (row) => row.issued },
            { key: 'used', header: t('ballotAdmin.usedCodes'), align: 'end', cell: (row) => row.used },
            { key: 'void', header: t('ballotAdmin.voidCodes'), align: 'end', cell: (row) => row.void },
            {
              key: 'act',
              header: '',
              cell: (row) =>
                row.issued > 0 && (
                  <Form method="post">
                    <input type="hidden" name="batch" value={row.batch} />
                    <Button name="intent" value="void" variant="secondary" size="sm">
                      {t('ballotAdmin.void')}
                      <span className="sr-only">
                        : {t('ballotAdmin.batch')} {row.batch}
                      </span>
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
      )}
    </div>
  )
}
