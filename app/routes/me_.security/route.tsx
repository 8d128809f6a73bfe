import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { securityWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import {
  beginAuthenticator,
  countRecoveryCodes,
  isAuthenticatorBegun,
} from '#app/models/authenticators.server.ts'
import { getFactors } from '#app/models/factors.server.ts'
import { listIdentities } from '#app/models/identities.server.ts'
import { listPasskeys } from '#app/models/passkeys.server.ts'
import { listOpenProvidersBy } from '#app/models/providers.server.ts'
import { listSessions } from '#app/models/sessions.server.ts'
import { qrImage } from '#app/qr.server.ts'
import { getLocale, requireSigned, type Signed } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actOnSecurity, ISSUER, labelOf } from './act.server.ts'
import { AppBox } from './app-box.tsx'
import { PasskeysBox } from './passkeys-box.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { ServicesBox } from './services-box.tsx'
import { SessionsBox } from './sessions-box.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  const signed = await requireSigned(request)
  const { person, session } = signed
  const locale = await getLocale(request)
  const [factors, sessions, passkeys, recoveryLeft, linked] = await Promise.all([
    getFactors(person.id),
    listSessions(person.id),
    listPasskeys(person.id),
    countRecoveryCodes(person.id),
    listIdentities(person.id),
  ])
  const known = await listOpenProvidersBy(linked.map(({ issuer }) => issuer))
  return {
    title: tOf(locale)('security.title'),
    words: securityWords(locale),
    locale,
    isSaved: new URL(request.url).searchParams.has('saved'),
    hasFactor: factors.passkeys > 0 || factors.hasAuthenticator,
    services: linked.map(({ keyHash, issuer, createdAt }) => {
      const service = known.find((one) => one.issuer === issuer)
      return {
        id: keyHash,
        label: service ? localized(service, 'label', locale) : null,
        host: new URL(issuer).host,
        createdAt,
      }
    }),
    needsFactor: factors.isStaff && factors.passkeys === 0 && !factors.hasAuthenticator,
    recoveryLeft,
    setUp: await setUpOf(signed),
    sessions: sessions.map(({ id, device, createdAt, seenOn }) => ({
      id,
      device,
      createdAt,
      seenOn: seenOn ?? createdAt,
      isThis: id === session.id,
    })),
    passkeys: passkeys.map(({ id, name, createdAt, usedOn, isBackedUp }) => ({
      id,
      name,
      createdAt,
      usedOn,
      isBackedUp,
    })),
  }
}

export type SecurityData = Awaited<ReturnType<typeof loader>>

/** An app that waits for its first code, while only this person can have asked for it. */
async function setUpOf(signed: Signed) {
  const personId = signed.person.id
  if (!(await isAuthenticatorBegun(personId))) return null
  const secret = env().SESSION_SECRET
  const begun = await beginAuthenticator({ personId, secret, label: labelOf(signed), issuer: ISSUER })
  return begun && { base32: begun.base32, uri: begun.uri, qr: await qrImage(begun.uri) }
}

export async function action({ request }: ActionFunctionArgs) {
  return actOnSecurity(request)
}

export const meta = titled<{ title: string }>((_, data) => data.title)

export default function Security() {
  const t = usePageWords()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer)
  const refused =
    answer && 'intent' in answer ? { intent: answer.intent, id: answer.id, code: errors.code } : null
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('security.title')} lead={t('security.lead')} />
      {page.isSaved && !answer && (
        <Notice tone="success" role="status" className="mt-6">
          {t('security.saved')}
        </Notice>
      )}
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      {page.needsFactor && (
        <Notice tone="warning" className="mt-6">
          {t('security.staffNeeds')}
        </Notice>
      )}
      <div className="mt-8 grid gap-10">
        {answer?.codes && <RecoveryCodes codes={answer.codes} />}
        <SessionsBox page={page} />
        <AppBox page={page} refused={refused} />
        <PasskeysBox page={page} refused={refused} />
        <ServicesBox page={page} refused={refused} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
