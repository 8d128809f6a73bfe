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

test('the first share and the end of Add1 are in the form, and kept only where shares are raised', async () => {
  const id = await newVote(site, admin, 'dolya')
  const ballots = `${TOWN}/admin/ballots/${id}`
  const given = { ...SHARES, start: 'integral', exhaustive: 'false' }
  const stored = async (change: Record<string, string>) => {
    expect((await admin.post(ballots, { ...given, ...change })).status).toBe(200)
    const { settings } = rowOf<{ settings: string }>(site, 'select settings from phases where id = ?', id)
    return JSON.parse(settings).ballot.rule
  }
  const plain = { start: 'fraction', exhaustive: true, increment: 1 }
  expect(await stored({ completion: 'greedy' })).toMatchObject({ completion: 'greedy', ...plain })
  expect(await stored({ rule: 'greedy_votes' })).toMatchObject({ name: 'greedy_votes', ...plain })
  expect(await stored({ completion: 'add1' })).toMatchObject({
    start: 'integral',
    exhaustive: false,
    increment: 0.5,
  })
  const drawn = (await admin.get(ballots)).text
  expect(drawn).toMatch(/<option value="integral" selected/)
  expect(drawn).toMatch(/<option value="false" selected/)
  for (const wrong of [{ start: 'zero' }, { exhaustive: 'maybe' }])
    await expectRefused(site, admin, (me) => me.post(ballots, { ...given, ...wrong }), 400, 'form')
})

test('without scripts the list says in words which rules fit which marks, and all can be chosen', async () => {
  const id = await newVote(site, admin, 'spisok')
  const { text } = await visitAs(site.origin, 'admin').get(`${TOWN}/admin/ballots/${id}`)
  const [rules = ''] = /<select[^>]*name="rule".*?<\/select>/s.exec(text) ?? []
  const groups = [...rules.matchAll(/<optgroup label="([^"]*)">(.*?)<\/optgroup>/gs)].map(
    ([, label, inside = '']) => [label, [...inside.matchAll(/value="(\w+)"/g)].map(([, value]) => value)],
  )
  expect(groups).toContainEqual(['Как отмечают: По местам', ['borda', 'schulze']])
  expect(groups).toContainEqual(['Как отмечают: Один вариант', ['plurality']])
  expect(groups.flatMap(([, values]) => values)).toHaveLength(13)
  expect(rules).not.toContain('disabled')
})

test('what was emptied stays empty when the form comes back with an error, and what does not fit is marked', async () => {
  const id = await newVote(site, admin, 'pusto')
  const ballots = `${TOWN}/admin/ballots/${id}`
  expect((await admin.post(ballots, SHARES)).status).toBe(200)
  const typed = { ...SHARES, threshold: '', variants: '', increment: 'много', comparison: '' }
  const refused = await admin.post(ballots, typed)
  expect(refused.status).toBe(400)
  expect(refused.text).toMatch(/name="increment"[^>]*value="много"/)
  expect(refused.text).toMatch(/name="threshold"[^>]*value=""/)
  expect(refused.text).toMatch(/<textarea[^>]*name="variants"[^>]*>\s*<\/textarea>/)
  expect(/<input[^>]*name="comparison"[^>]*>/.exec(refused.text)?.[0]).not.toContain('checked')
  const misfit = await visitAs(site.origin, 'admin').post(ballots, {
    ...SHARES,
    method: 'ranking',
    rule: 'greedy_votes',
  })
  expect(misfit.status).toBe(400)
  expect(misfit.text).toMatch(/<option value="greedy_votes" selected/)
  expect(/<select[^>]*name="rule"[^>]*>/.exec(misfit.text)?.[0]).toContain('aria-invalid="true"')
  expect(misfit.text).toContain('Для «По местам» это не подходит')
})
