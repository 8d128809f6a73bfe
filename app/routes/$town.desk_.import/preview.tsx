import { Form } from '@remix-run/react'
import type { AnswerPreview } from '#app/answer-import.server.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Notice } from '#app/ui/notice.tsx'

interface Props {
  preview: AnswerPreview
  batchId: string
  /** What stopped the writing, row by row. */
  left: { number: number; code: string }[]
}

/** What a file would write: each bad row by its line, then what fits, and the button that writes it. */
export function Preview({ preview, batchId, left }: Props) {
  const t = useWords()
  const { rows, faults, missing } = preview
  if (missing[0]) {
    return (
      <Notice tone="danger" role="alert">
        {t('desk.import.missing', { column: t(`desk.import.columns.${missing[0]}`) })}
      </Notice>
    )
  }
  const bad = new Set(faults.map(({ line }) => line)).size
  return (
    <div className="grid gap-6">
      {left.length > 0 && (
        <Notice tone="danger" role="alert" title={t('desk.answers.notDone')}>
          {left.map(({ number, code }) => (
            <p key={number}>{t('desk.answers.left', { number, why: t(`refusals.${code}` as WordKey) })}</p>
          ))}
        </Notice>
      )}
      <Notice tone={bad > 0 ? 'warning' : 'success'} role="status">
        {t('desk.import.good', { count: rows.length })}. {bad > 0 && t('desk.import.bad', { count: bad })}
      </Notice>
      {faults.length > 0 && (
        <DataTable
          caption={t('desk.import.faults')}
          rows={faults}
          rowKey={(row) => `${row.line}${row.column}${row.code}`}
          columns={[
            { key: 'line', header: t('desk.import.line'), align: 'end', cell: (row) => row.line },
            {
              key: 'column',
              header: t('desk.import.column'),
              cell: (row) => t(`desk.import.columns.${row.column}`),
            },
            {
              key: 'fault',
              header: t('desk.import.fault'),
              isRowHeader: true,
              cell: (row) => t(`desk.import.codes.${row.code}`),
            },
            { key: 'value', header: t('desk.import.value'), cell: (row) => row.value },
          ]}
        />
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            caption={t('desk.answers.title')}
            rows={rows}
            rowKey={(row) => String(row.line)}
            columns={[
              { key: 'number', header: t('ranking.number'), align: 'end', cell: (row) => row.number },
              {
                key: 'decision',
                header: t('answering.answerDecision'),
                cell: (row) => (row.decision ? t(`decisions.${row.decision}`) : ''),
              },
              {
                key: 'status',
                header: t('answering.answerStatus'),
                cell: (row) => (row.status ? t(`statuses.${row.status}`) : ''),
              },
              {
                key: 'body',
                header: t('answering.answerBody'),
                isRowHeader: true,
                cell: (row) => <span lang="ru">{row.body}</span>,
              },
            ]}
          />
          <Form method="post" className="grid gap-4">
            <input type="hidden" name="intent" value="write" />
            <input type="hidden" name="batchId" value={batchId} />
            <input type="hidden" name="faults" value={faults.length} />
            <input type="hidden" name="rows" value={JSON.stringify(rows)} />
            {(faults.length > 0 || left.length > 0) && (
              <Checkbox name="skip" label={t('desk.import.skip')} hint={t('desk.import.skipHint')} />
            )}
            <Button className="justify-self-start">{t('desk.import.write')}</Button>
          </Form>
        </>
      )}
    </div>
  )
}
