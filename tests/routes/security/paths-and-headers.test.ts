import { request } from 'node:http'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startMailServer } from '../helpers/mail-server.ts'
import { rowOf, rowsOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { PROCESS, proposalFields, TOWN } from '../helpers/town.ts'
import { visit, visitAs } from '../helpers/visitor.ts'

let site: Site
let mail: Awaited<ReturnType<typeof startMailServer>>
beforeAll(async () => {
  mail = await startMailServer()
  site = await startSite({ env: { SMTP_URL: mail.url } })
})
afterAll(async () => {
  await site?.stop()
  await mail?.stop()
})

/** An address as it is: `fetch` would tidy it up. */
function rawGet(path: string, cookie = ''): Promise<{ status: number; text: string; headers: string[] }> {
  const { hostname, port } = new URL(site.origin)
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { Cookie: cookie } }, (response) => {
      let text = ''
      response.setEncoding('latin1').on('data', (piece) => {
        text += piece
      })
      response.on('end', () => resolve({ status: response.statusCode!, text, headers: response.rawHeaders }))
    })
      .on('error', reject)
      .end()
  })
}

const UP = [
  '../',
  '..%2f',
  '%2e%2e/',
  '%2e%2e%2f',
  '..%5c',
  '%2e%2e%5c',
  '....//',
  '%252e%252e%252f',
  '..;/',
  '%c0%ae%c0%ae/',
  '..%00/',
]
const SECRETS = ['package.json', 'server/index.js', 'sreda.db', 'etc/passwd', '.env']

describe('no path leads out of its folder', () => {
  test.each([
    '/assets/',
    '/',
    '/icons/',
    `/photos/town/`,
    `${TOWN}/processes/${PROCESS.results}/results/1/`,
    '/documents/',
    `${TOWN}/export/`,
    '/unsubscribe/',
    '/deletion-acts/',
  ])('%s', async (folder) => {
    const leaks: string[] = []
    for (const up of UP)
      for (const depth of [1, 2, 3, 6])
        for (const secret of SECRETS) {
          const path = folder + up.repeat(depth) + secret
          const { status, text } = await rawGet(path)
          // Some of them are pages of the site when they are tidied up, such as /prirechensk/../.
          if (
            status >= 500 ||
            /"devDependencies"|root:x:0|SQLite format|SESSION_SECRET|createRequestHandler/.test(text)
          )
            leaks.push(`${path}: ${status}`)
          if (status === 200 && !text.startsWith('<!')) leaks.push(`${path}: 200`)
        }
    expect(leaks).toEqual([])
  })

  test.each(['sreda.db', '../sreda.db', '/etc/passwd', 'a\0b', `${'0'.repeat(36)}-l.webp/../../sreda.db`])(
    'of photos: %j',
    async (file) => {
      for (const name of [file, encodeURIComponent(file), encodeURIComponent(encodeURIComponent(file))])
        for (const town of ['..', '%2e%2e', 'x', '.'])
          if (/^[\x21-\x7e]*$/.test(name))
            expect([400, 404]).toContain((await rawGet(`/photos/${town}/${name}`)).status)
    },
  )
})

const BREAKS = [
  '\r\nX-Injected: 1',
  '\nX-Injected: 1',
  '%0d%0aX-Injected:%201',
  '\u560a\u560dX-Injected: 1',
  '\r\n\r\n<script>',
  '";\r\nX-Injected: 1',
  '\u2028X-Injected: 1',
]

describe('no value writes a header of its own', () => {
  test('in addresses', async () => {
    for (const part of BREAKS.map(encodeURIComponent))
      for (const path of [
        `/?lang=${part}`,
        `/${part}?lang=en`,
        `/sign-in?returnTo=/${part}`,
        `${TOWN}?text=&kind=${part}`,
        `${TOWN}/export/csv?text=${part}`,
        `${TOWN}/admin/ballots/${part}/codes`,
        `/${part}/follow`,
        `${TOWN}/feed.atom?lang=${part}`,
        `${TOWN}/processes/${part}/results/1/archive.zip`,
      ]) {
        const { status, headers } = await rawGet(
          path,
          `sreda_session=${visitAs(site.origin, 'planner').cookie('sreda_session')}`,
        )
        expect(status, path).toBeLessThan(500)
        expect(headers.join('\n'), path).not.toMatch(/^x-injected/im)
      }
  })

  test('in forms that set cookies or lead on', async () => {
    for (const part of BREAKS) {
      const me = visit(site.origin)
      for (const answer of [
        await me.post('/settings', { lang: part, size: part, returnTo: `/${part}` }),
        await me.post('/sign-in?index', { email: `a${part}@example.org`, returnTo: `/${part}` }),
        await visitAs(site.origin, 'anna').post(`${TOWN}/follow`, {
          returnTo: `/${part}`,
          wish: 'on',
          followed: 'town',
          id: part,
        }),
      ]) {
        expect(answer.status).toBeLessThan(500)
        expect([...answer.headers.keys()]).not.toContain('x-injected')
      }
    }
  })

  test('in the name of a file: a town called so', async () => {
    const name = 'Ъ"; filename="evil.exe"\r\nX-Injected: 1 /../../\\<>|'
    const database = new Database(site.databasePath)
    database.prepare("update towns set name = ? where slug = 'prirechensk'").run(name)
    database.close()
    for (const format of ['csv', 'xlsx', 'geojson']) {
      const { status, headers } = await visitAs(site.origin, 'planner').get(`${TOWN}/export/${format}`)
      expect(status).toBe(200)
      expect([...headers.keys()]).not.toContain('x-injected')
      const disposition = headers.get('content-disposition')!
      expect(disposition).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.!~*'()%-]+$/)
      expect(disposition.split("''")[1]).not.toMatch(/%2F|%5C|%22/i)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

describe('no value writes a header of a letter', () => {
  test('an address to sign in with', async () => {
    for (const email of [
      'a@example.org\r\nBcc: all@example.org',
      'a@example.org, b@example.org',
      '"a\nBcc: b"@example.org',
      'a@example.org%0aBcc: b@example.org',
      '<a@example.org> b@example.org',
    ]) {
      const { status } = await visit(site.origin).post('/sign-in?index', { email })
      expect(status, email).toBe(400)
    }
    expect(
      rowsOf(site, "select recipient from letters where recipient like '%bcc%' or recipient like '%,%'"),
    ).toEqual([])
  })

  test('a title in a subject', async () => {
    const anna = visitAs(site.origin, 'anna')
    const title = 'Скамья\r\nBcc: all@example.org\r\nX-Injected: 1'
    const fields = proposalFields(site, { title })
    const sent = await anna.send(`${TOWN}/propose`, fields)
    expect(sent.status).toBe(302)
    const { number, id } = rowOf<{ number: number; id: string }>(
      site,
      'select number, id from contributions where id = ?',
      fields.id,
    )
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Повтор\r\nBcc: all@example.org',
    })
    const letter = await mail.letterTo('anna@example.org', 'Скамья')
    expect(letter.bcc).toBeUndefined()
    expect(letter.headers.has('x-injected')).toBe(false)
    expect([letter.to].flat()).toHaveLength(1)
    expect(letter.subject).not.toMatch(/[\r\n]/)
  })
})
