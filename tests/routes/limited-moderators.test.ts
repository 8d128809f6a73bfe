import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PEOPLE } from './helpers/template.ts'
import { proposalFields, spaceId, TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'
import { makeWalker } from './helpers/walkers.ts'

let site: Site
let limited: Visitor
let moderator: Visitor
/** What one person wrote within the moderator's space, and elsewhere. */
let near: { number: number; title: string }
let far: { number: number; title: string; id: string }
let page: string
let personId: string

beforeAll(async () => {
  site = await startSite()
  moderator = visitAs(site.origin, 'moderator')
  const anna = visitAs(site.origin, 'anna')
  const other = rowOf<{ id: string }>(site, "select id from spaces where slug <> 'naberezhnaya'").id
  async function send(space: string) {
    const fields = proposalFields(site, { space })
    const answer = await anna.post(`${TOWN}/propose`, fields)
    const number = Number(/\/(\d+)\?sent=/.exec(answer.location)?.[1])
    expect(number, answer.text.slice(0, 500)).toBeGreaterThan(0)
    return { number, title: fields.title!, id: fields.id! }
  }
  near = await send(spaceId(site))
  far = await send(other)
  const limits = { spaceIds: [spaceId(site)], categoryIds: [] }
  limited = (await makeWalker(site, 'limited', { role: 'moderator', limits })).visitor
  personId = rowOf<{ id: string }>(site, 'select id from people where email = ?', PEOPLE.anna).id
  page = `${TOWN}/people/${personId}`
})
afterAll(() => site?.stop())

const blocks = () =>
  rowsOf<{ id: string }>(site, 'select id from blocks where person_id = ? and ended_at is null', personId)
const visibilityOf = (id: string) =>
  rowOf<{ visibility: string }>(site, 'select visibility from contributions where id = ?', id).visibility

test('who moderates a part of the town blocks nobody, and hides nothing elsewhere by it', async () => {
  const block = { intent: 'block', days: '7', hides: 'on', reason: 'Рассылка' }
  const refused = await limited.post(page, block)
  expect(refused.status).toBe(403)
  expect(wordsIn(refused.text)).toContain(sentence('ru', 'role.elsewhere'))
  expect(visibilityOf(far.id)).toBe('published')
  expect(blocks()).toEqual([])

  const { hides: _, ...plain } = block
  expect((await moderator.post(page, plain)).status).toBe(302)
  const { id } = blocks()[0]!
  expect((await limited.post(page, { intent: 'lift', blockId: id })).status).toBe(403)
  expect(blocks()).toHaveLength(1)
  const lift = tOf('ru')('desk.person.lift')
  expect(wordsIn((await limited.get(page)).text)).not.toContain(lift)
  expect(wordsIn((await moderator.get(page)).text)).toContain(lift)
  expect((await moderator.post(page, { intent: 'lift', blockId: id })).status).toBe(302)
})

test('the page of a person shows them what lies in their part, and no form to block', async () => {
  const words = wordsIn((await limited.get(page)).text)
  expect(words).toContain(near.title)
  expect(words).not.toContain(far.title)
  expect(words).not.toContain(tOf('ru')('desk.person.blockHint'))
  const all = wordsIn((await moderator.get(page)).text)
  expect(all).toContain(near.title)
  expect(all).toContain(far.title)
  expect(all).toContain(tOf('ru')('desk.person.blockHint'))
})
