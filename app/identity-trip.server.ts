import { createCookie, redirect } from '@remix-run/node'
import { keepDeviceMark } from '#app/device.server.ts'
import { consentVersions } from '#app/documents.server.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env, origin } from '#app/env.server.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { getFactors } from '#app/models/factors.server.ts'
import {
  beginTrip,
  type ExternalAccount,
  findIdentity,
  signInByIdentity,
  type Trip,
  takeTrip,
} from '#app/models/identities.server.ts'
import { getOpenProvider, type Provider } from '#app/models/providers.server.ts'
import { openIdProvider } from '#app/open-id.server.ts'
import { paths } from '#app/paths.ts'
import {
  deviceOfRequest,
  getLocale,
  getPersonOf,
  getSessionToken,
  sessionCookie,
  setCookie,
} from '#app/session.server.ts'

const common = { path: '/', httpOnly: true, sameSite: 'lax' as const, maxAge: 600 }
/** Only the browser that set out may come back. */
const tripCookie = createCookie('sreda_trip', common)
/** What somebody who is signed in has just shown at a service, until they say what is to become of it. */
const shownCookie = createCookie('sreda_shown', { ...common, secrets: [env().SESSION_SECRET] })

const back = () => `${origin()}${paths.signInBack()}`

/**
 * Whether the way to a service begins on a page of ours. Another site's link, a letter or a script of theirs must not send
 * anybody there: whose account would open when they come back is not for strangers to choose. Browsers that do not say where
 * a request comes from (old ones, or without TLS) name the page before; our pages let them (`Referrer-Policy`).
 */
export function beginsHere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const before = request.headers.get('referer') ?? ''
  return (
    URL.canParse(before) && [new URL(request.url).host, new URL(origin()).host].includes(new URL(before).host)
  )
}

/** Sends the browser to a town's service. Whoever is signed in shows who they are there, anybody else signs in by it. */
export async function setOut(
  request: Request,
  { townId, providerId, returnTo }: Pick<Trip, 'townId' | 'providerId' | 'returnTo'>,
) {
  const secret = env().SESSION_SECRET
  const provider = await getOpenProvider(townId, providerId, secret)
  const person = await getPersonOf(request)
  const { url, ...departure } = await openIdProvider(provider).begin(back())
  const trip = { townId, providerId, returnTo, personId: person?.id ?? null, ...departure }
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
  return trip.personId ? askWhatFor(request, trip, account, provider) : signIn(request, trip, account)
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
      ['Set-Cookie', await keepDeviceMark(request)],
    ],
  })
}

/** Nothing is linked by coming back: a form on a page of ours asks first. Whose own account it is has signed in again. */
async function askWhatFor(request: Request, trip: Trip, account: ExternalAccount, provider: Provider) {
  const person = await getPersonOf(request)
  if (!person || person.id !== trip.personId) throw new Refusal('identity.expired')
  const { keyHash, personId: fromId } = await findIdentity(account, env().SESSION_SECRET)
  if (fromId === person.id) return signIn(request, trip, account)
  const shown: Shown = {
    intoId: person.id,
    fromId,
    keyHash,
    issuer: account.issuer,
    label: localized(provider, 'label', await getLocale(request)),
    returnTo: trip.returnTo,
    until: Date.now() + common.maxAge * 1000,
  }
  return redirect(paths.linkAccounts(), { headers: { 'Set-Cookie': await setCookie(shownCookie, shown) } })
}

/** An account at a service that a person here has just shown to be theirs. */
export interface Shown {
  intoId: string
  /** Whose it is here already: the two may be joined; null = nobody's yet: it may be linked. */
  fromId: string | null
  /** The print of the account at the service. */
  keyHash: string
  issuer: string
  /** What the town calls the service. */
  label: string
  returnTo: string
  until: number
}

/** What this person has just shown. @throws {Refusal} 'link.nothing' */
export async function getShown(request: Request, personId: string): Promise<Shown> {
  const shown: Shown | null = await shownCookie.parse(request.headers.get('Cookie'))
  if (!shown || shown.intoId !== personId || !(shown.until > Date.now())) throw new Refusal('link.nothing')
  return shown
}

export async function forgetShown(): Promise<string> {
  return setCookie(shownCookie, '', { maxAge: 0 })
}
