import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { TermLine } from '#app/term-view.server.ts'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** Phases with their dates and what norms say of them. */
export function TermList({ lines, caption, t }: { lines: readonly TermLine[]; caption: string; t: T }) {
  return (
    <div className="grid gap-3 rounded-xl border border-line bg-surface p-4 text-sm">
      <p className="text-base font-[600]">{caption}</p>
      <dl className="grid gap-3">
        {lines.map(({ phase, dates, checks }) => (
          <div key={`${phase} ${dates}`} className="sm:grid sm:grid-cols-[16rem_minmax(0,1fr)] sm:gap-4">
            <dt className="font-[560]">{phase}</dt>
            <dd>
              <p>{dates}</p>
              {checks.length === 0 && <p className="text-ink-2">{t('served.templates.noTerm')}</p>}
              {checks.map(({ text, isShort }) => (
                <p key={text} className={isShort ? 'font-[560] text-brick' : 'text-ink-2'}>
                  {text}
                </p>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
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
