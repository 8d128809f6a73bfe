import { Form } from '@remix-run/react'
import { SPOILED } from '#app/domain/paper-line.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { PaperAnswer } from './act.server.ts'
import type { BundleView } from './load.server.ts'

interface Props {
  view: BundleView
  compared: NonNullable<BundleView['compared']>
  answer: PaperAnswer | undefined
}

/** Both entries line by line, the differing lines first in sight, and the way to mend one. */
export function Comparison({ view, compared, answer }: Props) {
  const t = useWords()
  const { bundle, isSameClerk } = view
  const isOpen = bundle.state === 'open'
  const differing = compared.filter(({ differs }) => differs)
  const said = (line: string | null) => {
    const spoiled = line?.startsWith('!') ? SPOILED[Number(line.slice(1)) - 1] : undefined
    return spoiled ? t(`paper.reasons.${spoiled}`) : (line ?? '—')
  }
  const kept = answer?.intent === 'correct' ? answer.typed : null
  return (
    <div className="mt-8 grid gap-5">
      <h2 className="text-2xl font-semibold tracking-tight">{t('paper.compareTitle')}</h2>
      {isOpen &&
        (differing.length > 0 ? (
          <Notice tone="warning">{t('paper.differ', { count: differing.length })}</Notice>
        ) : (
          <Notice tone="success">{t('paper.same')}</Notice>
        ))}
      {isOpen && isSameClerk && <Notice tone="warning">{t('paper.sameClerk')}</Notice>}
      {isOpen && differing.length === 0 && (
        <Form method="post">
          <Button name="intent" value="agree">
            {t('paper.agree')}
          </Button>
        </Form>
      )}
      <DataTable
        caption={t('paper.compareTitle')}
        captionHidden
        rows={isOpen && differing.length > 0 ? differing : compared}
        rowKey={(row) => String(row.position)}
        tall
        columns={[
          { key: 'position', header: t('paper.position'), isRowHeader: true, cell: (row) => row.position },
          { key: 'first', header: t('paper.first'), cell: (row) => said(row.first) },
          { key: 'second', header: t('paper.second'), cell: (row) => said(row.second) },
          {
            key: 'state',
            header: t('paper.state'),
            cell: (row) => (row.differs ? <Badge tone="brick">{t('paper.differsMark')}</Badge> : ''),
          },
        ]}
      />
      {isOpen && (
        <Disclosure
          summary={t(differing.length > 0 ? 'paper.correct' : 'paper.correctAny')}
          open={differing.length > 0 || kept !== null}
        >
          <Form method="post" autoComplete="off" className="grid max-w-[42rem] gap-5 sm:grid-cols-2">
            <input type="hidden" name="intent" value="correct" />
            <Field label={t('paper.positionField')} required>
              <TextInput
                name="position"
                inputMode="numeric"
                defaultValue={kept?.position ?? (differing[0] ? String(differing[0].position) : '')}
              />
            </Field>
            <Field label={t('paper.passField')} required>
              <Select
                name="pass"
                defaultValue={kept?.pass ?? '1'}
                options={[
                  { value: '1', label: t('paper.pass.1') },
                  { value: '2', label: t('paper.pass.2') },
                ]}
              />
            </Field>
            {view.hasCodes && (
              <Field label={t('paper.code')}>
                <TextInput name="code" autoCapitalize="characters" maxLength={40} defaultValue={kept?.code} />
              </Field>
            )}
            <Field label={t('paper.line')} hint={t(`paper.lineHint.${view.form}`)} required>
              <TextInput name="line" spellCheck={false} defaultValue={kept?.line} className="tabular-nums" />
            </Field>
            <Button variant="secondary" className="justify-self-start">
              {t('paper.correct')}
            </Button>
          </Form>
        </Disclosure>
      )}
    </div>
  )
}
