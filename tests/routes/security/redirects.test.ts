import { readdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT, startOpenId } from '../helpers/open-id-server.ts'
import { rowOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PEOPLE } from '../helpers/template.ts'
import { published, TOWN } from '../helpers/town.ts'
import { codeFor, secondCodeFor, type Visitor, visit, visitAs } from '../helpers/visitor.ts'

/** Everything that some browser takes for another site, or that would write a header of its own. */
const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'HTTPS://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' //evil.example',
  '\t//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\nLocation: https://evil.example',
  '/x\r\nSet-Cookie: sreda_session=x',
  '/\u0000/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/x/..//evil.example',
  '/./\\evil.example',
  '/%2e//evil.example',
  'evil.example',
  '@evil.example',
  '?next=//evil.example',
  '/／evil.example',
  '/〱evil.example',
]
/** Encoded once more they are parts of a path here, and lead no further. */
const HARMLESS = ['/%2f/evil.example', '/%5cevil.example', '/%2f%2fevil.example']

let site: Site
let service: Awaited<ReturnType<typeof startOpenId>>
beforeAll(async () => {
  site = await startSite({ env: { IDENTITY_OVER_HTTP: 'on' } })
  service = await startOpenId(`${site.origin}/sign-in/back`)
})
afterAll(async () => {
  await service?.stop()
  await site?.stop()
})

/** Where a browser would go. */
function leadsHere(location: string): boolean {
  if (location === '' || /[^\x21-\x7e]/.test(location)) return false
  const target = new URL(location, `${site.origin}/sign-in`)
  // What a second redirect, relative to that page, would name.
  return target.origin === site.origin && !target.pathname.startsWith('//') && !/^[/\\]{2}/.test(location)
}

type Way = (returnTo: string) => Promise<string>

/** Every way on which somebody says where to go back to. @returns where that leads */
const WAYS: Record<string, Way> = {
  settings: async (returnTo) => (await visit(site.origin).post('/settings', { returnTo })).location,
  consent: async (returnTo) =>
    (await visitAs(site.origin, 'gleb').post('/consent', { rules: 'on', 'personal-data': 'on', returnTo }))
      .location,
  'sign-in._index': async (returnTo) =>
    (await visitAs(site.origin, 'anna').get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`)).location,
  '$town.follow': async (returnTo) => {
    const { id } = published(site, 'collect', 'proposal')
    const fields = { followed: 'contribution', id, wish: 'on', returnTo }
    return (await visitAs(site.origin, 'anna').post(`${TOWN}/follow`, fields)).location
  },
  'sign-in.second': async (returnTo) => {
    const proven = await visitAs(site.origin, 'admin').get(
      `/sign-in/second?returnTo=${encodeURIComponent(returnTo)}`,
    )
    return proven.location
  },
}

describe.each(Object.entries(WAYS))('%s', (_, way) => {
  test('leads to no other site', async () => {
    const led: string[] = []
    for (const returnTo of ELSEWHERE) {
      const location = await way(returnTo)
      if (!leadsHere(location) || location !== '/') led.push(`${JSON.stringify(returnTo)}: ${location}`)
    }
    expect(led).toEqual([])
  })

  test('leads to pages of this one', async () => {
    for (const returnTo of [TOWN, `${TOWN}?kind=idea`, '/me#consents', ...HARMLESS]) {
      const location = await way(returnTo)
      expect(leadsHere(location), returnTo).toBe(true)
      expect(location).toBe(returnTo)
    }
  })
})

/** Two posts, the second by the cookie that the first one gave. */
async function signInTo(me: Visitor, email: string, returnTo: string): Promise<string> {
  await me.post('/sign-in?index', { email, returnTo })
  return (await me.post('/sign-in/code', { code: await codeFor(site.origin, email) })).location
}

test('signing in leads to no other site: by a code, with the second step, by another service', async () => {
  for (const returnTo of ['//evil.example', '/\\evil.example', 'https:evil.example', '/.//evil.example']) {
    const location = await signInTo(visit(site.origin), `${Math.random()}@example.org`, returnTo)
    expect(location).toBe('/consent?returnTo=%2F')
  }
  const admin = visit(site.origin)
  expect(await signInTo(admin, PEOPLE.admin, '//evil.example')).toBe('/sign-in/second?returnTo=%2F')
  const code = await secondCodeFor(site.origin, PEOPLE.admin)
  const proven = await admin.post('/sign-in/second', { intent: 'code', code, returnTo: '//evil.example' })
  expect(proven.location).toBe('/')

  const page = `${TOWN}/admin/identity`
  const fields = { intent: 'add', label: 'Вход', issuer: service.issuer, trust: 'email', ...CLIENT }
  await visitAs(site.origin, 'admin').post(page, fields)
  const { id } = rowOf<{ id: string }>(
    site,
    'select id from identity_providers where issuer = ?',
    service.issuer,
  )
  const me = visit(site.origin)
  const out = await me.request(
    `/sign-in/with${TOWN}/${id}?returnTo=${encodeURIComponent('//evil.example')}`,
    { headers: { 'Sec-Fetch-Site': 'same-origin' } },
  )
  expect((await me.get(await service.logIn(out.location, 'pavel'))).location).toBe('/consent?returnTo=%2F')
})

test('every route that is told where to go back to is among these', () => {
  const folder = join(process.env.SREDA_HOME!, 'app', 'routes')
  const told = readdirSync(folder).filter((route) =>
    readdirSync(join(folder, route)).some((name) =>
      /get\('returnTo'\)|returnTo: z\./.test(readFileSync(join(folder, route, name), 'utf8')),
    ),
  )
  const byHand = ['sign-in.with.$town.$provider']
  expect(told.filter((route) => !(route in WAYS) && !byHand.includes(route))).toEqual([])
})

test.each([
  '//evil.example/?lang=en',
  '//evil.example.data?lang=en',
  '/%5Cevil.example/?lang=en',
  '/%2Fevil.example/?lang=en',
  '//evil.example/prirechensk?text=',
  '/\\evil.example?lang=en',
  '///evil.example/?lang=en',
  '//evil.example/me',
  `//evil.example${TOWN}/desk`,
])('an address that looks like another site leads nowhere: %s', async (path) => {
  const { hostname, port } = new URL(site.origin)
  // As it is: `fetch` would go to the other site itself.
  const { status, location } = await new Promise<{ status: number; location?: string }>((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve({ status: response.statusCode!, location: response.headers.location })
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(400)
  expect(location).toBeUndefined()
})
