import { describe, expect, test } from 'vitest'
import {
  groupsByMethods,
  mustBeSensible,
  RULES_OF_METHOD,
  UTILITIES_OF_METHOD,
} from '#app/domain/ballot-settings.ts'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { RULE_NAMES } from '#app/domain/rules/settings.ts'
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

describe('what the form shows together is what is taken', () => {
  test.each(RULE_NAMES.filter((rule) => rule !== 'mes'))('%s stands once, under its methods', (rule) => {
    const groups = groupsByMethods(RULES_OF_METHOD).filter(({ values }) => values.includes(rule))
    expect(groups.map(({ methods }) => methods)).toEqual([kindsOf(rule)])
  })

  test.each(['cost', 'cardinality', 'points', 'points*cost'] as const)('utility by %s too', (utility) => {
    const groups = groupsByMethods(UTILITIES_OF_METHOD).filter(({ values }) => values.includes(utility))
    expect(groups.map(({ methods }) => methods)).toEqual([kindsOf('mes', utility)])
  })

  test('equal shares stand under all whose marks or points they can take', () => {
    const group = groupsByMethods(RULES_OF_METHOD).find(({ values }) => values.includes('mes'))
    const kinds = METHODS.map(({ kind }) => kind).filter(
      (kind) => kindsOf('mes', 'cost').includes(kind) || kindsOf('mes', 'points').includes(kind),
    )
    expect(group).toEqual({ methods: kinds, values: ['mes'] })
  })
})
