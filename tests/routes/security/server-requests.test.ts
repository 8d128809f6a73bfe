import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSays, sentence } from '../helpers/refused.ts'
import { rowsOf } from '../helpers/rows.ts'
import type { Site } from '../helpers/site.ts'
import { TOWN } from '../helpers/town.ts'
import { visitAs } from '../helpers/visitor.ts'
import { startWalkedSite, type WalkedSite } from '../helpers/walked-site.ts'

/** The only files that call another server; each says in its docstring what keeps it from the network inside. */
const CALLERS = [
  'jobs/mail.server.ts',
  'jobs/public-fetch.server.ts',
  'jobs/push.server.ts',
  // Only where WEBHOOKS_INSIDE says that receivers may be in the operator's own network.
  'jobs/webhooks.server.ts',
  'open-id.server.ts',
]

let site: Site
let walked: WalkedSite
let inside: Server
let port: number
let calls = 0
beforeAll(async () => {
  walked = await startWalkedSite()
  site = walked.site
  inside = createServer((socket) => {
    calls++
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(inside, 'listening')
  port = (inside.address() as AddressInfo).port
})
afterAll(async () => {
  inside?.close()
  await site?.stop()
})

test('only these files of the server call anybody', () => {
  const folder = join(process.env.SREDA_HOME!, 'app')
  const CALL =
    /(?<![\w.])fetch\(|from 'node:(?:https?|http2|net|tls|dgram)'|from '(?:openid-client|nodemailer|web-push|undici)'/
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.server\.m?ts$/.test(name))
    .filter((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .some((line) => CALL.test(line) && !/import type|isIP\b/.test(line)),
    )
    .sort()
  expect(found).toEqual(CALLERS)
})

test.each([
  'https://localhost',
  'https://127.0.0.1',
  'https://[::1]',
  'https://0x7f000001',
  'http://localhost',
  'https://a.internal',
])('a browser’s push address that leads inside is refused, in the demo too: %s', async (host) => {
  const keys = {
    p256dh: 'BDd3_hVL9fZi9Ybo2UUzA284WG5FZR30_95YeZJsiApwXKpNcF1rRPF3foIiBHXRdJI2Qhumhf6_LFTeZaNndIo',
    auth: 'tBHItJI5svbpez7KI4CCXg',
  }
  const answer = await visitAs(site.origin, 'anna').post('/me/notices', {
    intent: 'push-on',
    endpoint: `${host}:${port}/x`,
    ...keys,
  })
  expectSays(answer, 400, 'ru', sentence('ru', 'push.bad-endpoint'))
  expect(rowsOf(site, 'select * from push_subscriptions')).toEqual([])
})

test.each([
  'http://localhost',
  'https://localhost',
  'https://127.0.0.1',
  'https://[::1]',
  'https://2130706433',
])('a sign-in service that leads inside is refused: %s', async (host) => {
  const answer = await visitAs(site.origin, 'admin').post(`${TOWN}/admin/identity`, {
    intent: 'add',
    label: 'Внутри',
    issuer: `${host}:${port}`,
    clientId: 'a',
    clientSecret: 'b',
    trust: 'email',
  })
  expectSays(answer, 400, 'ru', sentence('ru', 'identity.bad-issuer'))
})

test('no field of any form makes the server call an address that is typed into it', async () => {
  const address = `http://127.0.0.1:${port}/`
  const admin = visitAs(site.origin, 'admin')
  for (const { path, fields, isLast } of walked.steps) {
    if (!fields || isLast) continue
    const typed = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        name === 'intent' || value.length < 20 ? value : address,
      ]),
    )
    await admin.post(path, {
      ...typed,
      url: address,
      image: address,
      avatar: address,
      webhook: address,
      callback: address,
    })
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(calls).toBe(0)
}, 120_000)
