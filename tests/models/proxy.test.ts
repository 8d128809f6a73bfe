import { describe, expect, test, vi } from 'vitest'
import { getStore } from '#db/store.server.ts'

/** The HTTP process as it would start with this configuration; the pages answer with the address they were told. */
async function startApp(configuration: Record<string, string>) {
  vi.resetModules()
  for (const name of ['TRUST_PROXY', 'TILE_URL']) process.env[name] = configuration[name] ?? ''
  const { createApp } = await import('#app/http/app.server.ts')
  const { createLiveHub } = await import('#app/http/live-hub.server.ts')
  const { createPageCache } = await import('#app/http/page-cache.server.ts')
  const handler = async (request: Request) => new Response(request.headers.get('x-sreda-address'))
  const store = await getStore()
  const live = createLiveHub(() => store.revision())
  const app = createApp({ handler, store, pages: createPageCache(store), live, isDevelopment: true })
  const incoming = { socket: { remoteAddress: '10.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } }
  return (init: RequestInit = {}) => app.request('http://sreda.example.org/', init, { incoming })
}

async function addressWith(proxies: number, headers: Record<string, string>) {
  const ask = await startApp({ TRUST_PROXY: String(proxies) })
  return (await ask({ headers })).text()
}

describe('the address of a visitor', () => {
  test('is the other end of the connection, whatever the visitor says', async () => {
    const said = { 'x-forwarded-for': '192.0.2.7', 'x-sreda-address': '192.0.2.8' }
    expect(await addressWith(0, said)).toBe('10.0.0.1')
    expect(await addressWith(1, { 'x-sreda-address': '192.0.2.8' })).toBe('10.0.0.1')
  })

  test.each([
    [1, '192.0.2.7', '192.0.2.7'],
    [1, '203.0.113.9, 192.0.2.7', '192.0.2.7'],
    [2, '203.0.113.9, 192.0.2.7,10.0.0.2', '192.0.2.7'],
    [2, '192.0.2.7', '10.0.0.1'],
    [1, '192.0.2.7:51234', '192.0.2.7'],
    [1, '[2001:db8::7]:51234', '2001:db8::7'],
    [1, '2001:db8::7', '2001:db8::7'],
    [1, 'unknown', '10.0.0.1'],
    [1, '', '10.0.0.1'],
  ])('behind %i proxies that say "%s" is %s', async (proxies, said, address) => {
    expect(await addressWith(proxies, { 'x-forwarded-for': said })).toBe(address)
  })

  test('has a scheme that only a trusted proxy may tell', async () => {
    const headers = {
      host: 'sreda.example.org',
      origin: 'https://sreda.example.org',
      'x-forwarded-proto': 'https',
      'content-type': 'application/x-www-form-urlencoded',
    }
    const post = { method: 'POST', headers, body: 'a=b' }
    expect((await (await startApp({}))(post)).status).toBe(403)
    expect((await (await startApp({ TRUST_PROXY: '1' }))(post)).status).toBe(200)
  })
})

describe('TILE_URL', () => {
  const imagesWith = async (url: string) => {
    const policy = (await (await startApp({ TILE_URL: url }))()).headers.get('content-security-policy')
    return /img-src ([^;]*)/.exec(policy ?? '')?.[1]
  }

  test.each([
    [
      'https://{s}.tiles.example.org/{z}/{x}/{y}{r}.png',
      ['a', 'b', 'c'].map((s) => ` https://${s}.tiles.example.org`).join(''),
    ],
    ['http://tiles.example.org:8080/{z}/{x}/{y}.png?{s}', ' http://tiles.example.org:8080'],
    ['/tiles/{z}/{x}/{y}.png', ''],
    ['', ''],
  ])('%s', async (url, hosts) => {
    expect(await imagesWith(url)).toBe(`'self' data: blob:${hosts}`)
  })

  test.each([
    ['https://tiles.example.org/{z}/{x}.png', /TILE_URL must contain/],
    ['//tiles.example.org/{z}/{x}/{y}.png', /TILE_URL must start with/],
    ['tiles/{z}/{x}/{y}.png', /TILE_URL must start with/],
    ['ftp://tiles.example.org/{z}/{x}/{y}.png', /TILE_URL must start with/],
  ])('%s is refused', async (url, message) => {
    await expect(startApp({ TILE_URL: url })).rejects.toThrow(message)
  })
})
