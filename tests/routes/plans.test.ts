import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { processId, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const NEW = `${TOWN}/plans/new`

let site: Site
let planner: Visitor
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
  await planner.speak('en')
})
afterAll(() => site?.stop())

const fields = (id = newId()) => ({ id, title: 'Square', version: '2', body: 'Linden trees' })
const fileOf = (text: string, name = 'план.geojson') => new File([text], name)
const send = (text: string, who = planner, asked: Record<string, string> = fields()) =>
  who.send(NEW, asked, [['file', fileOf(text)]])

/** A square beside the middle of the town that names proposals. */
function plan(numbers: string): string {
  const { lng, lat } = rowOf<{ lng: number; lat: number }>(
    site,
    'select lng, lat from towns where slug = ?',
    TOWN.slice(1),
  )
  const ring = [
    [lng, lat],
    [lng + 0.001, lat],
    [lng + 0.001, lat + 0.001],
    [lng, lat],
  ]
  const square = { type: 'Polygon', coordinates: [ring] }
  const crossing = {
    type: 'Polygon',
    coordinates: [[ring[0], ring[2], [lng + 0.001, lat], [lng, lat + 0.001], ring[0]]],
  }
  const features = [square, crossing].map((geometry) => ({
    type: 'Feature',
    geometry,
    properties: { name: '<b>Липы</b>', OWNER: 'Иванов', proposal_ids: numbers },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

test('a plan goes from a file to everybody, and to the proposals that it names', async () => {
  const { number } = rowOf<{ number: number }>(
    site,
    "select number from contributions where kind = 'proposal' and visibility = 'published' and decision is null order by number limit 1",
  )
  const id = newId()
  const answer = await send(plan(String(number)), planner, fields(id))
  expect([answer.status, answer.location]).toEqual([302, `${TOWN}/plans/${id}`])
  const page = await planner.get(answer.location)
  expect(wordsIn(page.text)).toContain('the outline crosses itself')
  expect(wordsIn(page.text)).toContain('This is a draft')
  const ticks = [...page.text.matchAll(/<input[^>]*name="attributes"[^>]*>/g)].map(([tag]) => [
    /value="([^"]*)"/.exec(tag)![1],
    / checked=/.test(tag),
  ])
  expect(ticks).toEqual([
    ['name', true],
    ['OWNER', false],
    ['proposal_ids', true],
  ])
  expect(wordsIn(page.text)).toContain('for example: Иванов')
  expect(page.text).toContain('There is no map without JavaScript')
  const everybody = visit(site.origin)
  await everybody.speak('en')
  for (const end of ['', '/layers.json'])
    expect((await everybody.get(`${answer.location}${end}`)).status).toBe(404)
  expect((await everybody.get(`${TOWN}/plans`)).text).not.toContain(id)
  const toPlans = `href="${TOWN}/plans"`
  expect((await everybody.get(`${TOWN}/spaces`)).text).not.toContain(toPlans)
  expect((await planner.get(`${TOWN}/ranking`)).text).toContain(toPlans)

  const ticked = { intent: 'publish', attributes: ['name', 'proposal_ids'] }
  expect((await planner.post(answer.location, ticked)).status).toBe(302)
  expect((await everybody.get(`${TOWN}/spaces`)).text).toContain(toPlans)
  const seen = await everybody.get(answer.location)
  expect(wordsIn(seen.text)).toContain('Linden trees')
  expect(wordsIn(seen.text)).not.toContain('the outline crosses itself')
  const layers = await everybody.get(`${answer.location}/layers.json`)
  const { features } = JSON.parse(layers.text)
  expect(features).toHaveLength(1)
  expect(features[0].properties).toEqual({ name: '<b>Липы</b>', proposal_ids: String(number), layer: '' })
  expect(
    JSON.parse((await everybody.get(`${answer.location}/layers.json?by=layer`)).text).layers,
  ).toMatchObject([
    { position: 0, name: '', features: { features: [{ properties: { name: '<b>Липы</b>' } }] } },
  ])
  const again = await fetch(new URL(`${answer.location}/layers.json`, site.origin), {
    headers: { 'If-None-Match': layers.headers.get('ETag')! },
  })
  expect(again.status).toBe(304)
  const proposal = await everybody.get(`${TOWN}/${number}`)
  expect(proposal.text).toContain(`href="${TOWN}/plans/${id}"`)
  expect(proposal.text).toContain('Taken into account in a design plan')
  // A planner may not answer for the town: whoever may does it later.
  const answers = () => rowsOf(site, 'select 1 from answers where body like ?', `%/plans/${id}`).length
  expect((await planner.get(answer.location)).text).not.toContain('value="answer"')
  expect((await planner.post(answer.location, { intent: 'answer' })).status).toBe(302)
  expect(answers()).toBe(0)
  const moderator = visitAs(site.origin, 'moderator')
  expect((await moderator.get(answer.location)).text).toContain('value="answer"')
  for (const _ of [1, 2]) await moderator.post(answer.location, { intent: 'answer' })
  expect(answers()).toBe(1)
  expect((await moderator.get(answer.location)).text).not.toContain('value="answer"')
  expect(rowsOf(site, "select act from staff_acts where act like 'plan.%' order by id")).toEqual([
    { act: 'plan.draft' },
    { act: 'plan.publish' },
  ])

  const original = await planner.get(`${answer.location}/original`)
  expect(original.headers.get('Content-Disposition')).toContain(encodeURIComponent('план.geojson'))
  expect(original.text).toBe(plan(String(number)))
  expect((await planner.post(answer.location, { intent: 'remove' })).status).toBe(302)
  const gone = await everybody.get(answer.location)
  expect([gone.status, wordsIn(gone.text).includes('This variant was withdrawn')]).toEqual([410, true])
  expect((await everybody.get(`${answer.location}/layers.json`)).status).toBe(404)
  expect(wordsIn((await planner.get(answer.location)).text)).toContain(
    'Answers of the town with a link to this variant: 1.',
  )
  expect((await everybody.get(`${TOWN}/${number}`)).text).not.toContain('Taken into account in a design plan')
})

test('the original goes with a draft that is thrown away, unless another draft is of the same file', async () => {
  const ids = [newId(), newId()]
  for (const id of ids) expect((await send(plan('7'), planner, fields(id))).status).toBe(302)
  const hash = createHash('sha256').update(plan('7')).digest('hex')
  const { id: townId } = rowOf<{ id: string }>(site, 'select id from towns where slug = ?', TOWN.slice(1))
  const there = () => existsSync(join(site.filesDir, 'plans', townId, hash))
  const discard = (id: string) => planner.post(`${TOWN}/plans/${id}`, { intent: 'remove' })
  expect([(await discard(ids[0]!)).status, there()]).toEqual([302, true])
  expect([(await discard(ids[1]!)).status, there()]).toEqual([302, false])
})

test('a bad file is refused in words, and what was typed stays', async () => {
  const before = rowsOf(site, 'select id from design_variants')
  const cases: [string, string][] = [
    [
      '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>',
      'the XML has a DOCTYPE declaration',
    ],
    ['AC1032 drawing', 'this is a DWG'],
    ['{"type":"Point","coordinates":[0,0]}', 'lies far from the town'],
    ['hello', 'this is none of GeoJSON'],
  ]
  for (const [text, words] of cases) {
    const answer = await send(text)
    expect([answer.status, text]).toEqual([400, text])
    expect(wordsIn(answer.text)).toContain(words)
    expect(answer.text).toContain('value="Square"')
  }
  const untitled = await send(plan(''), planner, { ...fields(), title: '' })
  expect(untitled.status).toBe(400)
  // One letter too many, of three bytes each, is said beside what was typed.
  const long = await send(plan(''), planner, { ...fields(), body: '字'.repeat(901) })
  expect([long.status, long.text.includes('字'.repeat(901))]).toEqual([400, true])
  const missing = await planner.send(NEW, fields())
  expect(missing.status).toBe(400)
  const tooBig = await send(`{"a":"${'x'.repeat(20_000_001)}"}`)
  expect([tooBig.status, wordsIn(tooBig.text).includes('the file is larger than 20 MB')]).toEqual([400, true])
  expect(rowsOf(site, 'select id from design_variants')).toEqual(before)
  const anna = visitAs(site.origin, 'anna')
  expect((await send(plan(''), anna)).status).toBe(403)
})

describe('imports', () => {
  const IMPORT = `${TOWN}/admin/import`
  const HEAD = 'Title;Text;Latitude;Longitude;Category;ID'
  let admin: Visitor
  let process: string
  beforeAll(async () => {
    admin = visitAs(site.origin, 'admin')
    await admin.speak('en')
    process = processId(site, 'collect')
  })
  const upload = (text: string | Uint8Array<ArrayBuffer>, asked: Record<string, string> = {}, who = admin) =>
    who.send(IMPORT, { id: newId(), kind: 'proposals', process, ...asked }, [
      ['file', new File([text], 'список.csv')],
    ])
  const centre = () =>
    rowOf<{ lng: number; lat: number }>(site, 'select lng, lat from towns where slug = ?', TOWN.slice(1))
  const countOf = (title: string) => rowsOf(site, 'select 1 from contributions where title = ?', title).length
  const seenIn = (text: string) => /name="seen" value="([^"]*)"/.exec(text)?.[1] ?? ''

  test('a table goes from a file to the site and off it again', async () => {
    const { lng, lat } = centre()
    const rows = [
      `<b>Swing</b>;High;${lat};${lng};Swings;s-1`,
      `;Nothing;${lat};${lng};;s-2`,
      'Nowhere;Far;1;1;;s-3',
    ]
    const { location } = await upload([HEAD, ...rows].join('\n'))
    const draft = await admin.get(location)
    expect([draft.status, location.startsWith(`${IMPORT}/`)]).toEqual([200, true])
    for (const words of [
      'To be added: 1',
      'To be left out: 2',
      'there is no title',
      'lies far from the town',
      'such category',
    ])
      expect(wordsIn(draft.text)).toContain(words)
    expect([draft.text.includes('<b>Swing'), countOf('<b>Swing</b>')]).toEqual([false, 0])
    // Another column for the title, a category of the town's for the strange one.
    const mapping = {
      intent: 'map',
      'columns.title': '1',
      'columns.x': '3',
      'columns.y': '2',
      'columns.category': '4',
    }
    const known = rowOf<{ id: string }>(site, 'select id from categories limit 1').id
    const ways = { system: 'degrees', axes: 'straight', 'strange-0': 'Swings', 'category-0': `id:${known}` }
    expect((await admin.post(location, { ...mapping, ...ways })).status).toBe(302)
    const again = await admin.get(location)
    expect(wordsIn(again.text)).toContain('To be added: 2')
    expect(wordsIn(again.text)).not.toContain('it will be made')
    expect((await admin.post(location, { intent: 'write', seen: seenIn(draft.text) })).status).toBe(409)
    expect((await admin.post(location, { intent: 'undo' })).status).toBe(409)
    // Pressed twice at once, and again from a page that is old by now: the same import.
    const write = (text: string) => admin.post(location, { intent: 'write', seen: seenIn(text) })
    const pressed = [...(await Promise.all([write(again.text), write(again.text)])), await write(draft.text)]
    expect(pressed.map((answer) => [answer.status, answer.location])).toEqual(Array(3).fill([302, location]))
    expect(countOf('High')).toBe(1)
    const made = rowOf<{ number: number; category_id: string }>(
      site,
      "select * from contributions where title = 'High'",
    )
    expect(made.category_id).toBe(known)
    const everybody = visit(site.origin)
    await everybody.speak('en')
    const entry = await everybody.get(`${TOWN}/${made.number}`)
    expect(wordsIn(entry.text)).toContain('Imported from a file')
    expect(wordsIn((await admin.get(IMPORT)).text)).toContain('список.csv')
    expect((await admin.post(location, { intent: 'discard' })).status).toBe(409)

    const anna = visitAs(site.origin, 'anna')
    await anna.post(`${TOWN}/${made.number}`, { intent: 'support' })
    const refused = await admin.post(location, { intent: 'undo' })
    expect([refused.status, wordsIn(refused.text).includes('it has supporters')]).toEqual([409, true])
    expect((await admin.post(location, { intent: 'undo-rest' })).status).toBe(302)
    expect([countOf('Nothing'), countOf('High')]).toEqual([0, 1])
    const bare = await admin.post(location, { intent: 'undo-hide', reason: '' })
    expect(bare.status).toBe(400)
    expect((await admin.post(location, { intent: 'undo-hide', reason: 'Wrong file' })).status).toBe(302)
    expect((await everybody.get(`${TOWN}/${made.number}`)).status).toBe(404)
    for (const [claimed, words] of [
      ['2', '2 entries were not hidden'],
      ['x', 'undone in part'],
    ])
      expect(wordsIn((await admin.get(`${location}?claimed=${claimed}`)).text)).toContain(words)
    const acts = rowsOf<{ act: string }>(
      site,
      "select act from staff_acts where act like 'import.%' order by id",
    )
    expect(acts.map(({ act }) => act)).toEqual(['import.make', 'import.undo', 'import.undo'])
    expect(wordsIn((await admin.get(`${TOWN}/log`)).text)).toContain('Undid an import')
  })

  test('what cannot be read, or is asked by others, is refused in words', async () => {
    const before = rowsOf(site, 'select id from imports')
    const cases: [string | Uint8Array<ArrayBuffer>, string][] = [
      ['<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml>&x;</kml>', 'DOCTYPE declaration'],
      [new Uint8Array([1, 0, 2, 0]), 'neither a table nor a map file'],
      ['a;"b', 'a quotation mark is not closed'],
      [`a\n${'x\n'.repeat(5001)}`, 'more than 4999 rows'],
      ['a,'.repeat(3000), 'more than 200 columns'],
      ['Title', 'no row besides its headings'],
      ['x'.repeat(20_000_001), 'larger than 20 MB'],
    ]
    for (const [sent, words] of cases) {
      const answer = await upload(sent, { process })
      expect([answer.status, wordsIn(answer.text).includes(words), words]).toEqual([400, true, words])
      expect(answer.text).toMatch(new RegExp(`value="${process}" selected`))
    }
    for (const asked of [{ process: 'none' }, { kind: 'people' }, { id: '7' }] as Record<string, string>[])
      expect((await upload('a\n1', asked)).status).toBe(400)
    expect((await upload('a\n1', { process: newId() })).status).toBe(404)
    expect((await admin.send(IMPORT, { id: newId(), kind: 'spaces', process: '' })).status).toBe(400)
    expect(rowsOf(site, 'select id from imports')).toEqual(before)
    for (const [name, status] of [
      ['anna', 403],
      ['moderator', 403],
      ['planner', 403],
    ] as const)
      expect((await upload('a\n1', {}, visitAs(site.origin, name))).status).toBe(status)

    const { location } = await upload('Title\nA', { kind: 'spaces' })
    const page = await admin.get(location)
    expect(wordsIn(page.text)).toContain('a space is an outline')
    for (const fields of [{}, { intent: 'fly' }, { intent: 'write', seen: '0-1' }] as Record<
      string,
      string
    >[])
      expect((await admin.post(location, fields)).status).toBeOneOf([400, 409])
    const odd = { intent: 'map', 'columns.title': '-1', 'columns.slug': '1e99', system: 'moon', axes: '' }
    expect((await admin.post(location, odd)).status).toBe(302)
    expect((await admin.get(location)).status).toBe(200)
    expect((await admin.post(location, { intent: 'discard' })).location).toBe(IMPORT)
    expect((await admin.get(location)).status).toBe(404)
    expect((await admin.get(`${IMPORT}/none`)).status).toBe(404)
  })
})
