import { createCookie, redirect } from '@remix-run/node'
import { consentVersions } from '#app/documents.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { mustBeFresh } from '#app/domain/sessions.ts'
import { env, origin } from '#app/env.server.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { getFactors } from '#app/models/factors.server.ts'
import {
  beginTrip,
  type ExternalAccount,
  linkIdentity,
  signInByIdentity,
  type Trip,
  takeTrip,
} from '#app/models/identities.server.ts'
import { getOpenProvider } from '#app/models/providers.server.ts'
import { openIdProvider } from '#app/open-id.server.ts'
import { paths } from '#app/paths.ts'
import {
  deviceOfRequest,
  getLocale,
  getPersonOf,
  getSessionToken,
  getSigned,
  sessionCookie,
  setCookie,
} from '#app/session.server.ts'

const common = { path: '/', httpOnly: true, sameSite: 'lax' as const, maxAge: 600 }
/** Only the browser that set out may come back. */
const tripCookie = createCookie('sreda_trip', common)
/** Two accounts of one person, both shown a moment ago, until they say whether to join them. */
const pairCookie = createCookie('sreda_pair', { ...common, secrets: [env().SESSION_SECRET] })

const back = () => `${origin()}${paths.signInBack()}`

/** Sends the browser to a town's service. Whoever is signed in links it, anybody else signs in by it. */
export async function setOut(
  request: Request,
  { townId, providerId, returnTo }: Pick<Trip, 'townId' | 'providerId' | 'returnTo'>,
) {
  const secret = env().SESSION_SECRET
  const provider = await getOpenProvider(townId, providerId, secret)
  const signed = await getSigned(request)
  // What opens an account is not added by an old session.
  if (signed) mustBeFresh(signed.session, new Date())
  const { url, ...departure } = await openIdProvider(provider).begin(back())
  const trip = { townId, providerId, returnTo, personId: signed?.person.id ?? null, ...departure }
  const token = await beginTrip(trip, secret)
  return redirect(url, { headers: { 'Set-Cookie': await setCookie(tripCookie, token) } })
}

/**
 * Takes somebody in who comes back from a service.
 * @throws {Refusal} 'identity.expired' | 'identity.failed' | 'identity.unreachable' | 'identity.not-found'
 */
export async function arrive(request: Request) {
  const secret = env().SESSION_SECRET
  const token = await tripCookie.parse(request.headers.get('Cookie'))
  const trip = await takeTrip(typeof token === 'string' ? token : null, secret)
  const provider = await getOpenProvider(trip.townId, trip.providerId, secret)
  const account = await openIdProvider(provider).finish(trip, new URL(back() + new URL(request.url).search))
  return trip.personId ? linkTo(request, trip, account) : signIn(request, trip, account)
}

async function signIn(request: Request, { returnTo }: Trip, account: ExternalAccount) {
  const { token, personId } = await signInByIdentity({
    account,
    locale: await getLocale(request),
    device: deviceOfRequest(request),
    replaces: await getSessionToken(request),
    secret: env().SESSION_SECRET,
  })
  const wanted = (await hasAllConsents(personId, consentVersions())) ? returnTo : paths.consent(returnTo)
  const { isStaff } = await getFactors(personId)
  return redirect(isStaff ? paths.secondFactor(wanted) : wanted, {
    headers: [
      ['Set-Cookie', await setCookie(sessionCookie, token)],
      ['Set-Cookie', await setCookie(tripCookie, '', { maxAge: 0 })],
    ],
  })
}

async function linkTo(request: Request, { personId, returnTo }: Trip, account: ExternalAccount) {
  const person = await getPersonOf(request)
  if (!person || person.id !== personId) throw new Refusal('identity.expired')
  const other = await linkIdentity({ personId: person.id, account, secret: env().SESSION_SECRET })
  if (!other) return redirect(returnTo)
  const pair = { intoId: person.id, fromId: other, returnTo, until: Date.now() + common.maxAge * 1000 }
  return redirect(paths.linkAccounts(), { headers: { 'Set-Cookie': await setCookie(pairCookie, pair) } })
}

export interface Pair {
  intoId: string
  fromId: string
  returnTo: string
}

/** The two accounts that this person has just shown to be theirs. @throws {Refusal} 'link.nothing' */
export async function getPair(request: Request, personId: string): Promise<Pair> {
  const pair = await pairCookie.parse(request.headers.get('Cookie'))
  if (!pair || pair.intoId !== personId || !(pair.until > Date.now())) throw new Refusal('link.nothing')
  return pair
}

export async function forgetPair(): Promise<string> {
  return setCookie(pairCookie, '', { maxAge: 0 })
}
