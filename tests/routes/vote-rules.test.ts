import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectRefused } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { newVote, TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

let site: Site
let admin: Visitor
beforeAll(async () => {
  site = await startSite()
  admin = visitAs(site.origin, 'admin')
})
afterAll(() => site?.stop())

const SHARES = {
  source: 'variants',
  variants: 'Сад || 100000\nПлощадка || 200 000,50\nСтоянка || 1',
  method: 'approval',
  min: '1',
  max: '3',
  electorate: 'codes',
  minimumAge: '14',
  unlinkDays: '30',
  rule: 'mes',
  budget: '250000',
  ties: 'votes,cost,earlier',
  seats: '1',
  exclusive: '1, 3\n',
  threshold: '12,5 %',
  borda: 'option-count',
  increment: '0,5',
  comparison: 'on',
}

test('the details of a rule are in the form: groups, a share as threshold, points of a place, step, comparison', async () => {
  const slug = 'pravila'
  const id = await newVote(site, admin, slug)
  const ballots = `${TOWN}/admin/ballots/${id}`
  expect((await admin.post(ballots, SHARES)).status).toBe(200)
  const { settings } = rowOf<{ settings: string }>(site, 'select settings from phases where id = ?', id)
  const { rule } = JSON.parse(settings).ballot
  expect(rule).toMatchObject({
    threshold: { share: 125 },
    borda: 'option-count',
    increment: 0.5,
    comparison: true,
  })
  const inGroup = rowsOf<{ id: string }>(
    site,
    'select id from vote_options where phase_id = ? and number <> 2 order by number',
    id,
  )
  expect(rule.exclusive).toEqual([inGroup.map((row) => row.id)])
  const drawn = (await admin.get(ballots)).text
  expect(drawn).toMatch(/name="exclusive"[^>]*>1, 3</)
  expect(drawn).toMatch(/name="threshold"[^>]*value="12.5 %"/)
  for (const wrong of [{ exclusive: '1 and 3' }, { threshold: '120 %' }, { increment: '0' }])
    await expectRefused(site, admin, (me) => me.post(ballots, { ...SHARES, ...wrong }), 400, 'form')
  const unknown = await admin.post(ballots, { ...SHARES, exclusive: '1, 8' })
  expect([unknown.status, /(№|No\.)\s8\s/.test(unknown.text)]).toEqual([400, true])
  expect(unknown.text).toMatch(/name="exclusive"[^>]*>1, 8</)
})
