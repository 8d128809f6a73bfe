import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer, type Server } from 'node:https'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCertificate } from './helpers/certificate.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { sendOne, TOWN } from './helpers/town.ts'
import { visitAs } from './helpers/visitor.ts'

/** What web-push encrypts with; here it decrypts, as a browser does. */
const ece = createRequire(createRequire(import.meta.url).resolve('web-push'))('http_ece') as {
  decrypt(body: Buffer, options: { version: string; privateKey: unknown; authSecret: string }): Buffer
}

interface Call {
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

const calls: Call[] = []
/** Browsers that the push service has forgotten, or cannot write to now. */
const statuses = new Map<string, number>()
let folder: string
let service: Server
let origin: string
let site: Site
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sreda-push-'))
  const { cert, key } = makeCertificate()
  writeFileSync(join(folder, 'ca.pem'), cert)
  service = createServer({ cert, key }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = request.url ?? ''
    calls.push({ path, headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(statuses.get(path) ?? 201).end()
  }).listen(0)
  await once(service, 'listening')
  origin = `https://localhost:${(service.address() as { port: number }).port}`
  site = await startSite({ env: { PUSH_INSIDE: 'on', NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') } })
})
afterAll(async () => {
  await site?.stop()
  service?.closeAllConnections()
  service?.close()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** A browser that has just been asked for an address. */
function makeBrowser(path: string) {
  const ecdh = createECDH('prime256v1')
  const p256dh = ecdh.generateKeys('base64url')
  const auth = randomBytes(16).toString('base64url')
  const read = (body: Buffer) =>
    JSON.parse(ece.decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret: auth }).toString())
  return { fields: { intent: 'push-on', endpoint: `${origin}${path}`, p256dh, auth }, read }
}

async function callTo(path: string): Promise<Call> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const call = calls.find((one) => one.path === path)
    if (call) return call
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing came to ${path}. ${site.log()}`)
}

async function answerTo(name: 'anna' | 'boris') {
  const person = visitAs(site.origin, name)
  const sent = await sendOne(site, person, 'proposal')
  await visitAs(site.origin, 'moderator').post(`${TOWN}/${sent.number}?index`, {
    intent: 'status',
    status: 'review',
  })
  return sent
}

test('a browser that was turned on gets the message, encrypted for it and signed by this site', async () => {
  const anna = visitAs(site.origin, 'anna')
  const browser = makeBrowser('/anna')
  expect((await anna.post('/me/notices', browser.fields)).location).toBe('/me/notices?saved=1')
  const { number, title } = await answerTo('anna')
  const { headers, body } = await callTo('/anna')
  expect(body.toString('latin1')).not.toContain(String(title))
  expect(browser.read(body)).toMatchObject({
    body: title,
    url: `${site.origin}${TOWN}/${number}`,
    title: expect.stringContaining(String(number)),
  })
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' })
  const [, token, publicKey] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '')!
  expect(publicKey).toBe(rowOf(site, "select public_key from server_keys where name = 'vapid'").public_key)
  const [head, claims, signature] = token!.split('.')
  const point = Buffer.from(publicKey!, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signed = Buffer.from(`${head}.${claims}`)
  const isOurs = verify(
    'sha256',
    signed,
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature!, 'base64url'),
  )
  expect(isOurs).toBe(true)
  expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ aud: origin })
  expect((await anna.get('/me/notices')).text).toContain(publicKey)
})

test('a browser that is gone is forgotten; one that is away is tried again', async () => {
  const boris = visitAs(site.origin, 'boris')
  statuses.set('/gone', 410)
  statuses.set('/away', 503)
  await boris.post('/me/notices', makeBrowser('/gone').fields)
  await boris.post('/me/notices', makeBrowser('/away').fields)
  await answerTo('boris')
  await callTo('/gone')
  await callTo('/away')
  const deadline = Date.now() + 10_000
  const outcome = () =>
    rowsOf(site, "select state, tries from letters where channel = 'push' and tries > 0 order by state")
  while (outcome().length < 2 && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50))
  expect(outcome()).toEqual([
    { state: 'failed', tries: 1 },
    { state: 'waiting', tries: 1 },
  ])
  const left = rowsOf<{ endpoint: string }>(site, 'select endpoint from push_subscriptions')
  expect(left.map(({ endpoint }) => endpoint.slice(origin.length)).sort()).toEqual(['/anna', '/away'])
})

test('an address that is none is refused in words, and another person cannot turn a browser off', async () => {
  const vera = visitAs(site.origin, 'vera')
  const good = makeBrowser('/vera').fields
  for (const [change, says] of [
    [{ endpoint: 'http://localhost/x' }, 'открытый адрес https'],
    [{ endpoint: 'nonsense' }, 'открытый адрес https'],
    [{ p256dh: 'short' }, 'Не удалось'],
  ] as const) {
    const answer = await vera.post('/me/notices', { ...good, ...change })
    expect(answer.status).toBe(400)
    if (says !== 'Не удалось') expect(answer.text).toContain(says)
  }
  const { id } = rowOf<{ id: string }>(site, 'select id from push_subscriptions limit 1')
  await vera.post('/me/notices', { intent: 'push-off', id })
  expect(rowsOf(site, 'select id from push_subscriptions where id = ?', id)).toHaveLength(1)
})
