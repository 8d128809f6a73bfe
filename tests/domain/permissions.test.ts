import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  ACTS,
  type Act,
  type Actor,
  type ActSubject,
  can,
  isWithin,
  mustBeAbleTo,
  ROLES,
  type WHO,
  whoMay,
} from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { withTable } from '../../scripts/permissions-table.ts'

const actor = (...roles: Actor['roles']): Actor => ({ personId: 'p', roles, isPlatformAdmin: false })
const theirs: ActSubject = { authorId: 'another', spaceId: 'park', categoryId: 'light' }
const own: ActSubject = { ...theirs, authorId: 'p' }
/** Asks as the table's row is typed: subject or none. */
const may = (who: Actor | null, act: Act, subject: ActSubject | 'some') =>
  (can as (who: Actor | null, act: Act, subject?: ActSubject | 'some') => boolean)(who, act, subject)
const allowed = (who: Actor | null, subject: ActSubject | 'some' = theirs) =>
  ACTS.filter((act) => may(who, act, subject))
const named = (...who: (typeof WHO)[number][]) =>
  ACTS.filter((act) => whoMay(act).some((one) => who.includes(one)))

describe('the table', () => {
  test.each<[string, Actor | null, Act[]]>([
    ['nobody', null, named('anyone')],
    ['a resident', actor(), named('anyone', 'person')],
    ['a clerk', actor('clerk'), named('anyone', 'person', 'clerk')],
    ['a planner', actor('planner'), named('anyone', 'person', 'planner')],
    ['a moderator', actor('moderator'), named('anyone', 'person', 'moderator')],
    ['an administrator', actor('admin'), named('anyone', 'person', 'admin')],
    [
      'a planner who moderates',
      actor('planner', 'moderator'),
      named('anyone', 'person', 'planner', 'moderator'),
    ],
    [
      'a platform administrator without a role',
      { ...actor(), isPlatformAdmin: true },
      named('anyone', 'person', 'admin', 'platform'),
    ],
  ])('%s may do exactly what it says, of what others wrote', (_, who, acts) => {
    expect(allowed(who)).toEqual(acts)
  })

  test('an author has besides what is the author’s, whoever else they are', () => {
    for (const who of [actor(), actor('admin'), { ...actor(), isPlatformAdmin: true }]) {
      const more = allowed(who, own).filter((act) => !allowed(who).includes(act))
      expect(more).toEqual(named('author'))
    }
  })

  test('every role may do something that residents may not, and every act is somebody’s', () => {
    for (const role of ROLES) expect(allowed(actor(role)).length).toBeGreaterThan(allowed(actor()).length)
    for (const act of ACTS) {
      expect(whoMay(act).length, act).toBeGreaterThan(0)
      expect(act).toMatch(/^[a-z-]+:[a-z-]+$/)
    }
  })

  test('a name that is not in it does not compile', () => {
    // @ts-expect-error no such act
    expect(() => can(actor('admin'), 'proposal:eat', theirs)).toThrow(TypeError)
    // @ts-expect-error an act about a proposal is asked with it
    expect(can(actor('admin'), 'proposal:hide')).toBe(true)
  })
})

describe('a moderator of some spaces and categories', () => {
  const limited: Actor = { ...actor('moderator'), limits: { spaceIds: ['park'], categoryIds: ['benches'] } }
  const DESK = named('moderator').filter((act) => /^(pin|proposal|comment):/.test(act))

  test.each<[string, ActSubject, boolean]>([
    ['in the space', { spaceId: 'park', categoryId: 'light' }, true],
    ['of the category', { spaceId: 'square', categoryId: 'benches' }, true],
    ['of neither', { spaceId: 'square', categoryId: 'light' }, false],
    ['of no space and no category', { spaceId: null, categoryId: null }, false],
  ])('decides on what lies there: %s', (_, subject, isAllowed) => {
    expect(isWithin(limited.limits, subject)).toBe(isAllowed)
    for (const act of DESK) expect(may(limited, act, subject), act).toBe(isAllowed)
    for (const act of DESK)
      expect(may({ ...limited, roles: ['moderator', 'admin'] }, act, subject)).toBe(true)
  })

  test('opens the desk and is told why the rest is refused', () => {
    expect(can(limited, 'desk:open')).toBe(true)
    expect(can(limited, 'proposal:hide', 'some')).toBe(true)
    expect(() => mustBeAbleTo(limited, 'proposal:hide', { spaceId: 'square' })).toThrow(
      new Refusal('role.elsewhere'),
    )
    expect(() => mustBeAbleTo(limited, 'town:change')).toThrow(new Refusal('role.missing'))
  })

  test('has no part in what reaches over the whole town, unless by another role', () => {
    expect(can(actor('moderator'), 'person:block')).toBe(true)
    expect(() => mustBeAbleTo(limited, 'person:block')).toThrow(new Refusal('role.elsewhere'))
    expect(can({ ...limited, roles: ['moderator', 'admin'] }, 'person:block')).toBe(true)
    expect(can({ ...limited, isPlatformAdmin: true }, 'person:block')).toBe(true)
  })
})

test('a refusal tells what is missing: a sign-in, a second factor, a role', () => {
  expect(() => mustBeAbleTo(null, 'ranking:read')).toThrow(new Refusal('person.not-signed-in'))
  expect(() => mustBeAbleTo(actor(), 'ranking:read')).toThrow(new Refusal('role.missing'))
  expect(() => mustBeAbleTo({ ...actor(), lacksSecondFactor: true }, 'ranking:read')).toThrow(
    new Refusal('second-factor.missing'),
  )
  expect(() => mustBeAbleTo(actor('planner'), 'ranking:read')).not.toThrow()
})

test('the table in README is the table of the code (npm run docs:roles writes it)', () => {
  const readme = readFileSync(join(process.env.SREDA_HOME!, 'README.md'), 'utf8')
  expect(withTable(readme)).toBe(readme)
  for (const act of ACTS) expect(readme).toContain(`\`${act}\``)
  expect(() => withTable('# Nothing')).toThrow('README.md')
})
