import { useLocation } from '@remix-run/react'
import { PasskeyButton } from '#app/forms/passkey-button.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const ASKED = ['session.not-fresh', 'factor.wrong', 'factor.locked', 'factor.none']

/**
 * Inside the form of a sensitive act, when it was refused because the person has not shown for 15 minutes who they are: a
 * code in the field `again` (`requireFresh` reads it), or a passkey. What was typed in the form stays.
 *
 * @param code  of the refusal; anything else shows nothing
 * @param t  from `useSecurityWords`
 */
export function ConfirmAgain({ code, t }: { code: string | null; t: T }) {
  const { pathname, search } = useLocation()
  if (!code || !ASKED.includes(code)) return null
  return (
    <Card tone="tinted" className="grid gap-4" aria-labelledby="again-title">
      <h2 id="again-title" className="text-lg font-semibold">
        {t('security.again')}
      </h2>
      <Field label={t('security.againHint')}>
        <TextInput
          name="again"
          autoComplete="one-time-code"
          maxLength={20}
          className="max-w-56 tabular-nums"
        />
      </Field>
      <PasskeyButton purpose="prove" send="freshen" label={t('security.againPasskey')} variant="secondary" />
      <p>
        <TextLink href={`${paths.signIn(pathname + search)}&again=1`}>{t('security.againSignIn')}</TextLink>
      </p>
    </Card>
  )
}
