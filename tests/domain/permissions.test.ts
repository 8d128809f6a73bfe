import { expect, test } from 'vitest'
import { type Actor, can, mustBeAbleTo, ROLES, type StaffAct } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'

const actor = (...roles: Actor['roles']): Actor => ({ personId: 'p', roles, isPlatformAdmin: false })
const ALL: StaffAct[] = ['desk', 'moderate', 'answer', 'rank', 'log', 'paper', 'administer']

test.each<[string, Actor | null, StaffAct[]]>([
  ['nobody', null, []],
  ['a resident', actor(), []],
  ['a planner', actor('planner'), ['rank']],
  ['a moderator', actor('moderator'), ['desk', 'moderate', 'answer', 'rank', 'log', 'paper']],
  ['an administrator', actor('admin'), ALL],
  [
    'a planner who moderates',
    actor('planner', 'moderator'),
    ['desk', 'moderate', 'answer', 'rank', 'log', 'paper'],
  ],
  ['a platform administrator without a role', { ...actor(), isPlatformAdmin: true }, ALL],
])('%s may do exactly what the table says', (_, who, acts) => {
  expect(ALL.filter((act) => can(who, act))).toEqual(acts)
})

test('a refusal tells one who is not signed in from one who lacks the role', () => {
  expect(() => mustBeAbleTo(null, 'rank')).toThrow(new Refusal('person.not-signed-in'))
  expect(() => mustBeAbleTo(actor(), 'rank')).toThrow(new Refusal('role.missing'))
  expect(() => mustBeAbleTo(actor('planner'), 'rank')).not.toThrow()
})

test('every role may do something', () => {
  for (const role of ROLES) expect(ALL.some((act) => can(actor(role), act))).toBe(true)
})
