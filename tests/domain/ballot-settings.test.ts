import { describe, expect, test } from 'vitest'
import { mustBeSensible } from '#app/domain/ballot-settings.ts'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { RuleName, Utility } from '#app/domain/rules/types.ts'

const METHODS: BallotMethod[] = [
  { kind: 'one' },
  { kind: 'approval', min: 1, max: 3 },
  { kind: 'knapsack' },
  { kind: 'ranking', max: 3 },
  { kind: 'points', total: 10, perOption: 5 },
  { kind: 'score', max: 5 },
]

function said(method: BallotMethod, rule: RuleName, utility: Utility = 'cost') {
  try {
    mustBeSensible(
      {
        method,
        electorate: 'signed-in',
        optionSource: 'variants',
        rule: defaultRule(rule, { utility }),
        budgetMinor: 1000,
        minimumAge: 14,
        unlinkDays: 30,
      },
      [1, 2, 3].map((number) => ({ number, costMinor: number * 100 })),
    )
    return 'kept'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code
  }
}

const kindsOf = (rule: RuleName, utility?: Utility) =>
  METHODS.filter((method) => said(method, rule, utility) === 'kept').map(({ kind }) => kind)

describe('a rule is taken only with ballots that it can count', () => {
  test('more votes than others: one choice; of several marks it would count none', () => {
    expect(kindsOf('plurality')).toEqual(['one'])
    expect(said(METHODS[1]!, 'plurality')).toBe('ballot.rule-of-method')
  })

  test('most approvals: marks without numbers', () => {
    expect(kindsOf('approval')).toEqual(['one', 'approval', 'knapsack'])
    expect(kindsOf('greedy_votes')).toEqual(['one', 'approval', 'knapsack'])
  })

  test('places, points and scores: their own rules', () => {
    expect(kindsOf('schulze')).toEqual(['ranking'])
    expect(kindsOf('score')).toEqual(['points', 'score'])
    expect(kindsOf('greedy_points')).toEqual(['points', 'score'])
  })

  test('equal shares: a utility that the ballots state', () => {
    expect(kindsOf('mes', 'cost')).toEqual(['one', 'approval', 'knapsack'])
    expect(kindsOf('mes', 'cardinality')).toEqual(['one', 'approval', 'knapsack'])
    expect(kindsOf('mes', 'points')).toEqual(['points', 'score'])
    expect(kindsOf('mes', 'points*cost')).toEqual(['points', 'score'])
    expect(said(METHODS[1]!, 'mes', 'points')).toBe('ballot.utility-of-method')
    expect(said(METHODS[4]!, 'mes', 'cost')).toBe('ballot.utility-of-method')
  })
})
