import { PRACTICE_LIMITS, SECTIONS } from '#app/domain/practices.ts'
import { faultWords } from '#app/forms/case-form.tsx'
import type { T } from '#app/i18n/i18n.ts'
import type { CaseForm } from '#app/practice-input.server.ts'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const { label, value, source, address } = PRACTICE_LIMITS

/** The facts of a case, each a fieldset with its source. */
export function FactRows({ shown, t }: { shown: CaseForm; t: T }) {
  return (
    <div className="grid gap-4">
      {Array.from({ length: shown.rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by nothing else
        <FactRow key={i} i={i} shown={shown} t={t} />
      ))}
    </div>
  )
}

function FactRow({ i, shown, t }: { i: number; shown: CaseForm; t: T }) {
  const { typed, errors } = shown
  const field = (name: string, maxLength: number) => ({
    name: `${name}-${i}`,
    lang: name.endsWith('En') ? 'en' : undefined,
    maxLength,
    defaultValue: typed[`${name}-${i}`] ?? '',
  })
  const faults = (name: string) => faultWords(t, errors[`${name}-${i}`])
  const hasEnglishFault = ['labelEn', 'valueEn', 'sourceEn'].some((name) => errors[`${name}-${i}`])
  return (
    <Card>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-3 font-semibold">{t('served.practices.form.row', { number: i + 1 })}</legend>
        <Field label={t('served.practices.form.section')} error={faults('section')}>
          <Select
            name={`section-${i}`}
            defaultValue={typed[`section-${i}`] ?? 'done'}
            options={SECTIONS.map((one) => ({ value: one, label: t(`served.practices.sections.${one}`) }))}
          />
        </Field>
        <Field label={t('served.practices.form.label')} error={faults('label')}>
          <TextInput {...field('label', label)} />
        </Field>
        <Field
          label={t('served.practices.form.value')}
          hint={t('served.practices.form.valueHint')}
          error={faults('value')}
          className="sm:col-span-2"
        >
          <TextArea {...field('value', value)} rows={2} />
        </Field>
        <Field
          label={t('served.practices.form.happened')}
          hint={t('served.practices.form.dateHint')}
          error={faults('happened')}
        >
          <TextInput {...field('happened', 10)} />
        </Field>
        <Field
          label={t('served.practices.form.sourceDate')}
          hint={t('served.practices.form.dateHint')}
          error={faults('sourceDate')}
        >
          <TextInput {...field('sourceDate', 10)} />
        </Field>
        <Field label={t('served.practices.form.source')} error={faults('source')}>
          <TextInput {...field('source', source)} />
        </Field>
        <Field label={t('served.practices.form.address')} error={faults('sourceAddress')}>
          <TextInput {...field('sourceAddress', address)} />
        </Field>
        <Disclosure
          summary={t('served.practices.form.inEnglish')}
          open={hasEnglishFault}
          className="sm:col-span-2"
        >
          <div className="grid gap-4">
            <Field label={t('served.practices.form.label')} error={faults('labelEn')}>
              <TextInput {...field('labelEn', label)} />
            </Field>
            <Field label={t('served.practices.form.value')} error={faults('valueEn')}>
              <TextArea {...field('valueEn', value)} rows={2} />
            </Field>
            <Field label={t('served.practices.form.source')} error={faults('sourceEn')}>
              <TextInput {...field('sourceEn', source)} />
            </Field>
          </div>
        </Disclosure>
      </fieldset>
    </Card>
  )
}
