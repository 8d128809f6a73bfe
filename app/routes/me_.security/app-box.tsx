import { Form } from '@remix-run/react'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { SecurityData } from './route.tsx'

export interface RefusedIntent {
  intent: string
  /** Of which passkey or service; '' where there is one form of the intent. */
  id: string
  code: string | null
}

/** The authenticator app: setting it up, its recovery codes, its end. */
export function AppBox({ page, refused }: { page: SecurityData; refused: RefusedIntent | null }) {
  const t = usePageWords()
  const { recoveryLeft, setUp } = page
  const again = (intent: string) => (
    <ConfirmAgain t={t} code={refused?.intent === intent ? refused.code : null} hasFactor={page.hasFactor} />
  )
  return (
    <section id="app" aria-labelledby="app-title" className="grid gap-4">
      <h2 id="app-title" className="text-xl font-semibold">
        {t('security.app')}
      </h2>
      <p className="text-ink-2">{t('security.appHint')}</p>
      {recoveryLeft !== null && (
        <>
          <p>
            {t('security.appOn')} {t('security.recoveryLeft', { count: recoveryLeft })}
          </p>
          <Form method="post" reloadDocument className="grid gap-3">
            <input type="hidden" name="intent" value="renew-codes" />
            {again('renew-codes')}
            <Button variant="secondary" className="justify-self-start">
              {t('security.recoveryRenew')}
            </Button>
          </Form>
          <Form method="post" className="grid gap-3">
            <input type="hidden" name="intent" value="remove-app" />
            {again('remove-app')}
            <Button variant="quiet" className="justify-self-start">
              {t('security.appRemove')}
            </Button>
          </Form>
        </>
      )}
      {recoveryLeft === null && !setUp && (
        <Form method="post" className="grid gap-3">
          <input type="hidden" name="intent" value="begin-app" />
          {again('begin-app')}
          <Button className="justify-self-start">{t('security.appBegin')}</Button>
        </Form>
      )}
      {setUp && (
        <Form method="post" reloadDocument className="grid gap-5" noValidate>
          <input type="hidden" name="intent" value="confirm-app" />
          <p>{t('security.appScan')}</p>
          <img
            src={setUp.qr}
            alt={t('security.appQr')}
            width={220}
            height={220}
            className="rounded-lg border border-line bg-white"
          />
          <p>
            {t('security.appKey')}:{' '}
            <code className="break-all">{setUp.base32.match(/.{1,4}/g)?.join(' ')}</code>
          </p>
          <p>
            <TextLink href={setUp.uri}>{t('security.appOpen')}</TextLink>
          </p>
          <Field label={t('security.appFirst')} required>
            <TextInput
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              className="max-w-48 text-2xl tracking-[0.2em] tabular-nums"
            />
          </Field>
          {refused?.code !== 'factor.wrong' && again('confirm-app')}
          <Button className="justify-self-start">{t('security.appConfirm')}</Button>
        </Form>
      )}
    </section>
  )
}
