import { type Scope, TOKEN_DAYS } from '#app/domain/sharing.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  t: T
  errors: ReturnType<typeof formErrors>
  /** What its maker may see themselves. */
  scopes: Scope[]
}

export function TokenForm({ t, errors, scopes }: Props) {
  const ticked = errors.ticked('scopes')
  return (
    <>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.sharing.create')}</h2>
      <Field label={t('served.sharing.name')} error={errors.ofField('name')} required>
        <TextInput name="name" maxLength={100} defaultValue={errors.typed('name')} />
      </Field>
      <Fieldset legend={t('served.sharing.scopes')} size="field" error={errors.ofField('scopes')}>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            label={t(`served.sharing.scopeNames.${scope}`)}
            defaultChecked={ticked ? ticked.includes(scope) : scope === 'ranking'}
          />
        ))}
      </Fieldset>
      <Field label={t('served.sharing.days')} error={errors.ofField('days')} required>
        <Select
          name="days"
          defaultValue={errors.typed('days') ?? '90'}
          options={TOKEN_DAYS.map((days) => ({
            value: String(days),
            label: t('served.sharing.daysOf', { count: days }),
          }))}
        />
      </Field>
      <Button name="intent" value="create" className="justify-self-start">
        {t('served.sharing.create')}
      </Button>
    </>
  )
}
