import { createCookie, redirect } from '@remix-run/node'
import { z } from 'zod'
import { consentVersions } from '#app/documents.server.ts'
import type { Actor, TownAct } from '#app/domain/permissions.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env, origin } from '#app/env.server.ts'
import { type Locale, localeOf } from '#app/i18n/locale.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { getActor, type Person } from '#app/models/people.server.ts'
import { getPersonOfSession } from '#app/models/sign-in.server.ts'
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

export async function getPrefs(request: Request): Promise<Prefs> {
  const stored = await prefsCookie.parse(request.headers.get('Cookie'))
  const prefs = prefsSchema.parse(typeof stored === 'object' && stored !== null ? stored : {})
  const asked = new URL(request.url).searchParams.get('lang')
  return asked ? { ...prefs, lang: localeOf(asked) } : prefs
}

/** A link with `?lang=en` sets the language for good and leads to the address without it. */
export async function rememberAskedLanguage(request: Request, prefs: Prefs) {
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.searchParams.has('lang')) return
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

export async function getPersonOf(request: Request): Promise<Person | null> {
  const token = await getSessionToken(request)
  return token ? getPersonOfSession(token) : null
}

/** For pages: whoever is not signed in is sent to sign in and comes back here. */
export async function requirePerson(request: Request): Promise<Person> {
  const person = await getPersonOf(request)
  if (person) return person
  const url = new URL(request.url)
  throw redirect(paths.signIn(url.pathname + url.search.replace(/([?&])_data=[^&]*/, '$1')))
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
  const [town, person, locale] = await Promise.all([getTown(slug), getPersonOf(request), getLocale(request)])
  const actor = person ? await getActor(person, town.id) : null
  return { town, person, actor, locale }
}

/** For staff pages. @throws {Refusal} 'role.missing' */
export async function requireStaff(request: Request, slug: string, act: TownAct) {
  const scene = await getScene(request, slug)
  const person = scene.person ?? (await requirePerson(request))
  const actor = scene.actor
  mustBeAbleTo(actor, act)
  return { ...scene, person, actor }
}

/** The address of the other end of the connection, as the server saw it. */
export function addressOf(request: Request): string {
  return request.headers.get('x-sreda-address') ?? 'unknown'
}
