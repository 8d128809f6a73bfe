import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { qrOn, readDocx, readPdf } from './helpers/printed.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const HOME = `${TOWN}/commission`
const PARK = `${TOWN}/processes/${PROCESS.discuss}`

let site: Site
let admin: Visitor
let everybody: Visitor
beforeAll(async () => {
  site = await startSite()
  admin = visitAs(site.origin, 'admin')
  everybody = visit(site.origin)
  await admin.speak('en')
  await everybody.speak('en')
})
afterAll(() => site?.stop())

/** 'YYYY-MM-DD' */
const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
const flat = (text: string) => text.replace(/\s+/g, ' ')

async function bytesOf(path: string, who?: Visitor): Promise<Buffer> {
  const headers = who ? { Cookie: `sreda_session=${who.cookie('sreda_session')}` } : undefined
  const response = await fetch(new URL(path, site.origin), { headers })
  expect([path, response.status]).toEqual([path, 200])
  return Buffer.from(await response.arrayBuffer())
}

describe('a protocol', () => {
  test('goes from a draft that nobody sees to a frozen version, and is corrected by another', async () => {
    const id = newId()
    const head = {
      stage: 'territory',
      title: 'On <the> area',
      place: 'Library',
      heldAt: `${dayBefore(200)}T18:00`,
    }
    const process = rowOf<{ id: string }>(site, 'select id from processes where slug = ?', PROCESS.discuss).id
    const bad = await admin.post(`${HOME}/new`, { ...head, id, processId: process, heldAt: 'soon' })
    expect([bad.status, bad.text.includes('On &lt;the&gt; area')]).toEqual([400, true])
    const made = await admin.post(`${HOME}/new`, { ...head, id, processId: process })
    expect([made.status, made.location]).toEqual([302, `${HOME}/${id}/edit`])
    expect((await everybody.get(HOME)).text).not.toContain(id)
    for (const end of ['', '/protocol.pdf'])
      expect((await everybody.get(`${HOME}/${id}${end}`)).status).toBeGreaterThan(400)

    // The demo's commission was not yet there.
    const member = {
      intent: 'save',
      id: newId(),
      office: 'Head of the town',
      role: 'chair',
      since: dayBefore(210),
    }
    expect(wordsIn((await admin.post(`${HOME}/members`, { ...member, name: 'A. Petrov' })).text)).toContain(
      'A name is published only of an official',
    )
    const official = { ...member, name: 'A. Petrov', isOfficial: 'on', until: dayBefore(190) }
    expect((await admin.post(`${HOME}/members`, official)).status).toBe(302)
    const save = (revision: number, more: Record<string, string | string[]> = {}) =>
      admin.post(`${HOME}/${id}/edit`, {
        intent: 'save',
        revision: String(revision),
        ...head,
        processId: process,
        present: [member.id],
        'question-0': 'Which area',
        'heard-0': 'The secretary',
        'resolved-0': 'The park',
        'for-0': '1',
        ...more,
      })
    const over = await save(1, { 'against-0': '7' })
    expect([over.status, wordsIn(over.text).includes('8 votes, but 1 are present')]).toEqual([400, true])
    expect(over.text).toContain('value="Which area"')
    expect((await save(1)).status).toBe(302)
    expect((await save(1)).status).toBe(409)
    const publish = (fields: Record<string, string>) =>
      admin.post(`${HOME}/${id}/edit`, { intent: 'publish', ...fields })
    expect((await publish({ seen: '2' })).location).toBe(`${HOME}/${id}`)
    await save(2, { 'resolved-0': 'The embankment' })
    const seen = await everybody.get(`${HOME}/${id}`)
    expect(wordsIn(seen.text)).toContain('The park')
    expect(wordsIn(seen.text)).not.toContain('The embankment')
    expect((await publish({ seen: '3' })).status).toBe(400)
    expect((await publish({ seen: '3', reason: 'A slip' })).status).toBe(302)
    const [now, before] = [
      await everybody.get(`${HOME}/${id}`),
      await everybody.get(`${HOME}/${id}?version=1`),
    ]
    expect(wordsIn(now.text)).toContain('Reason of the correction: A slip')
    expect(wordsIn(before.text)).toContain('an earlier version of the protocol')
    expect(wordsIn(before.text)).toContain('The park')
    expect((await admin.post(`${HOME}/${id}/edit`, { intent: 'remove' })).status).toBe(409)
    expect(wordsIn((await admin.get(`${TOWN}/log`)).text)).toContain('Corrected a protocol of the commission')
    expect((await visitAs(site.origin, 'anna').get(`${HOME}/${id}/edit`)).status).toBe(403)
  })

  test('is on paper what it is on its page: requisites, quorum, votes, annexes, empty lines, a code', async () => {
    const { session_id: id, content } = rowOf<{ session_id: string; content: string }>(
      site,
      'select session_id, content from protocol_versions order by published_at limit 1',
    )
    const { items, members, register } = JSON.parse(content)
    const present = members.filter((one: { isPresent: boolean }) => one.isPresent).length
    const link = `${site.origin}${HOME}/${id}?version=1`
    const paper = (format: string) => bytesOf(`${HOME}/${id}/protocol.${format}?version=1`)
    const bytes = await paper('pdf')
    const pdf = readPdf(bytes)
    const docx = readDocx(await paper('docx'))
    for (const text of [flat(pdf.pages.join(' ')), docx.text]) {
      for (const words of [
        'Общественная комиссия. Приреченск',
        'ПРОТОКОЛ',
        'Дом культуры, малый зал',
        'Кворум есть',
        `Присутствуют ${present} из ${members.length}`,
        'ПОВЕСТКА ДНЯ',
        'СЛУШАЛИ:',
        'ВЫСТУПИЛИ:',
        'РЕШИЛИ:',
        'За — 4, против — 1, воздержались — 1',
        'Приложения:',
        'Место печати',
        'Председатель',
        'Секретарь',
        'Демонстрационные данные',
      ])
        expect(text, words).toContain(words)
      for (const { question } of items) expect(text.replace(/\s/g, '')).toContain(question.replace(/\s/g, ''))
    }
    expect(docx.text).toContain('______')
    const rows = docx.tables.find(([head]) => head!.includes('Поддержали'))!
    expect(rows.slice(1).map(([number]) => Number(number))).toEqual(
      register.rows.map(({ number }: { number: number }) => number),
    )
    expect(pdf.info.get('Tagged')).toBe('yes')
    for (const type of ['H1', 'Table', 'TH', 'TD', 'Figure'])
      expect(pdf.structure).toMatch(new RegExp(`^\\s+${type}\\b`, 'm'))
    const codes = await Promise.all(pdf.pages.map((_, i) => qrOn(bytes, i + 1, 150)))
    expect(codes.filter(Boolean)).toEqual([link])
    expect((await everybody.get(`${HOME}/${id}/protocol.pdf?version=9`)).status).toBe(404)
  })
})

test('publications come with a link and a file, which only the staff takes out', async () => {
  const fields = {
    intent: 'add',
    id: newId(),
    subject: 'protocol',
    channel: 'site',
    title: 'Site',
    publishedOn: dayBefore(40),
  }
  const send = (more: Record<string, string>, file?: File) =>
    admin.send(`${PARK}/proofs`, { ...fields, ...more }, file ? [['file', file]] : [])
  expect(wordsIn((await send({ url: 'javascript:alert(1)' })).text)).toContain(
    'The address begins with https',
  )
  const script = new File(['<script>'], 'a.html')
  expect(wordsIn((await send({ url: '' }, script)).text)).toContain('A PDF, PNG, JPEG or WebP is needed')
  const scan = new File([Buffer.from('%PDF-1.4 scan')], 'скан.pdf')
  expect((await send({ url: 'https://example.org/p' }, scan)).status).toBe(302)
  const file = `${PARK}/proofs/${fields.id}`
  expect((await bytesOf(file, admin)).toString()).toBe('%PDF-1.4 scan')
  expect((await visitAs(site.origin, 'anna').get(file)).status).toBe(403)
})

test('money adds up on its page and in its file, and a wrong sum keeps what was typed', async () => {
  const id = newId()
  const line = {
    intent: 'line',
    id,
    source: 'extra',
    year: '2027',
    title: 'Sponsor',
    plannedMinor: '4 979 999,50',
  }
  const wrong = await admin.post(`${PARK}/money/edit`, { ...line, confirmedMinor: '5000000' })
  expect([wrong.status, wordsIn(wrong.text).includes('No more is confirmed than planned')]).toEqual([
    400,
    true,
  ])
  expect(wrong.text).toContain('value="4 979 999,50"')
  expect((await admin.post(`${PARK}/money/edit`, { ...line, plannedMinor: 'much' })).status).toBe(400)
  expect((await admin.post(`${PARK}/money/edit`, line)).status).toBe(302)
  expect(wordsIn((await everybody.get(`${PARK}/money`)).text)).toContain('The plan equals the cost.')
  const csv = (await bytesOf(`${PARK}/money.csv`)).toString()
  const cells = csv
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(';'))
  const sum = (column: number) =>
    cells.reduce((all, row) => all + Math.round(Number(row[column]!.replace(',', '.')) * 100), 0)
  expect([sum(6), sum(7)]).toEqual([31_500_000_00, 31_500_000_00])
  expect((await visitAs(site.origin, 'moderator').post(`${PARK}/money/edit`, line)).status).toBe(403)
  await admin.post(`${PARK}/money/edit`, { intent: 'remove-line', id })
  expect(rowsOf(site, 'select id from funding_lines where id = ?', id)).toEqual([])
})

test('readiness says what is missing with its rule, and the annexes are one file', async () => {
  const planner = visitAs(site.origin, 'planner')
  await planner.speak('en')
  const page = wordsIn((await planner.get(`${PARK}/readiness`)).text)
  const { answered, all } = rowOf<{ answered: number; all: number }>(
    site,
    `select count(c.decision) answered, count(*) "all" from contributions c join processes p on p.id = c.process_id
     where p.slug = ? and c.kind = 'proposal' and c.visibility = 'published'`,
    PROCESS.discuss,
  )
  for (const words of [
    `Answered: ${answered} of ${all}`,
    'At least 10 calendar days',
    'Decree of the Government',
    'missing',
  ])
    expect(page).toContain(words)
  const files = unzipSync(await bytesOf(`${PARK}/readiness.zip`, planner))
  const names = Object.keys(files)
  for (const name of [
    'README.txt',
    'SHA256SUMS',
    'money.csv',
    'participation.csv',
    'photos.csv',
    'proofs.csv',
    'readiness.csv',
    'register.csv',
  ])
    expect(names).toContain(name)
  expect(names.filter((name) => name.startsWith('protocols/')).length).toBe(4)
  expect(names.filter((name) => name.startsWith('proofs/'))).toEqual([
    expect.stringMatching(/^proofs\/\d{3}-скан\.pdf$/),
  ])
  const register = Buffer.from(files['register.csv']!).toString().trim().split('\r\n')
  expect(register).toHaveLength(all + 1)
  expect(rowsOf(site, "select 1 from staff_acts where act = 'export'").length).toBe(1)
  expect((await visitAs(site.origin, 'anna').get(`${PARK}/readiness.zip`)).status).toBe(403)
})
