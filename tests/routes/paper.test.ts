import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused, expectSays, sentence } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { bundleId, phaseId, TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

let site: Site
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

type Fields = Record<string, string>

describe('a bundle of paper ballots', () => {
  const paper = () => `${TOWN}/paper/${phaseId(site, 'vote')}`
  const bundle = () => `${paper()}/${bundleId(site, 'vote')}`
  const type = (position: string, line: string, pass = '1') => ({ intent: 'type', pass, position, line })

  test('is refused with bad counts, and the form keeps them', async () => {
    const fields = { id: newId(), place: 'Школа', issued: '10', found: '11' }
    await expectRefused(
      site,
      moderator,
      (me) => me.post(`${paper()}?index`, fields),
      400,
      'bundle.bad-counts',
    )
    await moderator.speak('ru')
    const answer = await moderator.post(`${paper()}?index`, fields)
    expectSays(answer, 400, 'ru', sentence('ru', 'bundle.bad-counts'))
    expect(answer.text).toMatch(/name="found"[^>]*value="11"/)
  })

  test('refuses lines that are no ballots, out of turn or of a counted bundle', async () => {
    const refused = (
      fields: Fields,
      status: number,
      code: Parameters<typeof expectRefused>[4],
      details?: Fields,
    ) => expectRefused(site, moderator, (me) => me.post(bundle(), fields), status, code, details)
    await refused(type('1', 'один'), 400, 'bundle.unreadable', { example: '3 7 12' })
    await refused(type('1', '99'), 400, 'bundle.unknown-number', { number: '99' })
    await refused(type('1', '3 3'), 400, 'ballot.repeated-option', { number: '3' })
    await refused(type('2', '3'), 409, 'ballot.changed-meanwhile')
    await refused(type('1', '3', '9'), 400, 'input.bad')
    await refused({ intent: 'undo', pass: '1' }, 409, 'bundle.nothing-typed')
    await refused({ intent: 'finish', pass: '1' }, 409, 'bundle.miscounted', { found: '12', typed: '0' })
    await refused({ intent: 'agree' }, 409, 'bundle.unfinished')
    const counted = `${TOWN}/paper/${phaseId(site, 'results')}/${bundleId(site, 'results')}`
    await expectRefused(site, moderator, (me) => me.post(counted, { intent: 'agree' }), 409, 'bundle.agreed')
    expect((await moderator.get(`${paper()}/${bundleId(site, 'results')}`)).status).toBe(404)
  })
})
