import { createCookie, redirect } from '@remix-run/node'
import { z } from 'zod'
import { consentVersions } from '#app/documents.server.ts'
import { deviceOf } from '#app/domain/devices.ts'
import type { Actor, TownAct } from '#app/domain/permissions.ts'
import { can, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { mustBeFresh } from '#app/domain/sessions.ts'
import { env, origin } from '#app/env.server.ts'
import { type Locale, localeOf } from '#app/i18n/locale.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { freshenByCode, getFactors } from '#app/models/factors.server.ts'
import { getActor, isAdminOfAll, type Person } from '#app/models/people.server.ts'
import { getSession, type Session } from '#app/models/sessions.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'

const isSecure = () => origin().startsWith('https:')
const common = { path: '/', httpOnly: true, sameSite: 'lax' as const }

/** Holds a random token; the database knows its hash. */
export const sessionCookie = createCookie('sreda_session', { ...common, maxAge: 60 * 86_400 })
/** Between asking for a code and typing it in. */
export const signInCookie = createCookie('sreda_sign_in', {
  ...common,
  maxAge: 3600,
  secrets: [env().SESSION_SECRET],
})
/** What a passkey is asked to sign: the token of its challenge. */
export const passkeyCookie = createCookie('sreda_passkey', { ...common, maxAge: 300 })
/** Language and the low-vision panel. */
export const prefsCookie = createCookie('sreda_prefs', { ...common, maxAge: 365 * 86_400 })

export async function setCookie(
  cookie: typeof sessionCookie,
  value: unknown,
  options: { maxAge?: number } = {},
) {
  return cookie.serialize(value, { secure: isSecure(), ...options })
}

export const prefsSchema = z.object({
  lang: z.enum(['ru', 'en']).catch('ru'),
  size: z.enum(['1', '2', '3']).catch('1'),
  scheme: z.enum(['default', 'bw', 'wb', 'blue']).catch('default'),
  spacing: z.enum(['normal', 'wide']).catch('normal'),
  pictures: z.enum(['on', 'off']).catch('on'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
})

export type Prefs = z.infer<typeof prefsSchema>

const DEFAULT_PREFS = prefsSchema.parse({})

export async function getPrefs(request: Request): Promise<Prefs> {
  const stored = await prefsCookie.parse(request.headers.get('Cookie'))
  // Anybody can write a cookie: `[]` and `null` are objects, too.
  const prefs = prefsSchema.catch(DEFAULT_PREFS).parse(stored ?? {})
  const asked = new URL(request.url).searchParams.get('lang')
  return asked ? { ...prefs, lang: localeOf(asked) } : prefs
}

/** A link with `?lang=en` sets the language for good and leads to the address without it. */
export async function rememberAskedLanguage(request: Request, prefs: Prefs) {
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.searchParams.has('lang')) return
  // In a frame on another site nothing is remembered.
  if (/^\/[\w-]+\/embed\//i.test(url.pathname) || url.searchParams.has('embed')) return
  url.searchParams.delete('lang')
  url.searchParams.delete('_routes')
  const target = `${url.pathname.replace(/\.data$/, '')}${url.search}`
  throw redirect(target, { headers: { 'Set-Cookie': await setCookie(prefsCookie, prefs) } })
}

export async function getLocale(request: Request): Promise<Locale> {
  return (await getPrefs(request)).lang
}

export async function getSessionToken(request: Request): Promise<string | null> {
  const token = await sessionCookie.parse(request.headers.get('Cookie'))
  return typeof token === 'string' ? token : null
}

export interface Signed {
  person: Person
  session: Session
}

/** Who is signed in, and how. Until the second factor is passed nobody administers the installation. */
export async function getSigned(request: Request): Promise<Signed | null> {
  const token = await getSessionToken(request)
  const found = token ? await getSession(token) : null
  if (!found?.person.isPlatformAdmin || found.session.provenAt) return found
  return { ...found, person: { ...found.person, isPlatformAdmin: false } }
}

export async function getPersonOf(request: Request): Promise<Person | null> {
  return (await getSigned(request))?.person ?? null
}

/** Whoever asks, in a town. A session without its second factor has no roles there. */
export async function getActorOf(request: Request, townId: string): Promise<Actor | null> {
  const signed = await getSigned(request)
  return signed && actorOf(signed, townId)
}

async function actorOf({ person, session }: Signed, townId: string): Promise<Actor> {
  const actor = await getActor(person, townId)
  if (session.provenAt) return actor
  const lacksSecondFactor = actor.roles.length > 0 || (await isAdminOfAll(person.id))
  return { ...actor, roles: [], limits: null, lacksSecondFactor }
}

/** For pages: whoever is not signed in is sent to sign in and comes back here. */
export async function requirePerson(request: Request): Promise<Person> {
  const person = await getPersonOf(request)
  if (person) return person
  throw redirect(paths.signIn(hereOf(request)))
}

/** The address of the page itself, to come back to. */
function hereOf(request: Request): string {
  const url = new URL(request.url)
  return url.pathname.replace(/\.data$/, '') + url.search.replace(/([?&])_data=[^&]*/, '$1')
}

/**
 * True for a loader that runs again for the page that answers a sent form. Remix gives every loader a GET, so the HTTP
 * process tells the method in a header. Nobody is redirected then: what was typed is in that page.
 */
export function isAnswerToForm(request: Request): boolean {
  return request.headers.get('x-sreda-method') === 'POST'
}

/** For pages with a form: signed in, and with the consents that writing needs. */
export async function requireParticipant(request: Request): Promise<Person> {
  if (isAnswerToForm(request)) return mustBeParticipant(request)
  const person = await requirePerson(request)
  if (await hasAllConsents(person.id, consentVersions())) return person
  const url = new URL(request.url)
  throw redirect(paths.consent(url.pathname + url.search))
}

/**
 * For actions: nothing typed may be lost, so nobody is redirected.
 * @throws {Refusal} 'person.not-signed-in' | 'person.no-consent'
 */
export async function mustBeParticipant(request: Request): Promise<Person> {
  const person = await getPersonOf(request)
  if (!person) throw new Refusal('person.not-signed-in')
  if (!(await hasAllConsents(person.id, consentVersions()))) throw new Refusal('person.no-consent')
  return person
}

export interface Scene {
  town: Town
  person: Person | null
  actor: Actor | null
  locale: Locale
}

/** The town of an address and who is looking. @throws {Refusal} 'town.not-found' */
export async function getScene(request: Request, slug: string): Promise<Scene> {
  const [town, signed, locale] = await Promise.all([getTown(slug), getSigned(request), getLocale(request)])
  const actor = signed ? await actorOf(signed, town.id) : null
  return { town, person: signed?.person ?? null, actor, locale }
}

/**
 * For staff pages: whoever is not signed in is sent to sign in, whoever lacks the second factor to show it.
 * @throws {Refusal} 'role.missing'
 */
export async function requireStaff(request: Request, slug: string, act: TownAct) {
  const scene = await getScene(request, slug)
  const person = scene.person ?? (await requirePerson(request))
  const actor = scene.actor
  if (actor?.lacksSecondFactor && !can(actor, act)) throw redirect(paths.secondFactor(hereOf(request)))
  mustBeAbleTo(actor, act)
  return { ...scene, person, actor }
}

/** The address of the other end of the connection, as the server saw it. */
export function addressOf(request: Request): string {
  return request.headers.get('x-sreda-address') ?? 'unknown'
}

/** What the browser says of the device, coarse: for the list of sessions. */
export function deviceOfRequest(request: Request): string {
  return deviceOf(request.headers.get('user-agent'))
}

/** @throws {Refusal} 'person.not-signed-in', or sends to sign in */
export async function requireSigned(request: Request): Promise<Signed> {
  await requirePerson(request)
  const signed = await getSigned(request)
  if (!signed) throw new Refusal('person.not-signed-in')
  return signed
}

/** For pages of the whole installation. @throws {Refusal} 'role.missing' */
export async function requirePlatformAdmin(request: Request, act: TownAct = 'town:create'): Promise<Person> {
  const { person, session } = await requireSigned(request)
  if (!session.provenAt && (await isAdminOfAll(person.id)))
    throw redirect(paths.secondFactor(hereOf(request)))
  mustBeAbleTo({ personId: person.id, roles: [], isPlatformAdmin: person.isPlatformAdmin }, act)
  return person
}

/**
 * For sensitive acts (roles, exports with personal data, the confirmation of results): the person showed who they are in
 * the last 15 minutes, or shows it with this form: a code in the field `again`, which `<ConfirmAgain>` asks for.
 *
 * @throws {Refusal} 'session.not-fresh' | 'factor.none' | 'factor.wrong' | 'factor.locked'
 */
export async function requireFresh(request: Request, form?: FormData, now = new Date()): Promise<void> {
  const { session } = await requireSigned(request)
  const code = form?.get('again')
  form?.delete('again')
  if (typeof code === 'string' && code.trim() !== '')
    await freshenByCode({ session, code, secret: env().SESSION_SECRET, now })
  else mustBeFresh(session, now)
}

/**
 * For what opens an account, hands it out or ends it: who has just shown who they are, and of the staff only who has passed
 * the second factor, if they have one. A mailbox alone must not be enough to put another way in beside it.
 *
 * @throws {Refusal} as `requireFresh`, and 'second-factor.missing'
 */
export async function requireSure(request: Request, form?: FormData): Promise<Signed> {
  const signed = await requireSigned(request)
  if (await lacksProof(signed)) throw new Refusal('second-factor.missing')
  await requireFresh(request, form)
  return signed
}

/** Whether a member of the staff has a second factor and has not shown it in this session. */
export async function lacksProof({ person, session }: Signed): Promise<boolean> {
  if (session.provenAt) return false
  const { isStaff, passkeys, hasAuthenticator } = await getFactors(person.id)
  return isStaff && (passkeys > 0 || hasAuthenticator)
}
