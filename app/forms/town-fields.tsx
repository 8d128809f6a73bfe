import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  errors: ReturnType<typeof formErrors>
  known?: {
    name: string
    region: string
    intro: string
    population: number | null
    timeZone: string
    center: string
  }
}

/** The words and numbers of a town, for a new one and for a known one. */
export function TownFields({ errors, known }: Props) {
  const t = useWords()
  const value = (name: keyof NonNullable<Props['known']>) => errors.typed(name) ?? String(known?.[name] ?? '')
  return (
    <>
      <Field label={t('admin.name')} error={errors.ofField('name')} required>
        <TextInput name="name" defaultValue={value('name')} maxLength={120} />
      </Field>
      <Field label={t('admin.region')} optional={t('common.optional')}>
        <TextInput name="region" defaultValue={value('region')} maxLength={120} />
      </Field>
      <Field
        label={t('admin.intro')}
        hint={t('admin.introHint')}
        error={errors.ofField('intro')}
        optional={t('common.optional')}
      >
        <TextArea name="intro" rows={2} defaultValue={value('intro')} maxLength={500} />
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field
          label={t('admin.population')}
          error={errors.ofField('population')}
          optional={t('common.optional')}
        >
          <TextInput name="population" inputMode="numeric" defaultValue={value('population')} />
        </Field>
        <Field
          label={t('admin.timeZone')}
          hint={t('admin.timeZoneHint')}
          error={errors.ofField('timeZone')}
          required
        >
          <TextInput name="timeZone" defaultValue={value('timeZone') || 'Europe/Moscow'} />
        </Field>
      </div>
      <Field
        label={t('admin.center')}
        hint={t('form.coordinatesHint')}
        error={errors.ofField('center')}
        required
      >
        <TextInput name="center" defaultValue={value('center')} />
      </Field>
    </>
  )
}
