import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { albumRows, type Pdf, qrOn, readDocx, readPdf } from './helpers/printed.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

const PAGE = `${TOWN}/exports`
const PROCESS = 'torgovaya-ploshchad'

interface Row {
  number: number
  title: string
  kind: string
  supports: number
  votes: number
  comments: number
  decision: string | null
  cost_minor: number | null
}

let site: Site
let planner: Visitor
/** In the order of the ranking, by the database's own word. */
let rows: Row[]
let ranks: string[]
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
  rows = rowsOf<Row>(
    site,
    `select number, title, kind, supports, votes, comments, decision, cost_minor from contributions
     where visibility = 'published' order by supports desc, number`,
  )
  ranks = ranksOf(rows.map(({ supports }) => supports))
})
afterAll(() => site?.stop())

/** 1, 2*, 2*, 4: an asterisk where a rank is shared. */
function ranksOf(counts: number[]): string[] {
  return counts.map((count) => {
    const isTied = counts.filter((other) => other === count).length > 1
    return `${counts.indexOf(count) + 1}${isTied ? '*' : ''}`
  })
}

/** Asks for a document as the page does, waits for it and takes it. */
async function printed(format: string, filter = ''): Promise<Buffer> {
  const answer = await planner.post(PAGE, { intent: 'start', format, filter })
  expect([answer.status, answer.location]).toEqual([302, PAGE])
  const newest = () =>
    rowOf<{ id: string; state: string; last_error: string | null }>(
      site,
      'select id, state, last_error from export_jobs order by created_at desc, id desc limit 1',
    )
  await vi.waitFor(() => expect(newest()).toMatchObject({ state: 'done', last_error: null }), {
    timeout: 50_000,
    interval: 200,
  })
  const response = await fetch(`${site.origin}${PAGE}/${newest().id}`, {
    headers: { Cookie: `sreda_session=${planner.cookie('sreda_session')}` },
  })
  expect(response.status).toBe(200)
  return Buffer.from(await response.arrayBuffer())
}

const KINDS: Record<string, string> = {
  proposal: 'Предложение',
  idea: 'Идея',
  value: 'Ценность',
  problem: 'Проблема',
}
const plainNumber = (text: string) => Number(text.replace(/\s/g, ''))
const flat = (text: string) => text.replace(/\s+/g, ' ')

describe('the album', () => {
  let pdf: Pdf
  let text: string
  beforeAll(async () => {
    pdf = readPdf(await printed('pdf'))
    text = flat(pdf.pages.join('\n'))
  })

  test('is tagged, has the letters inside, its language and title, and no page without words', () => {
    expect(pdf.info.get('Tagged')).toBe('yes')
    expect(pdf.info.get('Title')).toBe('Что предлагают жители — Приреченск')
    expect(pdf.info.get('Page size')).toMatch(/^841\.\d+ x 595\.\d+ pts \(A4\)/)
    for (const font of pdf.fonts) expect(font).toMatch(/GolosText-\w+ .*yes yes yes/)
    expect(pdf.fonts.length).toBe(3)
    for (const type of ['H1', 'H2', 'Table', 'TH', 'TD', 'Figure', 'L', 'LI'])
      expect(pdf.structure, type).toMatch(new RegExp(`^\\s+${type}\\b`, 'm'))
    expect(Number(pdf.info.get('Pages'))).toBe(pdf.pages.length)
    for (const [i, page] of pdf.pages.entries())
      expect(flat(page).length, `page ${i + 1}`).toBeGreaterThan(150)
  })

  test('has every row of the ranking in its order, with its ranks and counts', () => {
    const found = albumRows(pdf.pages)
    expect(found.map(([rank, number]) => [rank, Number(number)])).toEqual(
      rows.map(({ number }, i) => [ranks[i], number]),
    )
    expect(found.map(([, , kind, supports, votes, , comments]) => [kind, supports, votes, comments])).toEqual(
      rows.map((row) => [KINDS[row.kind], ...[row.supports, row.votes, row.comments].map(String)]),
    )
    expect(text).toContain(`Строк: ${rows.length} из ${rows.length}.`)
  })

  test('says the figures, the rule, the tie rule and the moment', async () => {
    const cover = flat(pdf.pages[0]!)
    const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0)
    const people = rowOf<{ n: number }>(
      site,
      `with shown as (select id, author_id from contributions where visibility = 'published')
       select count(distinct person) n from (
         select author_id person from shown union all
         select s.person_id from supports s join shown on shown.id = s.contribution_id union all
         select c.author_id from comments c join shown on shown.id = c.contribution_id
         where c.visibility = 'published' and c.is_official = 0)`,
    ).n
    // Of a vote that runs nothing is told.
    const ballots = rowOf<{ n: number }>(
      site,
      'select count(*) n from ballots where phase_id in (select phase_id from vote_results)',
    ).n
    const proposals = rows.filter(({ kind }) => kind === 'proposal').length
    const numbers = [
      rows.length,
      proposals,
      ballots,
      people,
      sum((row) => row.supports),
      sum((row) => row.comments),
    ]
    const shown = pdf.pages[0]!.split('\n')
      .filter((line) => /^\s*\d/.test(line))
      .slice(0, 2)
      .join('   ')
    expect(
      shown
        .split(/\s{3,}/)
        .filter((part) => /^\s*\d[\d\s]*$/.test(part))
        .map(plainNumber),
    ).toEqual(numbers)
    const ranking = await planner.get(`${TOWN}/ranking`)
    const rule =
      'При равном числе место общее, следующее пропускается; внутри общего места раньше стоит меньший номер.'
    expect(ranking.text).toContain(rule)
    expect(cover).toContain(rule)
    expect(flat(pdf.pages.at(-1)!)).toContain('раньше стоит меньший номер')
    const created = rowOf<{ at: number }>(site, 'select max(created_at) at from export_jobs').at
    const iso = /\((\d{4}-\d\d-\d\dT[\d:.]+Z)\)/.exec(text)![1]!
    expect(Math.abs(Date.parse(iso) - created)).toBeLessThan(30_000)
    // Each page names it, the cover too.
    const moment = /Данные на (.*?) \(Europe\/Moscow\)/.exec(cover)![1]!
    for (const page of pdf.pages) expect(flat(page)).toContain(moment)
  })

  test('gives the first proposals a page each, in order, with text, comments and answer', () => {
    const first = rows
      .map((row, i) => ({ row, rank: ranks[i]! }))
      .filter(({ row }) => row.kind === 'proposal')
    const pages = pdf.pages.filter((page) => page.includes('Что и почему'))
    expect(pages).toHaveLength(20)
    for (const [i, page] of pages.entries()) {
      const { row, rank } = first[i]!
      const said = flat(page)
      expect(said).toContain(`№ ${row.number} · Предложение`)
      expect(said.replace(/\s/g, '')).toContain(row.title.replace(/\s/g, '').slice(0, 20))
      expect(said).toMatch(new RegExp(`Место.*\\b${Number.parseInt(rank, 10)}\\b`))
      expect(said.includes('поровну')).toBe(rank.endsWith('*'))
      expect(said).toContain(`Комментарии (${row.comments})`)
      expect(said.includes('Город ещё не ответил.')).toBe(row.decision === null)
    }
  })

  test('has maps at round scales with numbers that keep clear of each other', () => {
    const maps = pdf.pages.flatMap((page, i) =>
      page.includes('Обозначения') ? [{ page, number: i + 1 }] : [],
    )
    expect(maps.length).toBeGreaterThan(10)
    const scales = maps.slice(1).map(({ page }) => /М 1 : (\d+)/.exec(page)![1])
    expect(new Set(scales)).toEqual(new Set(['1000', '2000']))
    const numbered = new Set<number>()
    for (const { number } of maps) {
      const said = pdf.words.filter((word) => word.page === number).map(({ text }) => text)
      expect(said.join(' ')).toMatch(/не больше 0,0\d\d.?%/)
      const right = 612
      const spots = pdf.words.filter(
        (word) => word.page === number && /^\d+$/.test(word.text) && word.box[2] < right,
      )
      const signs = spots.filter(({ box }) => box[3] - box[1] < 9.2)
      // Numbers of sheets are a little larger than those of entries.
      for (const { text, box } of signs) if (box[3] - box[1] < 8.8) numbered.add(Number(text))
      for (const [i, one] of signs.entries())
        for (const other of signs.slice(i + 1))
          expect(touches(one.box, other.box), `${one.text} ${other.text}, page ${number}`).toBe(false)
    }
    // Every entry with a point has its number on some map.
    expect(rows.filter(({ number }) => !numbered.has(number)).map(({ number }) => number)).toEqual([])
  })
})

function touches(a: readonly number[], b: readonly number[]): boolean {
  return a[0]! < b[2]! && a[2]! > b[0]! && a[1]! < b[3]! && a[3]! > b[1]!
}

describe('the report', () => {
  test('opened by LibreOffice has the ranking, the decisions with their reasons and who took part', async () => {
    const { text, tables } = readDocx(await printed('docx'))
    expect(text).toContain('Отчёт об участии жителей')
    const ranked = tables.find(([head]) => head!.includes('Поддержки'))!
    expect(
      ranked.slice(1).map(([rank, number, , supports, votes]) => [rank, number, supports, votes]),
    ).toEqual(rows.map((row, i) => [ranks[i], ...[row.number, row.supports, row.votes].map(String)]))
    const answers = tables.find(([head]) => head!.includes('Обоснование'))!
    const reasons = new Map(
      rowsOf<{ number: number; body: string }>(
        site,
        `select c.number, a.body from answers a join contributions c on c.id = a.contribution_id
         where c.visibility = 'published' order by a.created_at, a.id`,
      ).map(({ number, body }) => [String(number), flat(body)]),
    )
    const decided = rows.filter(({ decision }) => decision !== null)
    expect(answers.slice(1).map(([number]) => number)).toEqual(decided.map(({ number }) => String(number)))
    for (const [number, , , reason] of answers.slice(1)) expect(reason).toBe(reasons.get(number!))
    expect(text).toContain(`Без ответа остаются: ${rows.length - decided.length}.`)
    const paper = rowOf<{ n: number }>(site, "select count(*) n from ballots where channel = 'paper'").n
    expect(tables.flat()).toContainEqual(['Бюллетени на бумаге', String(paper)])
    expect(text).toMatch(/Данные на .+ \(Europe\/Moscow\)/)
    expect(text).toContain('раньше стоит меньший номер')
  })
})

describe('the posters', () => {
  test('open the form at the space, or the proposal, for every camera', async () => {
    const bytes = await printed('posters')
    const pdf = readPdf(bytes)
    expect(pdf.info.get('Page size')).toMatch(/^595\.\d+ x 841\.\d+ pts \(A4\)/)
    const links = await Promise.all(pdf.pages.map((_, i) => qrOn(bytes, i + 1)))
    const spaces = rowsOf<{ slug: string }>(site, 'select slug from spaces').length
    expect(links).toHaveLength(spaces + 12)
    expect(links).not.toContain(null)
    const first = rows.filter(({ kind }) => kind === 'proposal').slice(0, 12)
    expect(links.slice(spaces)).toEqual(first.map(({ number }) => `${site.origin}${TOWN}/${number}`))
    const open = links.filter((link) => link!.includes('/add?space='))
    expect(open.length).toBeGreaterThan(0)
    // The crosshair stands in the space.
    // Reading the codes took longer than a server keeps an idle line open: it has to be seen closed first.
    await new Promise((resolve) => setImmediate(resolve))
    const resident = visitAs(site.origin, 'resident')
    const form = await resident.get(open[0]!.slice(site.origin.length))
    const slug = new URL(open[0]!).searchParams.get('space')
    const space = rowOf<{ id: string }>(site, 'select id from spaces where slug = ?', slug)
    expect(form.status).toBe(200)
    expect(form.text).toContain(space.id)
    for (const link of links.slice(0, spaces))
      expect((await resident.get(link!.slice(site.origin.length))).status).toBe(200)
  })
})

test('on A3, in English, of a selection, with as little of it as there is', async () => {
  await planner.speak('en')
  const pdf = readPdf(await printed('pdf-a3', `process=${PROCESS}&kind=proposal`))
  expect(pdf.info.get('Page size')).toMatch(/^1190\.\d+ x 841\.\d+ pts \(A3\)/)
  const n = rowOf<{ n: number }>(
    site,
    `select count(*) n from contributions c join processes p on p.id = c.process_id
     where p.slug = ? and c.kind = 'proposal' and c.visibility = 'published'`,
    PROCESS,
  ).n
  expect(n).toBeGreaterThan(0)
  const text = flat(pdf.pages.join('\n'))
  expect(text).toContain(`Rows: ${n} of ${n}.`)
  expect(text).toContain('Selection: ')
  expect(text).not.toMatch(/Предложение|Записи|Место/)
  // Nothing fits this: a document that says so.
  const empty = readPdf(await printed('pdf', `text=${encodeURIComponent('несуществующеслово')}`))
  expect(flat(empty.pages[0]!)).toContain('0')
  expect(empty.pages.length).toBeLessThan(6)
  await planner.speak('ru')
})

test('are never drawn inside a request: the address leads to the page that prepares them', async () => {
  for (const format of ['pdf', 'docx', 'posters']) {
    const answer = await planner.get(`${TOWN}/export/${format}?kind=value`)
    expect([answer.status, answer.location]).toEqual([303, `${PAGE}?kind=value&format=${format}`])
  }
})
