import { Form } from '@remix-run/react'
import { ROLES } from '#app/domain/permissions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Named {
  id: string
  name: string
}

/** Gives a role; a moderator's may be limited to spaces and categories. */
export function GrantForm({
  spaces,
  categories,
  errors,
}: {
  spaces: Named[]
  categories: Named[]
  errors: ReturnType<typeof formErrors>
}) {
  const t = usePageWords()
  const isMine = errors.typed('intent') === 'grant'
  const ticked = (name: string) => (isMine ? errors.typedAll(name) : [])
  const boxes = (name: 'spaces' | 'categories', list: Named[]) => (
    <div className="grid sm:grid-cols-2">
      {list.map((one) => (
        <Checkbox
          key={one.id}
          name={name}
          value={one.id}
          label={one.name}
          defaultChecked={ticked(name).includes(one.id)}
        />
      ))}
    </div>
  )
  const isLimited = ticked('spaces').length + ticked('categories').length > 0
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <input type="hidden" name="intent" value="grant" />
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('admin.roleEmail')} error={errors.ofField('email')} required>
          <TextInput name="email" type="email" defaultValue={errors.typed('email')} />
        </Field>
        <Field label={t('admin.role')} error={errors.ofField('role')} required>
          <Select
            name="role"
            defaultValue={errors.typed('role') ?? 'moderator'}
            options={ROLES.map((role) => ({ value: role, label: t(`admin.roles.${role}`) }))}
          />
        </Field>
      </div>
      <Disclosure summary={t('admin.limits')} open={isLimited || undefined}>
        <div className="grid gap-6">
          <p className="text-ink-2">{t('admin.limitsHint')}</p>
          <Fieldset legend={t('admin.tabs.spaces')} size="field">
            {boxes('spaces', spaces)}
          </Fieldset>
          <Fieldset legend={t('admin.categories')} size="field">
            {boxes('categories', categories)}
          </Fieldset>
        </div>
      </Disclosure>
      <ConfirmAgain t={t} code={isMine ? errors.code : null} />
      <Button className="justify-self-start">{t('admin.grant')}</Button>
    </Form>
  )
}
