import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Site, startSite } from '../helpers/site.ts'
import { TOWN } from '../helpers/town.ts'
import { visit } from '../helpers/visitor.ts'

const ORIGIN = 'https://sreda.example.org'
let site: Site
let demo: Site
beforeAll(async () => {
  site = await startSite({ env: { ORIGIN } })
  demo = await startSite()
})
afterAll(async () => {
  await site?.stop()
  await demo?.stop()
})

interface Told {
  status: number
  location: string
  text: string
}

/** `fetch` does not let a Host through. */
function ask(at: Site, path: string, headers: Record<string, string>, method = 'GET'): Promise<Told> {
  const { port } = new URL(at.origin)
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece) => {
        text += piece
      })
      response.on('end', () =>
        resolve({ status: response.statusCode!, location: response.headers.location ?? '', text }),
      )
    })
    call.on('error', reject).end()
  })
}

test.each([
  'evil.example',
  'sreda.example.org.evil.example',
  'evil.example:80',
  'sreda.example.org.',
  'localhost.evil.example',
  '127.0.0.1.evil.example',
])('a name that is not ours is not answered: %s', async (host) => {
  for (const path of ['/', TOWN, '/sign-in', '/favicon.svg', '/me', `${TOWN}.data`]) {
    const { status, text } = await ask(site, path, { Host: host })
    expect(status, path).toBe(421)
    expect(text).not.toContain('evil')
  }
  const origin = { Host: host, Origin: `http://${host}`, 'Content-Type': 'application/x-www-form-urlencoded' }
  expect((await ask(site, '/settings', origin, 'POST')).status).toBe(421)
})

test.each([
  'sreda.example.org',
  'SREDA.example.org',
  'sreda.example.org:443',
  'localhost',
  '127.0.0.1:9999',
  '[::1]',
])('ours is: %s', async (host) => {
  expect((await ask(site, '/', { Host: host })).status).toBe(200)
})

test.each(['a b', 'evil.example/path', 'user@evil.example', 'evil.example#'])(
  'what is no host is refused, with and without an address of our own: %j',
  async (host) => {
    for (const at of [site, demo]) expect((await ask(at, '/', { Host: host })).status).toBe(400)
  },
)

test('health is told by any name: whoever asks knows only the address', async () => {
  expect((await ask(site, '/healthz', { Host: 'container-7' })).status).toBe(200)
})

test('no word of a request becomes part of an address that others are given', async () => {
  const forged = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example;proto=https',
    'X-Forwarded-Proto': 'javascript',
    'X-Original-URL': '/letters',
    'X-Rewrite-URL': '/letters',
  }
  for (const path of [
    '/',
    TOWN,
    `${TOWN}/feed.atom`,
    '/me',
    '/sign-in',
    `${TOWN}?text=`,
    '/?lang=en',
    '/sign-out',
  ]) {
    const { location, text } = await ask(demo, path, forged)
    expect(text, path).not.toMatch(/evil\.example/)
    expect(location, path).not.toMatch(/evil|^\/\/|^[a-z]+:/)
  }
  const { text } = await visit(site.origin).get(`${TOWN}/feed.atom`)
  expect(text).toContain(`${ORIGIN}${TOWN}`)
  expect(text).not.toContain('localhost')
})
