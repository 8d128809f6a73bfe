import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, refusedStart, type Site, startSite } from './helpers/site.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const TOWN = '/prirechensk'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

describe('headers', () => {
  test.each([
    '/',
    TOWN,
    `${TOWN}/1`,
    '/sign-in',
    '/letters',
    '/no-such-town',
    `${TOWN}/map.json?bbox=45,57,46,58&zoom=12`,
  ])('every answer to %s carries the security headers', async (path) => {
    const { headers } = await visit(site.origin).get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('permissions-policy')).toContain('geolocation=(self)')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{20,}'/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  })

  test('the nonce of the policy is the nonce of the scripts, and is new each time on a page of a person', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const { headers, text } = await visitAs(site.origin, 'anna').get(TOWN)
        const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]
        const used = [...text.matchAll(/<script[^>]* nonce="([^"]*)"/g)].map(([, value]) => value)
        expect(used.length).toBeGreaterThan(0)
        expect(new Set(used)).toEqual(new Set([nonce]))
        return nonce
      }),
    )
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('assets may be kept for good, pages of a person may not', async () => {
    const page = await visitAs(site.origin, 'resident').get('/me')
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control') ?? '').not.toContain('public')
    const script = /src="(\/assets\/[^"]+\.js)"|href="(\/assets\/[^"]+\.js)"/.exec(page.text)
    const asset = await visit(site.origin).get((script?.[1] ?? script?.[2])!)
    expect(asset.headers.get('cache-control')).toContain('immutable')
  })
})

test('no page has a NUL byte in its words: React leaves some where a Russian letter meets the end of a buffer', async () => {
  const visitor = visit(site.origin)
  const pages = await Promise.all(Array.from({ length: 40 }, (_, i) => visitor.get(`${TOWN}/${i + 1}`)))
  expect(pages.filter(({ status }) => status === 200).length).toBeGreaterThan(30)
  expect(pages.filter(({ text }) => text.includes('\0') || text.includes('\ufffd'))).toEqual([])
})

test('healthz answers that the store is there', async () => {
  const { status, text } = await visit(site.origin).get('/healthz')
  expect(status).toBe(200)
  expect(JSON.parse(text)).toEqual({ ok: true, engine: 'sqlite' })
})

describe('cookies', () => {
  test('the session cookie is for this site only and out of reach of scripts', async () => {
    const { origin } = site
    const asked = await visit(origin).post('/sign-in?index', { email: 'cookie@example.org' })
    const cookie = asked.headers.getSetCookie().join('\n')
    expect(cookie).toMatch(/^sreda_sign_in=/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    const answer = await visit(origin).signIn('cookie2@example.org')
    const session = answer.headers.getSetCookie().find((line) => line.startsWith('sreda_session=')) ?? ''
    expect(session).toContain('HttpOnly')
    expect(session).toContain('SameSite=Lax')
    expect(session).toContain('Path=/')
    expect(session).not.toContain('Domain')
    expect(session).not.toContain('Secure')
  })

  test('an https site marks its cookies Secure and asks for https alone', async () => {
    const secure = await startSite({ env: { ORIGIN: 'https://sreda.example' } })
    try {
      const visitor = visit(secure.origin)
      const { headers } = await visitor.post(
        '/settings',
        { lang: 'en', returnTo: '/' },
        { Origin: 'https://sreda.example' },
      )
      expect(headers.getSetCookie().join()).toContain('Secure')
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
    } finally {
      await secure.stop()
    }
  })
})

describe('return addresses', () => {
  const OUT = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    ' //evil.example',
    '\\\\evil.example',
    'http:evil.example',
  ]

  test.each(OUT)('settings do not send people to %j', async (returnTo) => {
    const { status, location } = await visit(site.origin).post('/settings', { lang: 'en', returnTo })
    expect(status).toBe(302)
    expect(new URL(location, site.origin).origin).toBe(site.origin)
  })

  test('neither do signing in, consents and the page that asks for signing in', async () => {
    for (const [i, returnTo] of OUT.slice(0, 4).entries()) {
      const visitor = visit(site.origin)
      const page = await visitor.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
      const main = page.text.slice(page.text.indexOf('<main'))
      expect(/name="returnTo" value="([^"]*)"/.exec(main)?.[1]).toBe('/')
      const signedIn = await visitor.signIn(`return-${i}@example.org`, returnTo)
      expect(signedIn.location).toBe('/consent?returnTo=%2F')
      const consented = await visitor.post('/consent', { 'personal-data': 'on', rules: 'on', returnTo })
      expect(consented.location).toBe('/')
      const again = await visitor.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
      expect(again.location).toBe('/')
    }
  })

  test('a page of this site is gone back to, with its filter', async () => {
    const visitor = visit(site.origin)
    const asked = await visitor.get(`${TOWN}/add?space=naberezhnaya`)
    expect(asked.location).toBe(`/sign-in?returnTo=${encodeURIComponent(`${TOWN}/add?space=naberezhnaya`)}`)
  })
})

describe('other sites', () => {
  test.each([
    ['a foreign origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
    ['the same host on another port', { Origin: 'http://localhost:1' }],
  ])('cannot post in a person’s name: %s', async (_, headers) => {
    const visitor = visitAs(site.origin, 'anna')
    const { status } = await visitor.post(`${TOWN}/12?index`, { intent: 'support' }, headers)
    expect(status).toBe(403)
  })
})

describe('in production', () => {
  const secrets = { SREDA_MODE: 'production', SESSION_SECRET: 'a-secret-of-this-test-only' }

  test('there are no letters to read and no demo sign-in', async () => {
    const site = await startSite({
      env: { ...secrets, SMTP_URL: `smtp://localhost:${await freePort()}`, ORIGIN: 'http://localhost' },
    })
    try {
      const visitor = visit(site.origin)
      expect((await visitor.get('/letters')).status).toBe(404)
      expect((await visitor.get('/letters.data')).status).toBe(404)
      const signIn = await visitor.get('/sign-in')
      expect(signIn.status).toBe(200)
      expect(signIn.text).not.toContain('prirechensk.example')
    } finally {
      await site.stop()
    }
  })

  test.each([
    [
      'the default secret',
      {
        SREDA_MODE: 'production',
        SESSION_SECRET: 'demo-secret-change-me',
        SMTP_URL: 'smtp://localhost',
        ORIGIN: 'http://localhost',
      },
    ],
    ['no secret', { SREDA_MODE: 'production', SMTP_URL: 'smtp://localhost', ORIGIN: 'http://localhost' }],
  ])('it does not start with %s, and says so in one sentence', async (_, env) => {
    const { code, text } = await refusedStart(env)
    expect(code).toBe(1)
    expect(text).toContain('SESSION_SECRET')
    expect(text.trim().split('\n')).toHaveLength(1)
  })
})
