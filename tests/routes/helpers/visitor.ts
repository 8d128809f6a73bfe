import { inject } from 'vitest'
import type { PersonName } from './template.ts'

/** An answer with its text already read. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  /** Where a redirect leads, '' when it is none. */
  location: string
}

type Fields = Record<string, string | string[]>

/** Somebody with a cookie jar who reads pages and posts forms as a browser without scripts does. */
export function visit(origin: string, cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies))

  async function request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('Cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(new URL(path, origin), { redirect: 'manual', ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...flags] = line.split('; ')
      const at = pair.indexOf('=')
      if (flags.includes('Max-Age=0')) jar.delete(pair.slice(0, at))
      else jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const { status } = response
    const location = response.headers.get('Location') ?? ''
    return { status, headers: response.headers, text: await response.text(), location }
  }

  const get = (path: string) => request(path)

  /** A form without files. */
  async function post(path: string, fields: Fields, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(pairs(fields)).toString()
    // Megabytes take seconds to encode here: connections that the server has closed meanwhile must be noticed first.
    await new Promise((resolve) => setTimeout(resolve, 1))
    return request(path, {
      method: 'POST',
      body,
      headers: { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    })
  }

  /** A form that may carry files: multipart. */
  function send(path: string, fields: Fields, files: [name: string, file: File][] = []) {
    const body = new FormData()
    for (const [name, value] of pairs(fields)) body.append(name, value)
    for (const [name, file] of files) body.append(name, file)
    return request(path, { method: 'POST', body, headers: { Origin: origin } })
  }

  /** Asks for a code, reads it in the demo's letters and types it in. */
  async function signIn(email: string, returnTo = '/'): Promise<Answer> {
    await post('/sign-in?index', { email, returnTo })
    const answer = await post('/sign-in/code', { code: await codeFor(origin, email) })
    if (!answer.location.startsWith('/sign-in/second')) return answer
    const wanted = new URL(answer.location, origin).searchParams.get('returnTo') ?? '/'
    return prove(email, wanted)
  }

  /** The second step of the demo's staff: a code of the app, which the letters' page shows. */
  async function prove(email: string, returnTo = '/'): Promise<Answer> {
    return post('/sign-in/second', { intent: 'code', code: await secondCodeFor(origin, email), returnTo })
  }
  const consent = () => post('/consent', { 'personal-data': 'on', rules: 'on', returnTo: '/' })
  const speak = (lang: 'ru' | 'en') => post('/settings', { lang, returnTo: '/' })
  const cookie = (name: string) => jar.get(name) ?? ''

  return { origin, request, get, post, send, signIn, prove, consent, speak, cookie }
}

export type Visitor = ReturnType<typeof visit>

/** Somebody already signed in. */
export function visitAs(origin: string, name: PersonName): Visitor {
  return visit(origin, { sreda_session: inject('template').cookies[name] })
}

/** The page of the letters, up to the second codes. */
async function lettersOf(origin: string): Promise<string> {
  return (await (await fetch(`${origin}/letters`)).text()).split('id="codes"')[0]!
}

/** What the app of one of the demo's staff shows now. */
export async function secondCodeFor(origin: string, email: string): Promise<string> {
  const page = (await (await fetch(`${origin}/letters`)).text()).split('id="codes"')[1] ?? ''
  const code = new RegExp(`${email}</dt><dd[^>]*>(\\d{6})<`).exec(page)?.[1]
  if (!code) throw new Error(`No second code for ${email} among the letters.`)
  return code
}

/** The newest code in the demo's letters to an address. */
export async function codeFor(origin: string, email: string): Promise<string> {
  const page = await lettersOf(origin)
  const letter = page.split('<li').find((item) => item.includes(email) && /\b\d{6}\b/.test(item))
  const code =
    letter && /<h2[^>]*>[^<]*?(\d{6})|<p class="whitespace-pre-line[^"]*">[^<]*?\b(\d{6})\b/.exec(letter)
  if (!code) throw new Error(`No code for ${email} among the letters.`)
  return (code[1] ?? code[2])!
}

function pairs(fields: Fields): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
}
