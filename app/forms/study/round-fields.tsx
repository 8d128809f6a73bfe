import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** What one of several forms of a page needs of `formErrors`. */
export interface Typed {
  ofField(name: string): string[]
  typed(name: string): string | undefined
}

/** Dates as <input type="datetime-local"> writes them, on the town's clock. */
export interface RoundKnown {
  name: string
  nameEn: string
  kind: string
  startsAt: string
  endsAt: string
}

/** Name, kind and dates of a round. */
export function RoundFields({ errors, known }: { errors: Typed; known?: RoundKnown }) {
  const t = usePageWords()
  const kinds = ['before', 'after', 'other'] as const
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('served.studyDesk.roundName')} error={errors.ofField('name')} required>
          <TextInput name="name" maxLength={80} defaultValue={errors.typed('name') ?? known?.name} />
        </Field>
        <Field label={t('served.studyDesk.roundNameEn')} error={errors.ofField('nameEn')}>
          <TextInput name="nameEn" maxLength={80} defaultValue={errors.typed('nameEn') ?? known?.nameEn} />
        </Field>
      </div>
      <Field label={t('served.studyDesk.roundKind')} error={errors.ofField('kind')} required>
        <Select
          name="kind"
          defaultValue={errors.typed('kind') ?? known?.kind ?? 'before'}
          options={kinds.map((value) => ({ value, label: t(`served.studyDesk.roundKinds.${value}`) }))}
        />
      </Field>
      <div className="grid items-end gap-6 sm:grid-cols-2">
        <Field label={t('served.studyDesk.startsAt')} error={errors.ofField('startsAt')} required>
          <TextInput
            type="datetime-local"
            name="startsAt"
            defaultValue={errors.typed('startsAt') ?? known?.startsAt}
          />
        </Field>
        <Field
          label={t('served.studyDesk.endsAt')}
          hint={t('served.studyDesk.endsAtHint')}
          error={errors.ofField('endsAt')}
        >
          <TextInput
            type="datetime-local"
            name="endsAt"
            defaultValue={errors.typed('endsAt') ?? known?.endsAt}
          />
        </Field>
      </div>
    </>
  )
}
