import { data, redirect } from '@remix-run/node'
import { toRefused } from '#app/answer.server.ts'
import { deviceOf } from '#app/domain/devices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import {
  beginAuthenticator,
  confirmAuthenticator,
  renewRecoveryCodes,
} from '#app/models/authenticators.server.ts'
import {
  getFactors,
  proveSession,
  raiseSession,
  removeAuthenticator,
  removePasskey,
} from '#app/models/factors.server.ts'
import { unlinkIdentity } from '#app/models/identities.server.ts'
import { addPasskey } from '#app/models/passkeys.server.ts'
import { endAllSessions, endSessionOf } from '#app/models/sessions.server.ts'
import { challengeOf, passkeySite } from '#app/passkey-site.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireSigned, requireSure, type Signed, sessionCookie, setCookie } from '#app/session.server.ts'

export const ISSUER = 'Sreda'

/** What an app calls the account: people with several see which. */
export function labelOf({ person }: Signed): string {
  return person.email ?? person.pseudonym
}

/** Every act on the page of sign-in and devices. */
export async function actOnSecurity(request: Request) {
  const form = await readForm(request)
  const signed = await requireSigned(request)
  const { person, session } = signed
  const secret = env().SESSION_SECRET
  const personId = person.id
  const saved = async (token?: string) =>
    redirect(`${paths.security()}?saved=1`, {
      headers: token ? { 'Set-Cookie': await setCookie(sessionCookie, token) } : undefined,
    })
  try {
    switch (form.get('intent')) {
      case 'end-session':
        await endSessionOf(personId, String(form.get('session')))
        return saved()
      case 'end-others':
        await endAllSessions(personId, session.id)
        return saved()
      case 'end-all':
        await endAllSessions(personId)
        return redirect('/', { headers: { 'Set-Cookie': await setCookie(sessionCookie, '', { maxAge: 0 }) } })
      case 'begin-app':
        await requireSure(request, form)
        await beginAuthenticator({ personId, secret, label: labelOf(signed), issuer: ISSUER })
        return redirect(`${paths.security()}#app`)
      case 'confirm-app': {
        await requireSure(request, form)
        const codes = await confirmAuthenticator({ personId, secret, code: String(form.get('code') ?? '') })
        const cookie = await setCookie(sessionCookie, await raiseSession(session))
        return data({ codes, refusal: undefined }, { headers: { 'Set-Cookie': cookie } })
      }
      case 'renew-codes':
        await requireSure(request, form)
        if (!(await getFactors(personId)).hasAuthenticator) throw new Refusal('factor.none')
        return data({ codes: await renewRecoveryCodes({ personId, secret }), refusal: undefined })
      case 'remove-app':
        await requireSure(request, form)
        await removeAuthenticator(personId)
        return saved()
      case 'add-passkey': {
        await requireSure(request, form)
        await addPasskey({
          site: passkeySite(),
          token: await challengeOf(request),
          response: String(form.get('response') ?? ''),
          personId,
          name: nameFrom(form) || deviceOf(request.headers.get('user-agent')),
        })
        return saved(await proveSession(session))
      }
      case 'remove-passkey':
        await requireSure(request, form)
        await removePasskey(personId, String(form.get('passkey')))
        return saved()
      case 'unlink':
        await requireSure(request, form)
        await unlinkIdentity(personId, String(form.get('service')))
        return saved()
      default:
        throw new Refusal('input.bad')
    }
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data(
      { codes: undefined, refusal: refused.refusal, intent: String(form.get('intent')), id: idIn(form) },
      init ?? undefined,
    )
  }
}

/** Which of several forms of one intent was refused. */
function idIn(form: FormData): string {
  return String(form.get('passkey') ?? form.get('service') ?? '')
}

function nameFrom(form: FormData): string {
  return String(form.get('name') ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 60)
}
