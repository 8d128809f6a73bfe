import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const CASE = 'vyksa-lebediny-ray-park'

let site: Site
let everybody: Visitor
let admin: Visitor
beforeAll(async () => {
  site = await startSite()
  everybody = visit(site.origin)
  admin = visitAs(site.origin, 'admin')
  await everybody.speak('en')
  await admin.speak('en')
})
afterAll(() => site?.stop())

const words = async (path: string, who = everybody) => wordsIn((await who.get(path)).text)

test('everybody finds cases and reads each fact with its source, and what is unknown', async () => {
  expect(await words('/practices?kind=embankment&band=to-10k')).toContain('1 case found')
  expect(await words('/practices?text=no-such-word')).toContain('There are no such cases yet')
  expect((await everybody.get('/practices?page=-1&kind=moon&band=%00&text=%F0%9F')).status).toBe(200)
  const page = await words(`/practices/${CASE}`)
  for (const said of [
    '100 million roubles',
    'section 8.1',
    'date of the source unknown',
    'Unknown: the sources that we have seen say nothing of it.',
  ])
    expect(page).toContain(said)
  expect(page).not.toContain('Start a process after this case')
  expect((await everybody.get('/practices/none')).status).toBe(404)
  const home = await words('/')
  for (const said of ['Open now', 'Temnikov: Astrakhantsev park', 'Location precision: settlement'])
    expect(home).toContain(said)
})

const NEW = '/admin/practices/new'
const fields = (id: string, more: Record<string, string> = {}) => ({
  intent: 'save',
  id,
  rows: '2',
  title: 'A yard with lindens',
  slug: 'yard-with-lindens',
  summary: 'Lindens were planted',
  townName: 'Ozyorsk',
  spaceKind: 'yard',
  sizeBand: '',
  yearFrom: '2024',
  state: 'published',
  'section-0': 'done',
  'label-0': 'Lindens <b>',
  'value-0': 'Twelve',
  'source-0': 'The town’s newspaper',
  'sourceAddress-0': 'https://example.org/lindens',
  'sourceDate-0': '2024-05',
  'section-1': 'cost',
  ...more,
})

test('a case is written in a form that keeps what was typed, and is published once', async () => {
  const id = newId()
  const more = await admin.post(NEW, fields(id, { intent: 'more' }))
  expect(more.status).toBe(200)
  expect(more.text).toContain('name="label-6"')
  expect(more.text).toContain('value="The town’s newspaper"')
  const wrong = await admin.post(
    NEW,
    fields(id, {
      'sourceDate-0': '2024-13',
      'source-0': '',
      slug: 'Двор',
      'label-1': 'Price',
      yearTo: '2020',
    }),
  )
  expect(wrong.status).toBe(400)
  for (const said of ['A year, a month or a day', 'the last is not before the first', 'Latin letters'])
    expect(wordsIn(wrong.text)).toContain(said)
  expect(wrong.text).toContain('value="2024-13"')
  expect(wrong.text).toContain('value="Price"')

  expect((await admin.post(NEW, fields(id))).location).toBe('/admin/practices?saved=1')
  expect((await admin.post(NEW, fields(id))).status).toBe(302)
  const page = await everybody.get('/practices/yard-with-lindens')
  expect(page.text).toContain('Lindens &lt;b&gt;')
  expect(page.text).toContain('rel="nofollow noreferrer"')
  expect(wordsIn(page.text)).toContain('dated May 2024')
  expect(await words('/practices?text=linden')).toContain('1 case found')

  const edit = `/admin/practices/${id}`
  const seen = /name="seen" value="(\d+)"/.exec((await admin.get(edit)).text)![1]!
  expect((await admin.post(edit, fields(id, { seen, title: 'A better title' }))).status).toBe(302)
  const late = await admin.post(edit, fields(id, { seen, title: 'A late title' }))
  expect(late.status).toBe(409)
  expect(wordsIn(late.text)).toContain('Somebody else has changed this case')
  expect(late.text).toContain('value="A late title"')
  expect(await words('/practices/yard-with-lindens')).toContain('A better title')
})

test('a process is started after a case, and a finished one is proposed', async () => {
  const start = `${TOWN}/admin/processes?case=${CASE}`
  expect((await admin.get(`/practices/${CASE}`)).text).toContain(`href="${start}"`)
  expect(await words(start, admin)).toContain('A new process after the case: Vyksa: Lebediny Ray park')
  const made = await admin.post(start, {
    case: CASE,
    title: 'The garden',
    slug: 'the-garden',
    question: 'What should the garden be like?',
    'collect.include': 'on',
    'collect.startsAt': '2026-01-01T00:00',
  })
  expect(made.location).toBe(`${TOWN}/processes/the-garden`)
  expect((await everybody.get(made.location)).text).toContain(`href="/practices/${CASE}"`)
  expect(await words(`/practices/${CASE}`)).toContain('1 process was started after this case')
  // The demo has one, too.
  expect(await words(`${TOWN}/processes/${PROCESS.collect}`)).toContain(
    'After a case of the practice library',
  )

  const propose = `${TOWN}/admin/practice/${PROCESS.results}`
  expect((await admin.get(`${TOWN}/processes/${PROCESS.results}`)).text).toContain(`href="${propose}"`)
  expect((await admin.get(`${TOWN}/admin/practice/${PROCESS.collect}`)).status).toBe(409)
  const first = await admin.get(propose)
  const { n } = rowOf<{ n: number }>(
    site,
    `select count(*) n from contributions c join processes p on p.id = c.process_id
     where c.visibility = 'published' and p.slug = ?`,
    PROCESS.results,
  )
  expect(first.text).toContain(`>${n}</textarea>`)
  const sent = await admin.post(propose, fields(newId(), { slug: 'station-square' }))
  expect(sent.location).toBe(`${propose}?sent=1`)
  expect((await admin.post(propose, fields(newId(), { slug: 'again' }))).status).toBe(409)
  expect((await everybody.get('/practices/station-square')).status).toBe(404)
  expect(await words('/admin/practices', admin)).toContain('proposed by a town')
})

test('the table of all towns says what the town itself says, and leaves as a file', async () => {
  const { n, supports } = rowOf<{ n: number; supports: number }>(
    site,
    "select count(*) n, sum(supports) supports from contributions where visibility = 'published'",
  )
  const page = await everybody.get('/overview?sort=entries')
  expect(page.text).toMatch(/aria-sort="descending"[^>]*><a[^>]*order=up/)
  expect(wordsIn(page.text)).toContain('Prirechensk')
  const file = await everybody.get('/overview.csv')
  const [head, row] = file.text.replace('\uFEFF', '').split('\r\n')
  expect(head).toMatch(/^Town;Region;Demonstration data;/)
  expect(row!.split(';').slice(4, 6)).toEqual([String(n), String(supports)])
})
