import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PEOPLE } from './helpers/template.ts'
import { pinFields, sendOne, spaceId, TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'
import { makeWalker } from './helpers/walkers.ts'

let site: Site
let anna: Visitor
let moderator: Visitor
let second: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  moderator = visitAs(site.origin, 'moderator')
  second = (await makeWalker(site, 'second', { role: 'moderator' })).visitor
})
afterAll(() => site?.stop())

test('whoever is blocked answers it from the letter, and another moderator lifts it', async () => {
  const sent = await sendOne(site, anna, 'proposal')
  const { id } = rowOf<{ id: string }>(site, 'select id from people where email = ?', PEOPLE.anna)
  const block = { intent: 'block', days: '30', hides: 'on', reason: 'Рассылка по всем записям' }
  expect((await moderator.post(`${TOWN}/people/${id}`, block)).status).toBe(302)
  const letters = (await anna.get('/letters')).text
  expect(letters).toContain(`${site.origin}${TOWN}/appeal`)

  for (const lang of LANGUAGES) {
    await anna.speak(lang)
    expectSays(await anna.get(`${TOWN}/appeal`), 200, lang, 'Рассылка по всем записям')
    expectSays(await anna.get(`${TOWN}/${sent.number}/appeal`), 200, lang, 'Рассылка по всем записям')
    expectSays(
      await anna.post(`${TOWN}/appeal`, { body: '' }),
      400,
      lang,
      tOf(lang)('served.appeal.body' as never),
    )
  }
  await anna.speak('ru')
  const kept = await anna.post(`${TOWN}/appeal`, { body: 'Не' })
  expect(kept.status).toBe(400)
  expect(kept.text).toMatch(/<textarea[^>]*>Не<\/textarea>/)
  expect((await anna.post(`${TOWN}/appeal`, { body: 'Это были разные записи' })).location).toBe(
    `${TOWN}/appeal`,
  )
  const again = await anna.post(`${TOWN}/${sent.number}/appeal`, { body: 'И ещё раз об этом' })
  expectSays(again, 409, 'ru', sentence('ru', 'appeal.once'))

  const { id: appealId } = rowOf<{ id: string }>(site, 'select id from appeals where author_id = ?', id)
  const decision = { appealId, outcome: 'granted', answer: 'Вы правы, записи разные' }
  const own = await moderator.post(`${TOWN}/desk/appeals`, decision)
  expectSays(own, 403, 'ru', sentence('ru', 'appeal.same-person'))
  const limits = { spaceIds: [spaceId(site)], categoryIds: [] }
  const limited = (await makeWalker(site, 'limited', { role: 'moderator', limits })).visitor
  expect(wordsIn((await limited.get(`${TOWN}/desk/appeals`)).text)).not.toContain('Это были разные записи')
  expect((await limited.post(`${TOWN}/desk/appeals`, decision)).status).toBe(403)
  expect(wordsIn((await second.get(`${TOWN}/desk/appeals`)).text)).toContain('Это были разные записи')
  expect((await second.post(`${TOWN}/desk/appeals`, decision)).status).toBe(302)

  expect(rowsOf(site, 'select id from blocks where person_id = ? and ended_at is null', id)).toEqual([])
  const { visibility } = rowOf<{ visibility: string }>(
    site,
    'select visibility from contributions where id = ?',
    sent.id,
  )
  expect(visibility).toBe('published')
  const page = wordsIn((await anna.get(`${TOWN}/appeal`)).text)
  expect(page).toContain('Блокировка снята')
  expect(page).toContain('Вы правы, записи разные')
})

test('a due date ends with the town’s day, on the page of an entry and on that of the answers', async () => {
  const sent = await sendOne(site, visitAs(site.origin, 'boris'), 'proposal')
  const assignee = rowOf<{ id: string }>(site, 'select id from people where email = ?', PEOPLE.moderator).id
  const dueAt = () =>
    rowOf<{ due_at: number }>(site, 'select due_at from assignments where contribution_id = ?', sent.id)
  const fields = { intent: 'assign', assignee, due: '2027-03-01' }
  const end = Date.parse('2027-03-01T23:59:59+03:00')
  expect((await moderator.post(`${TOWN}/${sent.number}/desk`, fields)).status).toBe(302)
  expect(dueAt().due_at).toBe(end)
  expect((await moderator.get(`${TOWN}/${sent.number}/desk`)).text).toMatch(/value="2027-03-01"/)
  const many = { ...fields, due: '2027-03-02', pick: String(sent.number) }
  expect((await moderator.post(`${TOWN}/desk/answers`, many)).status).toBe(302)
  expect(dueAt().due_at).toBe(end + 86_400_000)
})

test('what a block hid stays hidden when its time is over, and one button shows it', async () => {
  const boris = visitAs(site.origin, 'boris')
  const sent = await sendOne(site, boris, 'proposal')
  const { id } = rowOf<{ id: string }>(site, 'select id from people where email = ?', PEOPLE.boris)
  const person = `${TOWN}/people/${id}`
  const block = { intent: 'block', days: '1', hides: 'on', reason: 'Рассылка' }
  expect((await moderator.post(person, block)).status).toBe(302)
  const database = new Database(site.databasePath)
  database.prepare('update blocks set until = ? where person_id = ?').run(Date.now() - 1000, id)
  database.close()
  expect((await boris.send(`${TOWN}/add`, pinFields(site))).status).toBe(302)
  const visibility = () =>
    rowOf<{ visibility: string }>(site, 'select visibility from contributions where id = ?', sent.id)
      .visibility
  expect(visibility()).toBe('hidden')
  for (const lang of LANGUAGES) {
    await moderator.speak(lang)
    expect(wordsIn((await moderator.get(person)).text)).toContain(
      tOf(lang)('desk.person.showHidden' as never),
    )
  }
  const blockId = rowOf<{ id: string }>(site, 'select id from blocks where person_id = ?', id).id
  expect((await moderator.post(person, { intent: 'lift', blockId })).location).toBe(`${person}?lifted=1`)
  expect(visibility()).toBe('published')
  expect((await moderator.get(person)).text).not.toContain('value="lift"')
})
