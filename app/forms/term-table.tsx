import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { TermLine } from '#app/term-view.server.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** Phases with their dates and what norms say of them. */
export function TermTable({ lines, caption, t }: { lines: readonly TermLine[]; caption: string; t: T }) {
  return (
    <DataTable
      caption={caption}
      rows={[...lines]}
      rowKey={({ phase, dates }) => `${phase} ${dates}`}
      columns={[
        {
          key: 'phase',
          header: t('served.templates.phaseColumn'),
          isRowHeader: true,
          cell: ({ phase }) => phase,
        },
        { key: 'dates', header: t('served.templates.dates'), cell: ({ dates }) => dates },
        {
          key: 'term',
          header: t('served.templates.checkColumn'),
          cell: ({ checks }) =>
            checks.length === 0
              ? t('served.templates.noTerm')
              : checks.map(({ text, isShort }) => (
                  <p key={text} className={isShort ? 'font-[560] text-brick' : undefined}>
                    {text}
                  </p>
                )),
        },
      ]}
    />
  )
}

/** Why a term may be shorter than a norm says: empty unless somebody means it. */
export function TermReasonField({
  errors,
  t,
}: {
  errors: Pick<ReturnType<typeof formErrors>, 'typed' | 'ofField'>
  t: T
}) {
  return (
    <Field
      label={t('served.templates.confirm')}
      hint={t('served.templates.confirmHint')}
      error={errors.ofField('termReason')}
      optional={t('common.optional')}
    >
      <TextInput name="termReason" maxLength={300} defaultValue={errors.typed('termReason')} />
    </Field>
  )
}
