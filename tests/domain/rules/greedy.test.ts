import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesBetween, defaultSettings, tally } from '#app/domain/rules/index.ts'
import type { RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { electionOf, type Plain, plainElections, shuffled, tenfold } from './elections.ts'
import { supportersOf } from './naive.ts'

const GREEDY: RuleName[] = [
  'greedy_votes',
  'greedy_no_skip',
  'greedy_threshold',
  'greedy_costeff',
  'greedy_points',
  'greedy_pointseff',
]
const ALL_BUDGET: RuleName[] = [...GREEDY, 'mes', 'phragmen']
const elections = fc.oneof(
  plainElections(),
  plainElections({ form: 'points' }),
  plainElections({ form: 'ranking' }),
  plainElections({ form: 'score' }),
)

function settingsOf(name: RuleName, some: Partial<RuleSettings> = {}): RuleSettings {
  return { ...defaultSettings(name), ...some }
}

function town(costs: number[], budget: number, votes: number[]): Plain {
  const ids = costs.map((_cost, option) => String.fromCharCode(97 + option))
  const rows = votes.flatMap((count, option) =>
    Array.from({ length: count }, () => ({ options: [option], values: null })),
  )
  return { form: 'approval', ids, costs: costs.map(BigInt), budget: BigInt(budget), unit: 1n, rows }
}

describe('under a budget', () => {
  const budgetRules = fc.constantFrom(...ALL_BUDGET)
  const some = fc.record({
    completion: fc.constantFrom<RuleSettings['completion']>('none', 'add1', 'add1u', 'greedy'),
    comparison: fc.boolean(),
    requireSupport: fc.boolean(),
    threshold: fc.option(fc.oneof(fc.record({ votes: fc.nat(3) }), fc.record({ share: fc.nat(600) }))),
  })

  test('no rule spends more than there is, and every option is either bought or told why not', () => {
    fc.assert(
      fc.property(elections, budgetRules, some, (plain, name, options) => {
        const { winners, losses, totalCost, budget, rounds } = tally(
          electionOf(plain),
          settingsOf(name, options),
          undefined,
          true,
        )
        const costs = new Map(plain.ids.map((id, option) => [id, plain.costs[option]!]))
        const spent = winners.reduce((sum, id) => sum + costs.get(id)!, 0n)
        expect([String(spent), BigInt(totalCost) <= BigInt(budget)]).toEqual([totalCost, true])
        expect(new Set(winners).size).toBe(winners.length)
        expect([...winners, ...Object.keys(losses)].sort()).toEqual([...plain.ids].sort())
        expect(rounds.flatMap((round) => (round.type === 'bought' ? [round.id] : []))).toEqual(winners)
      }),
      { numRuns: 1000 },
    )
  })

  test('at most one of mutually exclusive options is bought, and the excluded never', () => {
    const withGroups = elections.chain((plain) =>
      fc.record({
        plain: fc.constant(plain),
        exclusive: fc.array(fc.subarray(plain.ids, { minLength: 1 }), { maxLength: 3 }),
        out: fc.subarray(plain.ids),
      }),
    )
    fc.assert(
      fc.property(withGroups, budgetRules, some, ({ plain, exclusive, out }, name, options) => {
        const excluded = out.map((id) => ({ id, reason: 'withdrawn' }))
        const { winners, losses } = tally(
          electionOf(plain),
          settingsOf(name, { ...options, exclusive, excluded }),
          undefined,
          true,
        )
        for (const group of exclusive) {
          expect(winners.filter((id) => new Set(group).has(id)).length).toBeLessThanOrEqual(1)
        }
        for (const id of out) expect(losses[id]).toEqual({ type: 'excluded', reason: 'withdrawn' })
        expect([...winners, ...Object.keys(losses)].sort()).toEqual([...plain.ids].sort())
      }),
      { numRuns: 800 },
    )
  })

  test('what stays below the threshold never wins', () => {
    fc.assert(
      fc.property(plainElections(), budgetRules, fc.nat(4), fc.nat(700), (plain, name, votes, share) => {
        const of = (threshold: RuleSettings['threshold']) =>
          tally(electionOf(plain), settingsOf(name, { threshold })).winners.map((id) => plain.ids.indexOf(id))
        for (const option of of({ votes })) {
          expect(supportersOf(plain, option).length).toBeGreaterThanOrEqual(votes)
        }
        for (const option of of({ share })) {
          expect(supportersOf(plain, option).length * 1000).toBeGreaterThanOrEqual(share * plain.rows.length)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('the order of ballots and options, and a tenfold currency, change nothing', () => {
    const pairs = elections.chain((plain) => shuffled(plain).map((other) => [plain, other] as const))
    fc.assert(
      fc.property(pairs, budgetRules, ([plain, other], name) => {
        const { winners, scores } = tally(electionOf(plain), settingsOf(name))
        expect(tally(electionOf(other), settingsOf(name))).toMatchObject({ winners, scores })
        expect(tally(electionOf(tenfold(plain)), settingsOf(name)).winners).toEqual(winners)
      }),
      { numRuns: 800 },
    )
  })
})

describe('greedy rules', () => {
  test('have bought, at every step of the order, all that fitted', () => {
    fc.assert(
      fc.property(plainElections({ maxOptions: 8 }), (plain) => {
        const { winners } = tally(electionOf(plain), settingsOf('greedy_votes'))
        const votes = plain.ids.map((_id, option) => supportersOf(plain, option).length)
        const order = plain.ids
          .map((_id, option) => option)
          .filter((option) => votes[option]! > 0)
          .sort(
            (a, b) =>
              votes[b]! - votes[a]! ||
              Number(plain.costs[a]! - plain.costs[b]!) ||
              (plain.ids[a]! < plain.ids[b]! ? -1 : 1),
          )
        let left = plain.budget
        const bought: string[] = []
        for (const option of order) {
          if (plain.costs[option]! > left) continue
          left -= plain.costs[option]!
          bought.push(plain.ids[option]!)
        }
        expect(winners).toEqual(bought)
      }),
      { numRuns: 800 },
    )
  })

  test('without skipping buy a beginning of what skipping would order', () => {
    fc.assert(
      fc.property(plainElections({ maxOptions: 8 }), (plain) => {
        const skipping = tally(electionOf(plain), settingsOf('greedy_votes')).winners
        const stopping = tally(electionOf(plain), settingsOf('greedy_no_skip')).winners
        expect(skipping.slice(0, stopping.length)).toEqual(stopping)
      }),
      { numRuns: 1000 },
    )
  })

  test('a winner stays a winner when one more ballot approves only it', () => {
    fc.assert(
      fc.property(
        plainElections({ maxOptions: 8 }),
        fc.constantFrom<RuleName>('greedy_votes', 'greedy_no_skip', 'greedy_costeff', 'approval'),
        fc.nat(5),
        (plain, name, pick) => {
          const { winners } = tally(electionOf(plain), settingsOf(name, { seats: 2 }))
          const winner = winners[pick % Math.max(1, winners.length)]
          if (winner === undefined) return
          const more = {
            ...plain,
            rows: [...plain.rows, { options: [plain.ids.indexOf(winner)], values: null }],
          }
          expect(tally(electionOf(more), settingsOf(name, { seats: 2 })).winners).toContain(winner)
        },
      ),
      { numRuns: 800 },
    )
  })

  test('skip, stop, order by effect', () => {
    const plain = town([60, 50, 30, 10], 100, [9, 8, 4, 1])
    const winners = (name: RuleName) => tally(electionOf(plain), settingsOf(name)).winners
    expect(winners('greedy_votes')).toEqual(['a', 'c', 'd'])
    expect(winners('greedy_no_skip')).toEqual(['a'])
    // Votes for each unit of money: 0.15, 0.16, 0.1333, 0.1; after b and a do not fit together come c and d.
    expect(winners('greedy_costeff')).toEqual(['b', 'c', 'd'])
  })

  test('something dearer than the whole budget does not stop the rule that stops', () => {
    const plain = town([999, 50, 60, 10], 100, [9, 8, 4, 1])
    expect(tally(electionOf(plain), settingsOf('greedy_no_skip')).winners).toEqual(['b'])
    expect(tally(electionOf(plain), settingsOf('greedy_no_skip')).losses).toEqual({
      a: {
        type: 'did-not-fit',
        rank: 1,
        votes: '9',
        cost: '999',
        left: '100',
        costToWin: null,
        votesToWin: null,
      },
      c: {
        type: 'did-not-fit',
        rank: 3,
        votes: '4',
        cost: '60',
        left: '50',
        costToWin: null,
        votesToWin: null,
      },
      d: { type: 'after-stop', rank: 4, stoppedAt: 'c', cost: '10', left: '50' },
    })
  })

  test('what a withdrawn winner leaves behind is shown against what was', () => {
    const plain = town([60, 50, 30, 10], 100, [9, 8, 4, 1])
    const before = tally(electionOf(plain), settingsOf('greedy_votes'))
    const excluded = [{ id: 'a', reason: 'the ground is not the town’s' }]
    const after = tally(electionOf(plain), settingsOf('greedy_votes', { excluded }))
    expect(changesBetween(before, after)).toEqual({ won: ['b'], lost: ['a'] })
  })

  test('what costs nothing comes first by effect, and what nobody wants only where it may', () => {
    const plain = town([5, 0, 0], 10, [9, 1, 0])
    expect(tally(electionOf(plain), settingsOf('greedy_costeff')).winners).toEqual(['b', 'a'])
    const settings = settingsOf('greedy_votes', { requireSupport: false })
    expect(tally(electionOf(plain), settings).winners).toEqual(['a', 'b', 'c'])
    expect(tally(electionOf(plain), settingsOf('greedy_votes')).losses).toEqual({ c: { type: 'no-support' } })
  })

  test('points below nothing count against an option', () => {
    const rows = [
      { options: [0, 1], values: [5, -3] },
      { options: [1], values: [4] },
    ]
    const plain: Plain = { form: 'score', ids: ['a', 'b'], costs: [5n, 5n], budget: 5n, unit: 1n, rows }
    const outcome = tally(electionOf(plain), settingsOf('greedy_points'))
    expect([outcome.winners, outcome.scores]).toEqual([['a'], { a: '5', b: '1' }])
  })
})
