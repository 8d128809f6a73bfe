import { useLocation } from '@remix-run/react'
import { useId } from 'react'
import { PasskeyButton } from '#app/forms/passkey-button.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const ASKED = [
  'session.not-fresh',
  'second-factor.missing',
  'factor.wrong',
  'factor.locked',
  'factor.locked-today',
  'factor.none',
]

/**
 * Inside the form of a sensitive act, when it was refused because the person has not shown for 15 minutes who they are: a
 * code in the field `again` (`requireFresh` reads it), a passkey, or signing in again. What was typed in the form stays.
 *
 * @param code  of the refusal; anything else shows nothing
 * @param hasFactor  whether the person has an app or a passkey; who has neither signs in again
 * @param t  from `usePageWords`; the loader gives `confirmWords`
 */
export function ConfirmAgain({
  code,
  hasFactor = true,
  t,
}: {
  code: string | null
  hasFactor?: boolean
  t: T
}) {
  const { pathname, search } = useLocation()
  const id = useId()
  if (!code || !ASKED.includes(code)) return null
  const here = pathname + search
  const again = `${paths.signIn(here)}&again=1`
  return (
    <Card tone="tinted" className="grid justify-items-start gap-4" aria-labelledby={id}>
      <h2 id={id} className="text-lg font-semibold">
        {t('security.again')}
      </h2>
      {code === 'second-factor.missing' ? (
        <>
          <p>{t('security.againSecond')}</p>
          <ButtonLink href={paths.secondFactor(here)} variant="secondary">
            {t('security.againSecondDo')}
          </ButtonLink>
        </>
      ) : hasFactor ? (
        <>
          <Field label={t('security.againHint')}>
            <TextInput
              name="again"
              autoComplete="one-time-code"
              maxLength={20}
              className="max-w-56 tabular-nums"
            />
          </Field>
          <PasskeyButton
            purpose="prove"
            send="freshen"
            label={t('security.againPasskey')}
            variant="secondary"
          />
          <p>
            <TextLink href={again}>{t('security.againSignIn')}</TextLink>
          </p>
        </>
      ) : (
        <>
          <p>{t('security.againNoFactor')}</p>
          <ButtonLink href={again} variant="secondary">
            {t('security.againSignIn')}
          </ButtonLink>
        </>
      )}
    </Card>
  )
}
