import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { fileOf } from './helpers/pictures.ts'
import { expectRefused, sentence, wordsIn } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { pinFields, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const MB = 1_000_000

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const upload = (bytes: number) => (me: Visitor) =>
  me.send(`${TOWN}/add`, pinFields(site), [['photo1', fileOf(new Uint8Array(bytes), 'photo.jpg')]])

/** Begins to send a body of so many bytes and stops after a few: it stays under way until it is let go. */
async function begin(cookie: string, bytes: number): Promise<{ socket: Socket; answered: () => string }> {
  const { port } = new URL(site.origin)
  const socket = connect(Number(port), 'localhost')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  socket.write(
    `POST ${TOWN}/add HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${site.origin}\r\nCookie: sreda_session=${cookie}\r\n` +
      `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${bytes}\r\n\r\n--x\r\n`,
  )
  await new Promise((resolve) => setTimeout(resolve, 400))
  return { socket, answered: () => answer }
}

describe('a large body', () => {
  test.each<[string, Record<string, string>]>([
    ['no session', {}],
    ['a made-up session', { sreda_session: 'x' }],
    ['a session that has a name like the real one', { not_sreda_session: 'x' }],
    ['a well-formed token that nobody was given', { sreda_session: Buffer.from('"abc"').toString('base64') }],
  ])('is not taken from a visitor with %s', async (_, cookies) => {
    await expectRefused(site, visit(site.origin, cookies), upload(3 * MB), 413, 'input.too-big')
  })

  test('that does not come to its end is refused all the same', async () => {
    const { socket, answered } = await begin('x', 40 * MB)
    await expect.poll(answered, { timeout: 10_000 }).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  test('is taken from a resident', async () => {
    await expectRefused(site, visitAs(site.origin, 'anna'), upload(3 * MB), 400, 'photo.not-an-image')
  })

  test('waits for its turn: so much at once of one person, and of all', async () => {
    const { cookies } = inject('template')
    const open = [await begin(cookies.anna, 79 * MB), await begin(cookies.anna, 79 * MB)]
    expect(open.map((one) => one.answered())).toEqual(['', ''])
    const busy = await upload(3 * MB)(visitAs(site.origin, 'anna'))
    expect(busy.status).toBe(503)
    expect(busy.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(wordsIn(busy.text)).toContain(sentence('ru', 'input.busy'))
    // Others are not kept out by one person,
    expect((await upload(3 * MB)(visitAs(site.origin, 'boris'))).status).toBe(400)
    // but by many.
    for (const name of ['boris', 'vera', 'resident'] as const) open.push(await begin(cookies[name], 79 * MB))
    expect((await upload(9 * MB)(visitAs(site.origin, 'planner'))).status).toBe(503)
    for (const { socket } of open) socket.destroy()
    await expect
      .poll(async () => (await upload(3 * MB)(visitAs(site.origin, 'anna'))).status, { timeout: 10_000 })
      .toBe(400)
  })
})

test('static files and the health page carry the security headers, too', async () => {
  for (const path of ['/favicon.svg', '/healthz']) {
    const { status, headers } = await visit(site.origin).get(path)
    expect(status).toBe(200)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'self'")
  }
})
