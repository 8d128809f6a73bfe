import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hidden } from './helpers/hidden.ts'
import { expectRefused, expectSays, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { optionIds, PROCESS, proposalFields, published, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'
import { makeWalker } from './helpers/walkers.ts'

const COUNTER = `${TOWN}/counter?index`
const HELP = `${TOWN}/counter/help`

let site: Site
let clerk: Visitor
beforeAll(async () => {
  site = await startSite()
  clerk = (await makeWalker(site, 'clerk', { role: 'clerk' })).visitor
})
afterAll(() => site?.stop())

const acts = () =>
  rowsOf<{ act: string; person_id: string }>(site, 'select act, person_id from assisted_acts order by id')

test('a clerk enters a resident, sends, supports and votes for them; each act is marked and theirs', async () => {
  const refused = await clerk.post(HELP, { intent: 'new', seen: 'on' })
  expect(refused.status).toBe(400)
  expect(wordsIn(refused.text)).toContain('Без двух согласий на бумаге')
  const made = await clerk.post(HELP, { intent: 'new', consents: 'on', seen: 'on' })
  const card = /<strong[^>]*>((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})</.exec(made.text)![1]!
  const { person_id: residentId } = rowOf<{ person_id: string }>(
    site,
    'select person_id from assisted_people',
  )
  const { pseudonym } = rowOf<{ pseudonym: string }>(
    site,
    'select pseudonym from people where id = ?',
    residentId,
  )
  expect(wordsIn((await clerk.get(TOWN)).text)).toContain(`Вы действуете за жителя «${pseudonym}»`)
  expect(wordsIn((await visitAs(site.origin, 'anna').get(TOWN)).text)).not.toContain('Вы действуете')

  const fields = proposalFields(site)
  const sent = await clerk.post(`${TOWN}/propose`, fields)
  expect(sent.location).toMatch(new RegExp(`^${HELP}\\?sent=\\d+$`))
  const row = rowOf<{ author_id: string; number: number }>(
    site,
    'select * from contributions where id = ?',
    fields.id,
  )
  expect(row.author_id).toBe(residentId)
  expect(wordsIn((await visitAs(site.origin, 'moderator').get(`${TOWN}/${row.number}`)).text)).toContain(
    'подано через приёмную',
  )
  const { number, id } = published(site, 'collect', 'proposal')
  await clerk.post(`${TOWN}/${number}?index`, { intent: 'support' })
  expect((await clerk.get(`${TOWN}/${number}`)).text).toMatch(/value="withdraw-support"/)
  expect(
    rowsOf(site, 'select * from supports where contribution_id = ? and person_id = ?', id, residentId),
  ).toHaveLength(1)
  // The browser is the clerk's: all residents at this desk would seem to be one person.
  expect(rowsOf(site, 'select * from devices')).toEqual([])

  const vote = `${TOWN}/processes/${PROCESS.vote}/vote`
  const marks = { [`m-${optionIds(site, 'vote').get(1)}`]: 'on', age: 'on' }
  const review = await clerk.post(vote, { intent: 'review', ...marks })
  const cast = await clerk.post(vote, {
    intent: 'cast',
    revision: '0',
    ballotId: hidden(review, 'ballotId'),
    terms: hidden(review, 'terms'),
    ...marks,
  })
  expect(cast.status).toBe(200)
  expect(rowsOf(site, 'select * from turnout where person_id = ?', residentId)).toHaveLength(1)
  expect(acts().map(({ act }) => act)).toEqual(['proposal', 'support', 'ballot'])
  expect(acts().every(({ person_id }) => person_id === residentId)).toBe(true)
  expect(wordsIn((await clerk.get(HELP)).text)).toContain('бюллетень')

  // After the visit the clerk is themselves again; the card opens it anew.
  await clerk.post(HELP, { intent: 'end' })
  expect(wordsIn((await clerk.get(TOWN)).text)).not.toContain('Вы действуете')
  await clerk.post(`${TOWN}/${number}?index`, { intent: 'support' })
  expect(acts()).toHaveLength(3)
  expect((await clerk.post(HELP, { intent: 'open', card: card.toLowerCase() })).status).toBe(302)
  expect(wordsIn((await clerk.get(TOWN)).text)).toContain(pseudonym)
  await expectRefused(site, clerk, (me) => me.post(HELP, { intent: 'open', card: 'ZZZZ' }), 400, 'card.wrong')
})

test('a visit is worth nothing in another browser’s hands, changed, or once the role is gone', async () => {
  await clerk.post(HELP, { intent: 'new', consents: 'on' })
  const visitOf = clerk.cookie('sreda_visit')
  expect(visitOf).not.toBe('')
  const before = acts().length
  const { number } = published(site, 'collect', 'proposal', 1)
  const other = await makeWalker(site, 'other clerk', { role: 'clerk' })
  const anna = visitAs(site.origin, 'anna')
  for (const visitor of [other.visitor, anna]) {
    const thief = visit(site.origin, { sreda_session: visitor.cookie('sreda_session'), sreda_visit: visitOf })
    expect(wordsIn((await thief.get(TOWN)).text)).not.toContain('Вы действуете')
    await thief.post(`${TOWN}/${number}?index`, { intent: 'support' })
  }
  expect(acts()).toHaveLength(before)
  const forged = visit(site.origin, {
    sreda_session: clerk.cookie('sreda_session'),
    sreda_visit: visitOf.replace(/^./, (letter) => (letter === 'e' ? 'f' : 'e')),
  })
  expect(wordsIn((await forged.get(TOWN)).text)).not.toContain('Вы действуете')
  const database = new Database(site.databasePath)
  database.prepare("delete from roles where role = 'clerk'").run()
  database.close()
  expect(wordsIn((await clerk.get(TOWN)).text)).not.toContain('Вы действуете')
})

test('a resident is confirmed by e-mail, and by a printed invitation that works once', async () => {
  const admin = visitAs(site.origin, 'admin')
  const anna = visitAs(site.origin, 'anna')
  const boris = visitAs(site.origin, 'boris')
  await admin.speak('ru')
  const nobody = { intent: 'confirm', email: 'nobody@example.org' }
  await expectRefused(site, admin, (me) => me.post(COUNTER, nobody), 404, 'person.not-found')
  await admin.speak('ru')
  expect((await admin.post(COUNTER, nobody)).text).toMatch(/value="nobody@example.org"/)
  await expectRefused(
    site,
    admin,
    (me) => me.post(COUNTER, { intent: 'print', howMany: '0' }),
    400,
    'invitation.count',
    {
      max: 200,
    },
  )
  await admin.speak('ru')
  const sheet = await admin.post(COUNTER, { intent: 'print', howMany: '2' })
  const codes = [...sheet.text.matchAll(/>((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})</g)].map(([, code]) => code!)
  expect(codes).toHaveLength(2)
  expect(wordsIn(sheet.text)).toContain(`${new URL(site.origin).host}${TOWN}/resident`)
  expect((await admin.get(`${TOWN}/counter`)).text).not.toContain(codes[0])
  const mine = `${TOWN}/resident`
  expect((await anna.post(mine, { code: codes[0]! })).location).toBe(`${mine}?done=1`)
  expect(wordsIn((await anna.get(mine)).text)).toContain('вас подтвердили лично')
  expectSays(await boris.post(mine, { code: codes[0]! }), 409, 'ru', sentence('ru', 'invitation.used'))
  expect((await boris.post(mine, { code: 'опечатка' })).text).toMatch(/name="code"[^>]*value="опечатка"/)
  const { email } = rowOf<{ email: string }>(site, "select email from people where email like 'boris%'")
  expect(wordsIn((await admin.post(COUNTER, { intent: 'confirm', email })).text)).toContain(
    'Житель подтверждён',
  )
  expect(wordsIn((await boris.get(mine)).text)).toContain('вас подтвердили лично')
})
