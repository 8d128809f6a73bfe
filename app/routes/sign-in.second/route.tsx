import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { PasskeyButton } from '#app/forms/passkey-button.tsx'
import { securityWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getFactors, proveByCode, proveSession } from '#app/models/factors.server.ts'
import { passkeyIn } from '#app/passkey-site.server.ts'
import { paths, safeReturnTo, withoutStaffPages } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requireSigned, sessionCookie, setCookie } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  const returnTo = safeReturnTo(new URL(request.url).searchParams.get('returnTo'))
  const { person, session } = await requireSigned(request)
  const factors = await getFactors(person.id)
  if (session.provenAt || !factors.isStaff) throw redirect(returnTo)
  const locale = await getLocale(request)
  return {
    words: securityWords(locale),
    returnTo,
    hasApp: factors.hasAuthenticator,
    hasPasskey: factors.passkeys > 0,
    isDemo: env().SREDA_MODE === 'demo',
    title: tOf(locale)('security.second'),
  }
}

/** The session goes on under a new token: what was known of it before may not open staff pages. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request)
  const { person, session } = await requireSigned(request)
  try {
    const token = await prove()
    return redirect(safeReturnTo(form.get('returnTo')), {
      headers: { 'Set-Cookie': await setCookie(sessionCookie, token) },
    })
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data({ refusal: refused.refusal }, init ?? undefined)
  }

  async function prove(): Promise<string> {
    if (form.get('intent') === 'passkey') {
      await passkeyIn(request, form, person.id)
      return proveSession(session)
    }
    if (form.get('intent') !== 'code') throw new Refusal('input.bad')
    const code = String(form.get('code') ?? '')
    return proveByCode({ session, code, secret: env().SESSION_SECRET })
  }
}

export const meta = titled<{ title: string }>((_, data) => data.title)

export default function SecondStep() {
  const t = usePageWords()
  const { returnTo, hasApp, hasPasskey, isDemo } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('security.second')} lead={t('security.secondLead')} />
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      {isDemo && hasApp && (
        <Notice className="mt-6" tone="info">
          {t('security.secondDemo')}{' '}
          <TextLink href={`${paths.letters()}#codes`} target="_blank">
            {t('security.secondDemoLink')}
          </TextLink>
        </Notice>
      )}
      {!hasApp && !hasPasskey && (
        <Notice
          className="mt-6"
          tone="warning"
          actions={<ButtonLink to={paths.security()}>{t('security.secondSetUp')}</ButtonLink>}
        >
          {t('security.secondNone')}
        </Notice>
      )}
      {hasApp && (
        <Form method="post" reloadDocument className="mt-8 grid gap-6" noValidate>
          <input type="hidden" name="intent" value="code" />
          <input type="hidden" name="returnTo" value={returnTo} />
          <Field label={t('security.secondCode')} required>
            <TextInput
              name="code"
              autoComplete="one-time-code"
              autoCapitalize="characters"
              maxLength={20}
              className="max-w-72 text-2xl tracking-[0.1em] tabular-nums"
            />
          </Field>
          <Button className="justify-self-start">{t('security.secondEnter')}</Button>
        </Form>
      )}
      {hasPasskey && (
        <Form method="post" reloadDocument className="mt-8 grid gap-3">
          <input type="hidden" name="intent" value="passkey" />
          <input type="hidden" name="returnTo" value={returnTo} />
          <PasskeyButton
            purpose="prove"
            send="field"
            label={t('security.secondPasskey')}
            variant={hasApp ? 'secondary' : 'primary'}
          />
          {!hasApp && (
            <noscript>
              <Notice tone="warning">{t('security.passkeyNeedsScripts')}</Notice>
            </noscript>
          )}
        </Form>
      )}
      <p className="mt-8">
        <TextLink to={withoutStaffPages(returnTo)}>{t('security.secondSkip')}</TextLink>
      </p>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
