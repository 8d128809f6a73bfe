import { parseWithZod } from '@conform-to/zod/v4'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { keepDeviceMark } from '#app/device.server.ts'
import { consentVersions } from '#app/documents.server.ts'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import { PasskeyButton } from '#app/forms/passkey-button.tsx'
import { mustAnswerChallenge, takeSigns } from '#app/human.server.ts'
import { signInWords } from '#app/i18n/account-words.server.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { wakeMail } from '#app/jobs/mail.server.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { openProvenSession } from '#app/models/factors.server.ts'
import { listIdentities } from '#app/models/identities.server.ts'
import { listOpenProvidersBy, listOpenProvidersOf } from '#app/models/providers.server.ts'
import { isCrowded, requestSignInCode } from '#app/models/sign-in.server.ts'
import { passkeyIn } from '#app/passkey-site.server.ts'
import { paths, safeReturnTo } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import {
  addressOf,
  deviceOfRequest,
  getLocale,
  getPersonOf,
  getSessionToken,
  sessionCookie,
  setCookie,
  signInCookie,
} from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const DEMO = ['resident', 'moderator', 'planner', 'admin'] as const
const demoEmail = (role: (typeof DEMO)[number]) => `${role}@prirechensk.example`

const schema = z.object({
  email: z.string('required').trim().toLowerCase().max(200, 'too-long').pipe(z.email('email')),
  returnTo: z.string().optional(),
})

export async function loader({ request }: LoaderFunctionArgs) {
  const search = new URL(request.url).searchParams
  const returnTo = safeReturnTo(search.get('returnTo'))
  const person = await getPersonOf(request)
  // `again`: somebody who is signed in shows once more who they are.
  if (!search.has('again') && person) throw redirect(returnTo)
  const locale = await getLocale(request)
  return {
    returnTo,
    isDemo: env().SREDA_MODE === 'demo',
    services: await servicesFor(person?.id ?? null, returnTo, locale),
    words: signInWords(locale),
  }
}

/** The services of the town that somebody comes from, or those that somebody who is signed in has an account at. */
async function servicesFor(personId: string | null, returnTo: string, locale: Locale) {
  const slug = /^\/([a-z0-9-]+)/.exec(returnTo)?.[1]
  const ofTown = slug ? (await listOpenProvidersOf(slug)).map((one) => ({ ...one, town: slug })) : []
  const linked = personId ? (await listIdentities(personId)).map(({ issuer }) => issuer) : []
  const own = (await listOpenProvidersBy(linked)).filter(
    ({ issuer }, i, all) => all.findIndex((one) => one.issuer === issuer) === i,
  )
  const open = personId ? own : ofTown
  return open.map((one) => ({ id: one.id, town: one.town, label: localized(one, 'label', locale) }))
}

export async function action({ request }: ActionFunctionArgs) {
  const form = await readForm(request)
  if (form.get('intent') === 'passkey') return signInByPasskey(request, form)
  const signs = takeSigns(form)
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
  const { email, returnTo } = submission.value
  const [address, secret] = [addressOf(request), env().SESSION_SECRET]
  const isShared = env().SREDA_MODE === 'demo' && DEMO.some((role) => email === demoEmail(role))
  try {
    if (!isShared && (signs.isTrapped || (await isCrowded(address, secret))))
      await mustAnswerChallenge(signs, ['sign-in', address])
    await requestSignInCode({ email, locale: await getLocale(request), address, secret, isShared })
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data({ lastResult: submission.reply(), refusal: refused.refusal }, init ?? undefined)
  }
  wakeMail()
  return redirect(paths.signInCode(), {
    headers: { 'Set-Cookie': await setCookie(signInCookie, { email, returnTo: safeReturnTo(returnTo) }) },
  })
}

async function signInByPasskey(request: Request, form: FormData) {
  try {
    const personId = await passkeyIn(request, form, null)
    const token = await openProvenSession({
      personId,
      device: deviceOfRequest(request),
      replaces: await getSessionToken(request),
    })
    const returnTo = safeReturnTo(form.get('returnTo'))
    const target = (await hasAllConsents(personId, consentVersions())) ? returnTo : paths.consent(returnTo)
    return redirect(target, {
      headers: [
        ['Set-Cookie', await setCookie(sessionCookie, token)],
        ['Set-Cookie', await keepDeviceMark(request)],
      ],
    })
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data({ lastResult: undefined, refusal: refused.refusal }, init ?? undefined)
  }
}

export const meta: MetaFunction<typeof loader> = titled((t) => t('signIn.title'))

export default function SignIn() {
  const t = usePageWords()
  const { returnTo, isDemo, services } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('signIn.title')} lead={t('signInPage.lead')} />
      <Form method="post" className="mt-8 grid gap-6" noValidate>
        <input type="hidden" name="returnTo" value={returnTo} />
        <FailureNotice>{errors.ofForm}</FailureNotice>
        <Field
          label={t('signInPage.email')}
          hint={t('signInPage.emailHint')}
          error={errors.ofField('email')}
          required
        >
          <TextInput
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            defaultValue={errors.typed('email')}
          />
        </Field>
        <HumanCheck challenge={errors.challenge} />
        <Button className="justify-self-start">{t('signInPage.send')}</Button>
      </Form>
      <Form method="post" action={`${paths.signIn()}?index`} reloadDocument className="mt-4 grid gap-3">
        <input type="hidden" name="intent" value="passkey" />
        <input type="hidden" name="returnTo" value={returnTo} />
        <PasskeyButton purpose="sign-in" send="field" label={t('security.passkey')} variant="secondary" />
      </Form>
      {services.length > 0 && (
        <ul className="mt-4 grid justify-items-start gap-3">
          {services.map((one) => (
            <li key={one.id}>
              <ButtonLink href={paths.signInWith(one.town, one.id, returnTo)} variant="secondary">
                {t('security.openedBy', { label: one.label })}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {isDemo && (
        <Card tone="tinted" className="mt-10 grid gap-4">
          <p>{t('signInPage.demo')}</p>
          <Form method="post" className="flex flex-wrap items-center gap-2">
            <input type="hidden" name="returnTo" value={returnTo} />
            <span>{t('signInPage.demoAs')}</span>
            {DEMO.map((role) => (
              <Button key={role} variant="secondary" size="sm" name="email" value={demoEmail(role)}>
                {t(`signInPage.demo${role[0]!.toUpperCase()}${role.slice(1)}` as WordKey)}
              </Button>
            ))}
          </Form>
        </Card>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
