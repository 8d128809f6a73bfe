import { afterAll, beforeAll, expect, test } from 'vitest'
import { hidden } from './helpers/hidden.ts'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { newVote, TOWN } from './helpers/town.ts'
import { visitAs } from './helpers/visitor.ts'

const SLUG = 'dvor'
const VOTE = `${TOWN}/processes/${SLUG}/vote`

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

test('terms that change while a ballot is filled in are shown before it can be cast', async () => {
  const [admin, anna] = [visitAs(site.origin, 'admin'), visitAs(site.origin, 'anna')]
  const id = await newVote(site, admin, SLUG)
  const configure = (change: Record<string, string>) =>
    admin.post(`${TOWN}/admin/ballots/${id}`, {
      source: 'variants',
      variants: 'Сад\nПлощадка\nСтоянка',
      method: 'approval',
      min: '1',
      max: '2',
      electorate: 'signed-in',
      rule: 'approval',
      ties: 'votes,earlier',
      ...change,
    })
  expect((await configure({})).status).toBe(200)
  const plurality = await configure({ rule: 'plurality' })
  expect(plurality.status).toBe(400)
  expect(wordsIn(plurality.text)).toContain(sentence('ru', 'ballot.rule-of-method'))
  const shares = await configure({ rule: 'mes', budget: '5', utility: 'points' })
  expect(shares.status).toBe(400)
  expect(wordsIn(shares.text)).toContain(sentence('ru', 'ballot.utility-of-method'))
  const options = rowsOf<{ id: string }>(site, 'select id from vote_options where phase_id = ?', id)
  const marks = { age: 'on', [`m-${options[0]!.id}`]: 'on' }
  const page = await anna.get(VOTE)
  const review = await anna.post(VOTE, { ...marks, intent: 'review', terms: hidden(page, 'terms') })
  expect(hidden(review, 'terms')).toBe(hidden(page, 'terms'))
  const sure = { ...marks, intent: 'cast', ballotId: hidden(review, 'ballotId'), revision: '0' }
  await configure({ max: '1' })
  for (const late of [
    { ...sure, terms: hidden(review, 'terms') },
    { ...marks, intent: 'review', terms: hidden(page, 'terms') },
    sure,
  ]) {
    const refused = await anna.post(VOTE, late)
    expect(refused.status).toBe(409)
    expect(wordsIn(refused.text)).toContain(sentence('ru', 'ballot.terms-changed'))
    expect(refused.text).toMatch(new RegExp(`name="m-${options[0]!.id}"[^>]*checked`))
    expect(hidden(refused, 'terms')).not.toBe(hidden(page, 'terms'))
  }
  expect(rowsOf(site, 'select id from ballots where phase_id = ?', id)).toEqual([])
  const again = await anna.post(VOTE, { ...marks, intent: 'review' })
  const done = await anna.post(VOTE, { ...sure, terms: hidden(again, 'terms') })
  expect(done.status).toBe(200)
  expect(rowOf<{ hash: string }>(site, 'select hash from frozen_ballots where phase_id = ?', id).hash).toBe(
    hidden(again, 'terms'),
  )
})
