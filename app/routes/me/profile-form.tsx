import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { MeData } from './route.tsx'

type Props = Pick<MeData, 'pseudonym' | 'email'> & { errors: ReturnType<typeof formErrors> }

/** The name that others read under what the person writes. */
export function ProfileForm({ pseudonym, email, errors }: Props) {
  const t = usePageWords()
  return (
    <Form method="post" className="grid gap-4" noValidate>
      <h2 className="text-xl font-semibold">{t('mePage.profile')}</h2>
      <input type="hidden" name="intent" value="pseudonym" />
      <Field
        label={t('mePage.pseudonym')}
        hint={t('mePage.pseudonymHint')}
        error={errors.ofField('pseudonym')}
        required
      >
        <TextInput name="pseudonym" maxLength={40} defaultValue={errors.typed('pseudonym') ?? pseudonym} />
      </Field>
      <Button variant="secondary" className="justify-self-start">
        {t('common.save')}
      </Button>
      <p className="text-sm text-ink-2">
        {t('mePage.email')}: {email}
      </p>
    </Form>
  )
}
