import { Form } from '@remix-run/react'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { PasskeyButton } from '#app/forms/passkey-button.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { RefusedIntent } from './app-box.tsx'
import type { SecurityData } from './route.tsx'
import { DateWords } from './sessions-box.tsx'

/** The passkeys of a person, and the way to one more. */
export function PasskeysBox({ page, refused }: { page: SecurityData; refused: RefusedIntent | null }) {
  const t = usePageWords()
  const { passkeys, locale } = page
  const again = (intent: string, id = '') => (
    <ConfirmAgain
      t={t}
      code={refused?.intent === intent && refused.id === id ? refused.code : null}
      hasFactor={page.hasFactor}
    />
  )
  return (
    <section id="passkeys" aria-labelledby="passkeys-title" className="grid gap-4">
      <h2 id="passkeys-title" className="text-xl font-semibold">
        {t('security.passkeys')}
      </h2>
      <p className="text-ink-2">{t('security.passkeysHint')}</p>
      {passkeys.length === 0 && <p>{t('security.passkeysNone')}</p>}
      <ul className="grid gap-1">
        {passkeys.map((passkey) => (
          <li
            key={passkey.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <div className="grid min-w-0">
              <span className="font-[560] break-words">{passkey.name || t('security.unknownDevice')}</span>
              <span className="text-sm text-ink-2">
                <DateWords
                  words={t('security.passkeyAdded', { date: '\n' })}
                  date={passkey.createdAt}
                  locale={locale}
                />
                {passkey.usedOn && (
                  <>
                    {', '}
                    <DateWords
                      words={t('security.passkeyUsed', { date: '\n' })}
                      date={passkey.usedOn}
                      locale={locale}
                    />
                  </>
                )}
                {passkey.isBackedUp && `, ${t('security.passkeyBacked')}`}
              </span>
            </div>
            <Form method="post" className="grid gap-3">
              <input type="hidden" name="intent" value="remove-passkey" />
              <input type="hidden" name="passkey" value={passkey.id} />
              {again('remove-passkey', passkey.id)}
              <Button variant="quiet" size="sm">
                {t('security.passkeyRemove')}
                <span className="sr-only">: {passkey.name}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
      <Form method="post" reloadDocument className="grid gap-4">
        <input type="hidden" name="intent" value="add-passkey" />
        <Field label={t('security.passkeyName')} hint={t('security.passkeyNameHint')}>
          <TextInput name="name" maxLength={60} className="max-w-md" />
        </Field>
        {again('add-passkey')}
        <PasskeyButton purpose="add" send="field" label={t('security.passkeyAdd')} variant="secondary" />
        <noscript>
          <Notice tone="warning">{t('security.passkeyNeedsScripts')}</Notice>
        </noscript>
      </Form>
    </section>
  )
}
