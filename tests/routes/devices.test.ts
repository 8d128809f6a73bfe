import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, published, sendOne, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

interface Named {
  id: string
  pseudonym: string
}

const personOf = (email: string) =>
  rowOf<Named>(site, 'select id, pseudonym from people where email = ?', email)
const noted = (personId: string) =>
  rowsOf<{ hash: string }>(site, 'select hash from devices where person_id = ?', personId)

async function arrive(visitor: Visitor, email: string): Promise<Named> {
  await visitor.post('/sign-out', {})
  await visitor.signIn(email)
  await visitor.consent()
  return personOf(email)
}

/** The part of a contributor's page about the devices they share, as the desk reads it. */
async function sharedWith(personId: string): Promise<string> {
  const page = await visitAs(site.origin, 'moderator').get(`${TOWN}/people/${personId}`)
  expect(page.status).toBe(200)
  return /С того же устройства пишут и поддерживают(.*?)Всё, что отправлено/.exec(wordsIn(page.text))![1]!
}

test('two accounts that write from one browser are seen by the desk as sharing it, strangers are not', async () => {
  const [browser, other] = [visit(site.origin), visit(site.origin)]
  const { number } = published(site, 'collect', 'proposal')
  const page = `${TOWN}/${number}?index`
  const writes = { intent: 'comment', body: 'Согласны' }

  const one = await arrive(browser, 'one@example.org')
  const mark = browser.cookie('sreda_device')
  expect(noted(one.id)).toEqual([])
  expect((await browser.post(page, { ...writes, id: newId() })).status).toBe(302)
  await browser.post(page, { ...writes, id: newId() })
  const [first, ...more] = noted(one.id)
  expect(more).toEqual([])
  // Neither the mark nor its plain hash, and of the time the day alone.
  const kept = JSON.stringify(rowsOf(site, 'select * from devices'))
  expect(kept).not.toContain(mark)
  expect(first!.hash).toMatch(/^[\w-]{43,64}$/)
  expect(rowOf<{ last_at: number }>(site, 'select last_at from devices').last_at % 86_400_000).toBe(0)

  const two = await arrive(browser, 'two@example.org')
  expect(browser.cookie('sreda_device')).toBe(mark)
  await browser.post(page, { intent: 'support' })
  expect(noted(two.id)).toEqual([first])

  const stranger = await arrive(other, 'stranger@example.org')
  await sendOne(site, other, 'proposal')
  expect(noted(stranger.id)).toHaveLength(1)
  expect(noted(stranger.id)).not.toEqual([first])

  expect(await sharedWith(one.id)).toContain(two.pseudonym)
  expect(await sharedWith(two.id)).toContain(one.pseudonym)
  expect(await sharedWith(one.id)).not.toContain(stranger.pseudonym)
  expect(await sharedWith(stranger.id)).toContain('Больше никто')
})

test('nothing is noted of who only reads, is refused, or opens a vote; a made-up mark is none', async () => {
  const reader = visit(site.origin)
  const { id } = await arrive(reader, 'reader@example.org')
  const { number } = published(site, 'collect', 'proposal')
  await reader.get(`${TOWN}/${number}`)
  await reader.get(`${TOWN}/processes/${PROCESS.vote}/vote`)
  await reader.post(`${TOWN}/${number}?index`, { intent: 'comment', id: newId(), body: '' })
  expect(noted(id)).toEqual([])
  const forged = visit(site.origin, {
    sreda_session: reader.cookie('sreda_session'),
    sreda_device: Buffer.from(JSON.stringify('library')).toString('base64'),
  })
  await forged.post(`${TOWN}/${number}?index`, { intent: 'support' })
  expect(noted(id)).toEqual([])
})
