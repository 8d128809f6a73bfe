import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CLIENT, startOpenId } from '../helpers/open-id-server.ts'
import { rowOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PEOPLE } from '../helpers/template.ts'
import { PROCESS, TOWN } from '../helpers/town.ts'
import { codeFor, secondCodeFor, visit, visitAs } from '../helpers/visitor.ts'

/** Before linking a service: set by the same function, asked for in tests/routes/linking.test.ts. */
const NOT_WALKED = ['sreda_shown']

let plain: Site
let secure: Site
let service: Awaited<ReturnType<typeof startOpenId>>
const env = { IDENTITY_OVER_HTTP: 'on' }
beforeAll(async () => {
  plain = await startSite({ env })
  secure = await startSite({ env: { ...env, ORIGIN: 'https://sreda.example.org' } })
  service = await startOpenId('https://sreda.example.org/sign-in/back')
})
afterAll(async () => {
  await service?.stop()
  await plain?.stop()
  await secure?.stop()
})

/** Goes every way that sets a cookie. @returns the lines of `Set-Cookie` by the cookie's name */
async function cookiesOf(site: Site): Promise<Map<string, string[]>> {
  const lines: string[] = []
  const note = async (answer: Promise<{ headers: Headers }>) => {
    lines.push(...(await answer).headers.getSetCookie())
  }
  const me = visit(site.origin)
  const email = PEOPLE.admin
  await note(me.post('/settings', { lang: 'ru', returnTo: '/' }))
  await note(me.get('/?lang=en'))
  await note(me.post('/sign-in/passkey', { intent: 'options', purpose: 'sign-in' }))
  await note(me.post('/sign-in?index', { email }))
  await note(me.post('/sign-in/code', { code: await codeFor(site.origin, email) }))
  await note(me.post('/sign-in/second', { intent: 'code', code: await secondCodeFor(site.origin, email) }))
  await note(visit(site.origin).get(`${TOWN}/processes/${PROCESS.vote}/vote`))
  const admin = visitAs(site.origin, 'admin')
  await note(admin.post(`${TOWN}/counter/help`, { intent: 'new', consents: 'on' }))
  await note(admin.post(`${TOWN}/counter/help`, { intent: 'end' }))
  const page = `${TOWN}/admin/identity`
  await note(
    admin.post(page, { intent: 'add', label: 'Вход', issuer: service.issuer, trust: 'email', ...CLIENT }),
  )
  const { id } = rowOf<{ id: string }>(
    site,
    'select id from identity_providers where issuer = ?',
    service.issuer,
  )
  await note(
    visit(site.origin).request(`/sign-in/with${TOWN}/${id}`, {
      headers: { 'Sec-Fetch-Site': 'same-origin' },
    }),
  )
  await note(me.post('/sign-out', {}))
  const found = new Map<string, string[]>()
  for (const line of lines) {
    const name = line.split('=')[0]!
    found.set(name, [...(found.get(name) ?? []), line])
  }
  return found
}

/** As the program makes them. */
function namesInSource(): string[] {
  const folder = join(process.env.SREDA_HOME!, 'app')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/createCookie\('(\w+)'/g)])
    .map(([, name]) => name!)
    .sort()
}

test('every cookie is out of reach for scripts and other sites; behind TLS it goes only there', async () => {
  for (const [site, isSecure] of [
    [plain, false],
    [secure, true],
  ] as const) {
    const found = await cookiesOf(site)
    expect([...found.keys(), ...NOT_WALKED].sort()).toEqual(namesInSource())
    for (const line of [...found.values()].flat()) {
      const flags = line.split('; ').slice(1)
      expect(flags, line).toContain('HttpOnly')
      expect(flags, line).toContain('SameSite=Lax')
      expect(flags, line).toContain('Path=/')
      expect(flags.includes('Secure'), line).toBe(isSecure)
      expect(line).not.toMatch(/domain=/i)
    }
  }
})
