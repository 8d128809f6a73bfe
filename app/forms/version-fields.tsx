import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  t: T
  errors: ReturnType<typeof formErrors>
  /** Designers' plans. */
  plans: { value: string; label: string }[]
  /** What the version before says. */
  before?: { body: string; cost: string; works: string; gains: string; losses: string }
}

/** What a version of a concept variant says, and what it is drawn by. */
export function VersionFields({ t, errors, plans, before }: Props) {
  const typed = (name: 'body' | 'cost' | 'works' | 'gains' | 'losses') =>
    errors.typed(name) ?? before?.[name] ?? ''
  const mega = VARIANT_LIMITS.pixels / 1e6
  return (
    <>
      {before && (
        <Field label={t('served.variants.fields.note')} error={errors.ofField('note')}>
          <TextInput name="note" maxLength={VARIANT_LIMITS.note} defaultValue={errors.typed('note')} />
        </Field>
      )}
      <Field label={t('served.variants.fields.body')} error={errors.ofField('body')}>
        <TextArea name="body" maxLength={VARIANT_LIMITS.body} defaultValue={typed('body')} />
      </Field>
      <Field label={t('served.variants.fields.cost')} error={errors.ofField('cost')}>
        <TextInput name="cost" inputMode="decimal" maxLength={20} defaultValue={typed('cost')} />
      </Field>
      {(['works', 'gains', 'losses'] as const).map((name) => (
        <Field
          key={name}
          label={t(`served.variants.fields.${name}`)}
          hint={t('served.variants.fields.lines')}
          error={errors.ofField(name)}
        >
          <TextArea name={name} rows={3} maxLength={VARIANT_LIMITS.lines} defaultValue={typed(name)} />
        </Field>
      ))}
      <Field
        label={t('served.variants.fields.file')}
        hint={t('served.variants.fields.fileHint', { mb: VARIANT_LIMITS.bytes / 1e6, mega })}
        error={errors.ofField('file').length > 0 ? t('served.variants.needsDrawing') : null}
      >
        <TextInput name="file" type="file" accept=".png,.jpg,.jpeg,.webp,.pdf" />
      </Field>
      <Field label={t('served.variants.fields.page')} error={errors.ofField('page')}>
        <TextInput
          name="page"
          inputMode="numeric"
          maxLength={4}
          defaultValue={errors.typed('page') ?? '1'}
          className="max-w-32"
        />
      </Field>
      {plans.length > 0 && (
        <Field
          label={t('served.variants.fields.plan')}
          hint={t('served.variants.fields.planHint')}
          error={errors.ofField('plan')}
        >
          <Select
            name="plan"
            defaultValue={errors.typed('plan') ?? ''}
            options={plans}
            placeholder={t('served.variants.fields.planNone')}
          />
        </Field>
      )}
    </>
  )
}
