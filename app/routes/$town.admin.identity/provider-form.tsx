import { Form } from '@remix-run/react'
import { PROVIDER_TRUST } from '#app/domain/trust.ts'
import type { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  errors: ReturnType<typeof formErrors>
  /** What the service must be told of this site. */
  back: string
}

/** Adds a service that people may sign in with. */
export function ProviderForm({ errors, back }: Props) {
  const t = usePageWords()
  const isMine = errors.typed('intent') === 'add'
  const field = (
    name: string,
    label: string,
    hint?: string,
    more: { type?: string; isFree?: boolean } = {},
  ) => (
    <Field label={label} hint={hint} error={isMine ? errors.ofField(name) : []} required={!more.isFree}>
      <TextInput
        name={name}
        type={more.type ?? 'text'}
        autoComplete="off"
        spellCheck={false}
        defaultValue={isMine ? errors.typed(name) : undefined}
      />
    </Field>
  )
  return (
    <Form method="post" className="grid max-w-[36rem] gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('security.serviceAdd')}</h2>
      <p>
        {t('security.serviceBack')} <code className="break-all">{back}</code>
      </p>
      {field('label', t('security.serviceLabel'), t('security.serviceLabelHint'))}
      {field('labelEn', t('security.serviceLabelEn'), undefined, { isFree: true })}
      {field('issuer', t('security.serviceIssuer'), t('security.serviceIssuerHint'))}
      {field('clientId', t('security.serviceClient'))}
      {field('clientSecret', t('security.serviceSecret'), t('security.serviceSecretHint'), {
        type: 'password',
      })}
      <Field label={t('security.serviceTrust')} hint={t('security.serviceTrustHint')} required>
        <Select
          name="trust"
          defaultValue={(isMine && errors.typed('trust')) || 'email'}
          options={PROVIDER_TRUST.map((level) => ({ value: level, label: t(`trust.${level}`) }))}
        />
      </Field>
      <ConfirmAgain t={t} code={isMine ? errors.code : null} />
      <Button name="intent" value="add" className="justify-self-start">
        {t('security.serviceAdd')}
      </Button>
    </Form>
  )
}
