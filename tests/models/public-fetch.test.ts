import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicFetch } from '#app/jobs/public-fetch.server.ts'
import { makeCertificate } from '../routes/helpers/certificate.ts'

const { cert, key } = makeCertificate()
/** As if the name were a public one that leads to this machine. */
const way = {
  ca: cert,
  lookup: ((_name: string, options: { all?: boolean }, done: (...args: unknown[]) => void) =>
    options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)) as never,
}
const asked: string[] = []
let server: Server
let address: string
beforeAll(async () => {
  server = createServer({ cert, key }, (request, response) => {
    asked.push(request.url!)
    if (request.url === '/away') response.writeHead(302, { Location: '/inside' }).end()
    else if (request.url === '/huge') {
      response.writeHead(200)
      for (let i = 0; i < 40; i++) response.write('x'.repeat(50_000))
      response.end()
    } else if (request.url === '/never') response.writeHead(200).write('{')
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  address = `https://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server?.closeAllConnections()
  server?.close()
})

test('an answer is read, with its status and headers', async () => {
  const response = await publicFetch(`${address}/`, { method: 'POST', body: new URLSearchParams('a=b') }, way)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(await response.json()).toEqual({ ok: true })
})

test('a redirect is not followed', async () => {
  const response = await publicFetch(`${address}/away`, {}, way)
  expect(response.status).toBe(302)
  expect(asked).not.toContain('/inside')
})

test('neither more than a million bytes nor longer than was allowed is read', async () => {
  await expect(publicFetch(`${address}/huge`, {}, way)).rejects.toThrow('fetch failed')
  const signal = AbortSignal.timeout(200)
  await expect(publicFetch(`${address}/never`, { signal }, way)).rejects.toThrow(/timeout|aborted/)
})

test.each([
  'https://localhost',
  'https://127.0.0.1',
  'https://[::1]',
  'https://[::ffff:127.0.0.1]',
  'https://0x7f.1',
  'https://2130706433',
  'https://10.0.0.1',
  'https://169.254.169.254',
  'https://[fd00::1]',
  'https://[2002:7f00:1::]',
  'https://0.0.0.0',
])('nothing inside is asked: %s', async (host) => {
  const before = asked.length
  const { port } = new URL(address)
  await expect(publicFetch(`${host}:${port}/`, {}, { ca: cert })).rejects.toThrow('fetch failed')
  expect(asked).toHaveLength(before)
})

test.each([
  'http://example.org',
  'file:///etc/passwd',
  'https://user:word@example.org',
  'gopher://example.org',
  'no address',
])('what is not https is not asked: %s', async (text) => {
  await expect(publicFetch(text, {}, way)).rejects.toThrow('fetch failed')
})
