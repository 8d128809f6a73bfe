import { Form } from '@remix-run/react'
import { MEMBER_ROLES, type MemberRole } from '#app/domain/protocol.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export const MEMBER_LIMITS = { name: 120, office: 200 }

interface Known {
  name: string
  office: string
  isOfficial: boolean
  role: MemberRole
  since: string
  until: string | null
}

/** One member; of several forms on the page, what was typed stays in the one that was sent. */
export function MemberForm({
  t,
  id,
  member,
  errors,
}: {
  t: T
  id: string
  member: Known | null
  errors: ReturnType<typeof formErrors>
}) {
  const isMine = errors.typed('id') === id
  const value = (name: Exclude<keyof Known, 'isOfficial'>) =>
    isMine ? (errors.typed(name) ?? '') : (member?.[name] ?? undefined)
  const error = (name: string) => (isMine ? errors.ofField(name) : [])
  const isTicked = isMine ? errors.typed('isOfficial') === 'on' : (member?.isOfficial ?? false)
  return (
    <Form method="post" className="grid gap-5 pt-2" noValidate>
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="id" value={id} />
      <Field label={t('served.commission.office')} error={error('office')} required>
        <TextInput name="office" maxLength={MEMBER_LIMITS.office} defaultValue={value('office')} />
      </Field>
      <Checkbox name="isOfficial" defaultChecked={isTicked} label={t('served.commission.isOfficial')} />
      <Field label={t('served.commission.memberName')} error={error('name')} optional={t('common.optional')}>
        <TextInput
          name="name"
          maxLength={MEMBER_LIMITS.name}
          defaultValue={value('name')}
          autoComplete="off"
        />
      </Field>
      <Field label={t('served.commission.role')} error={error('role')} required>
        <Select
          name="role"
          defaultValue={value('role') ?? 'member'}
          options={MEMBER_ROLES.map((role) => ({ value: role, label: t(`served.commission.roles.${role}`) }))}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('served.commission.since')} error={error('since')} required>
          <TextInput type="date" name="since" defaultValue={value('since')} />
        </Field>
        <Field label={t('served.commission.until')} error={error('until')} optional={t('common.optional')}>
          <TextInput type="date" name="until" defaultValue={value('until')} />
        </Field>
      </div>
      <Button size="sm" className="justify-self-start">
        {t('served.commission.save')}
      </Button>
    </Form>
  )
}
