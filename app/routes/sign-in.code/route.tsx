import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { keepDeviceMark } from '#app/device.server.ts'
import { consentVersions } from '#app/documents.server.ts'
import { env } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { signInWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { getFactors } from '#app/models/factors.server.ts'
import { CODE_MINUTES, redeemSignInCode } from '#app/models/sign-in.server.ts'
import { paths, safeReturnTo } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import {
  deviceOfRequest,
  getLocale,
  getSessionToken,
  sessionCookie,
  setCookie,
  signInCookie,
} from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const schema = z.object({
  code: z
    .string('required')
    .transform((text) => text.replace(/\D/g, ''))
    .pipe(z.string().length(6, 'code')),
})

async function getPending(request: Request): Promise<{ email: string; returnTo: string }> {
  const pending = await signInCookie.parse(request.headers.get('Cookie'))
  if (!pending?.email) throw redirect(paths.signIn())
  return pending
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { email, returnTo } = await getPending(request)
  return {
    email,
    returnTo: safeReturnTo(returnTo),
    minutes: CODE_MINUTES,
    words: signInWords(await getLocale(request)),
    isDemo: env().SREDA_MODE === 'demo',
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const { email, returnTo } = await getPending(request)
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
  try {
    const { token, person } = await redeemSignInCode({
      email,
      code: submission.value.code,
      locale: await getLocale(request),
      secret: env().SESSION_SECRET,
      device: deviceOfRequest(request),
      replaces: await getSessionToken(request),
    })
    const wanted = (await hasAllConsents(person.id, consentVersions()))
      ? safeReturnTo(returnTo)
      : paths.consent(safeReturnTo(returnTo))
    const { isStaff } = await getFactors(person.id)
    const target = isStaff ? paths.secondFactor(wanted) : wanted
    const headers = new Headers()
    headers.append('Set-Cookie', await setCookie(sessionCookie, token))
    headers.append('Set-Cookie', await setCookie(signInCookie, '', { maxAge: 0 }))
    headers.append('Set-Cookie', await keepDeviceMark(request))
    return redirect(target, { headers })
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data({ lastResult: submission.reply(), refusal: refused.refusal }, init ?? undefined)
  }
}

export const meta = titled((t) => t('signIn.codeTitle'))

export default function SignInCode() {
  const t = usePageWords()
  const { email, returnTo, minutes, isDemo } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('signIn.codeTitle')} lead={t('signInPage.codeLead', { email, minutes })} />
      {isDemo && (
        <Notice className="mt-6" tone="info">
          {t('signInPage.demo')}{' '}
          <TextLink href={paths.letters()} target="_blank">
            {t('signInPage.demoLink')}
          </TextLink>
        </Notice>
      )}
      {/* A new document: the words and the frame depend on who is signed in. */}
      <Form method="post" reloadDocument className="mt-8 grid gap-6" noValidate>
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <Field
          label={t('signInPage.code')}
          hint={t('signInPage.codeHint')}
          error={errors.ofField('code')}
          required
        >
          <TextInput
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            pattern="[0-9 ]*"
            maxLength={9}
            className="max-w-48 text-2xl tracking-[0.2em] tabular-nums"
          />
        </Field>
        <Button className="justify-self-start">{t('signInPage.enter')}</Button>
      </Form>
      <Form method="post" action={`${paths.signIn()}?index`} className="mt-8">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="returnTo" value={returnTo} />
        <Button variant="secondary" size="sm">
          {t('signInPage.again')}
        </Button>
      </Form>
      <p className="mt-4 flex flex-wrap gap-4">
        <TextLink to={paths.signIn()}>{t('signInPage.otherEmail')}</TextLink>
      </p>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
