import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefused, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, sendOne, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const supportsOf = (id: string) => ({
  ...rowOf<{ supports: number }>(site, 'select supports from contributions where id = ?', id),
  rows: rowsOf(site, 'select 1 from supports where contribution_id = ?', id).length,
})

test('a support of what was hidden later is shown without its words and taken back without scripts', async () => {
  const [anna, boris] = [visitAs(site.origin, 'anna'), visitAs(site.origin, 'boris')]
  const sent = await sendOne(site, boris, 'proposal')
  await anna.post(`${TOWN}/${sent.number}?index`, { intent: 'support' })
  expect((await anna.get('/me')).text.includes(sent.title)).toBe(true)
  await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
    intent: 'decide',
    act: 'hide',
    subject: 'contribution',
    subjectId: sent.id,
    number: String(sent.number),
    reason: 'Реклама',
  })
  expect(supportsOf(sent.id)).toEqual({ supports: 1, rows: 1 })

  const page = (await anna.get('/me')).text
  expect(page.includes(sent.title)).toBe(false)
  const section = page.slice(page.indexOf('aria-labelledby="supports"'))
  const card = section.split('</li>').find((one) => one.includes(sent.id))!
  expect(wordsIn(card)).toContain(`№ ${sent.number}`)
  const fields = Object.fromEntries(
    [...card.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value!]),
  )
  const answer = await anna.post('/me', fields)
  expect([answer.status, answer.location]).toEqual([302, '/me?saved=1'])
  expect(supportsOf(sent.id)).toEqual({ supports: 0, rows: 0 })
  expect((await anna.get('/me')).text.includes(sent.id)).toBe(false)
})

test('nothing is taken back where the phase is over, from another person, or by nobody', async () => {
  const anna = visitAs(site.origin, 'anna')
  const { id, town_id } = published(site, 'vote')
  const fields = { intent: 'withdraw-support', town: town_id, contribution: id }
  await expectRefused(site, anna, (me) => me.post('/me', fields), 409, 'phase.closed')
  await expectRefused(site, anna, (me) => me.post('/me', { ...fields, town: 'x' }), 400, 'form')
  const foreign = { ...fields, town: fields.contribution }
  await expectRefused(site, anna, (me) => me.post('/me', foreign), 404, 'contribution.not-found')
  const open = published(site, 'collect')
  const before = supportsOf(open.id)
  await anna.post('/me', { ...fields, contribution: open.id })
  expect(supportsOf(open.id)).toEqual(before)
  expect((await visit(site.origin).post('/me', fields)).location).toBe('/sign-in?returnTo=%2Fme')
})
