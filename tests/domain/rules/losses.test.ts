import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareCount } from '#app/domain/rules/count.ts'
import { defaultSettings, runRule, tally } from '#app/domain/rules/index.ts'
import type { Loss, RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { explainLosses, hasOneLimit } from '#app/domain/rules/what-it-takes.ts'
import { electionOf, type Plain, plainElections } from './elections.ts'

const RULES = fc.constantFrom<RuleName>(
  'greedy_votes',
  'greedy_no_skip',
  'greedy_threshold',
  'greedy_costeff',
  'greedy_points',
  'greedy_pointseff',
  'mes',
  'phragmen',
)
const some = fc.record({
  utility: fc.constantFrom<RuleSettings['utility']>('cost', 'cardinality', 'points'),
  completion: fc.constantFrom<RuleSettings['completion']>('none', 'add1', 'add1u'),
  borda: fc.constantFrom<RuleSettings['borda']>('ballot-length', 'option-count'),
  threshold: fc.option(fc.record({ share: fc.nat(400) })),
})
const elections = fc.oneof(
  plainElections({ maxCost: 30, maxOptions: 7, unit: 10n }),
  plainElections({ form: 'ranking', maxCost: 30, unit: 10n }),
  plainElections({ form: 'points', maxCost: 30, unit: 10n }),
)

function withCost(plain: Plain, id: string, cost: bigint): Plain {
  return { ...plain, costs: plain.costs.with(plain.ids.indexOf(id), cost) }
}

function withVotes(plain: Plain, id: string, more: number): Plain {
  const row = { options: [plain.ids.indexOf(id)], values: null }
  return { ...plain, rows: [...plain.rows, ...Array.from({ length: more }, () => row)] }
}

describe('what a loser lacked', () => {
  test('is true: counted again with that cost or those votes it wins, and with a little less help it does not', () => {
    let costs = 0
    let votes = 0
    fc.assert(
      fc.property(elections, RULES, some, (plain, name, options) => {
        const settings = { ...defaultSettings(name), ...options }
        const wins = (other: Plain, id: string) => tally(electionOf(other), settings).winners.includes(id)
        for (const [id, loss] of Object.entries(runRule(electionOf(plain), settings).losses)) {
          if (!('costToWin' in loss)) continue
          if (loss.costToWin !== null) {
            costs += 1
            const cost = BigInt(loss.costToWin)
            expect(wins(withCost(plain, id, cost), id)).toBe(true)
            expect(cost < BigInt(loss.cost)).toBe(true)
            const more = cost + plain.unit
            expect(wins(withCost(plain, id, more < BigInt(loss.cost) ? more : BigInt(loss.cost)), id)).toBe(
              false,
            )
          }
          if (loss.votesToWin !== null) {
            votes += 1
            expect(wins(withVotes(plain, id, loss.votesToWin), id)).toBe(true)
            expect(wins(withVotes(plain, id, loss.votesToWin - 1), id)).toBe(false)
          }
        }
      }),
      { numRuns: 400 },
    )
    expect(costs).toBeGreaterThan(50)
    expect(votes).toBeGreaterThan(50)
  })

  test('is the highest such cost and the least such number where the rule is greedy by votes', () => {
    fc.assert(
      fc.property(plainElections({ maxCost: 12, maxOptions: 7 }), (plain) => {
        const settings = defaultSettings('greedy_votes')
        for (const [id, loss] of Object.entries(runRule(electionOf(plain), settings).losses)) {
          if (loss.type !== 'did-not-fit') continue
          const wins = (other: Plain) => tally(electionOf(other), settings).winners.includes(id)
          const cheaper = Array.from({ length: Number(loss.cost) - 1 }, (_none, i) => BigInt(i + 1))
          const highest = cheaper.findLast((cost) => wins(withCost(plain, id, cost)))
          expect(loss.costToWin).toBe(highest === undefined ? null : String(highest))
          const votes = Array.from({ length: plain.rows.length * 2 }, (_none, i) => i + 1)
          expect(loss.votesToWin).toBe(votes.find((more) => wins(withVotes(plain, id, more))) ?? null)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('is the highest such cost under add1 too, where several costs win and others between them do not', () => {
    let gaps = 0
    fc.assert(
      fc.property(plainElections({ maxCost: 12, maxOptions: 6, maxBallots: 12 }), (plain) => {
        const settings = { ...defaultSettings('mes'), completion: 'add1u' as const }
        expect(hasOneLimit(settings)).toEqual({ cost: false, votes: false })
        for (const [id, loss] of Object.entries(runRule(electionOf(plain), settings).losses)) {
          if (!('costToWin' in loss)) continue
          const wins = (cost: bigint) =>
            tally(electionOf(withCost(plain, id, cost)), settings).winners.includes(id)
          const cheaper = Array.from({ length: Number(loss.cost) - 1 }, (_none, i) => BigInt(i + 1))
          const highest = cheaper.findLast(wins)
          expect(loss.costToWin).toBe(highest === undefined ? null : String(highest))
          if (highest !== undefined && cheaper.some((cost) => cost < highest && !wins(cost))) gaps += 1
        }
      }),
      { numRuns: 500, seed: 3 },
    )
    expect(gaps).toBeGreaterThan(0)
  })

  test('is one limit, of cost and of votes, wherever the rules are said to have one', () => {
    fc.assert(
      fc.property(plainElections({ maxCost: 12, maxOptions: 6 }), RULES, some, (plain, name, options) => {
        const settings = { ...defaultSettings(name), ...options }
        const is = hasOneLimit(settings)
        const id = plain.ids[0]!
        const wins = (other: Plain) => tally(electionOf(other), settings).winners.includes(id)
        const first = (found: boolean[]) => found.indexOf(true)
        const costs = Array.from({ length: 12 }, (_none, i) => wins(withCost(plain, id, BigInt(12 - i))))
        const votes = Array.from({ length: 8 }, (_none, i) => wins(withVotes(plain, id, i)))
        if (is.cost && first(costs) >= 0) expect(costs.slice(first(costs))).not.toContain(false)
        if (is.votes && first(votes) >= 0) expect(votes.slice(first(votes))).not.toContain(false)
      }),
      { numRuns: 600 },
    )
  })

  test('is found where shares are raised millions of times, since most of those counts are proved to be the same', () => {
    const marks = [[0, 1], [1, 2], [0, 3], [2], [3, 4], [4], [0, 5], [5, 1], [2, 3], [1]]
    const costs = [14_200_000n, 9_100_000n, 23_700_000n, 11_300_000n, 21_900_000n, 17_000_000n]
    const plain: Plain = {
      form: 'approval',
      ids: ['a', 'b', 'c', 'd', 'e', 'f'],
      costs: costs.map((cost) => cost * 100n),
      budget: 60_000_000n * 100n,
      unit: 100n,
      rows: marks.map((options) => ({ options, values: null })),
    }
    const { losses, runs } = runRule(electionOf(plain), {
      ...defaultSettings('mes'),
      completion: 'add1u',
    })
    expect(runs).toBeGreaterThan(1_000_000)
    const found = Object.values(losses).map((loss) => 'costToWin' in loss && loss.costToWin !== null)
    expect(found).toEqual([true, true])
  })

  test('is left open when the effort is spent', () => {
    const plain: Plain = {
      form: 'approval',
      ids: ['a', 'b'],
      costs: [60n, 50n],
      budget: 100n,
      unit: 1n,
      rows: [0, 0, 0, 1].map((option) => ({ options: [option], values: null })),
    }
    const election = electionOf(plain)
    const settings = { ...defaultSettings('mes'), completion: 'add1' as const }
    const of = (effort: number): Loss => {
      const again = (other: typeof election) => tally(other, settings)
      const outcome = tally(election, settings, undefined, true)
      const count = prepareCount(election, settings, false)
      return explainLosses({ election, outcome, count }, again, { effort, onProgress() {} }).losses.b!
    }
    const none = { type: 'supporters-money', costToWin: null, votesToWin: null }
    expect(of(1)).toMatchObject({ ...none, cutShort: ['cost', 'votes'] })
    // With add1 b's one supporter gets up to 40 while a is bought; with two more b has as many as a, and is cheaper.
    expect(of(1e9)).toMatchObject({ costToWin: '40', votesToWin: 2 })
    expect(of(1e9)).not.toHaveProperty('cutShort')
  })

  test('is said to be cut short wherever it is missing, whatever the effort', () => {
    const plain: Plain = {
      form: 'approval',
      ids: ['a', 'b'],
      costs: [60_000_000n, 50_000_000n],
      budget: 100_000_000n,
      unit: 1n,
      rows: [0, 0, 0, 1].map((option) => ({ options: [option], values: null })),
    }
    const election = electionOf(plain)
    const settings = { ...defaultSettings('mes'), completion: 'add1' as const, increment: 1_000_000 }
    const outcome = tally(election, settings, undefined, true)
    const count = prepareCount(election, settings, false)
    const cuts = new Set<string>()
    for (let effort = 100_000; effort < 800_000; effort += 5000) {
      const again = (other: typeof election) => tally(other, settings)
      const { losses } = explainLosses({ election, outcome, count }, again, { effort, onProgress() {} })
      const { costToWin, votesToWin, cutShort = [] } = losses.b as Extract<Loss, { votesToWin: unknown }>
      expect([costToWin === null, votesToWin === null]).toEqual([
        cutShort.includes('cost'),
        cutShort.includes('votes'),
      ])
      cuts.add(cutShort.join())
    }
    expect([...cuts].sort()).toEqual(['', 'cost,votes', 'votes'])
  })

  test('is not said to be cut short where there is nothing to find', () => {
    const plain: Plain = {
      form: 'points',
      ids: ['a', 'b'],
      costs: [60n, 50n],
      budget: 60n,
      unit: 1n,
      rows: [{ options: [0, 1], values: [3, 1] }],
    }
    const { losses } = runRule(electionOf(plain), {
      ...defaultSettings('greedy_points'),
      requireSupport: true,
    })
    expect(losses.b).toMatchObject({ type: 'did-not-fit', votesToWin: null })
    expect(losses.b).not.toHaveProperty('cutShort')
  })
})

describe('equal shares, told by hand', () => {
  /** 4 voters with 25 each: a costs 60 and has three voters, b costs 40 and has two, one of them a's. */
  const plain: Plain = {
    form: 'approval',
    ids: ['a', 'b', 'c'],
    costs: [60n, 40n, 90n],
    budget: 100n,
    unit: 1n,
    rows: [[0, 2], [0], [0, 1], [1]].map((options) => ({ options, values: null })),
  }

  test('who paid what, and what the losers lacked', () => {
    const outcome = tally(electionOf(plain), defaultSettings('mes'), undefined, true)
    expect(outcome.winners).toEqual(['a'])
    expect(outcome.rounds.map((round) => (round.type === 'bought' ? round : [round.type, round.id]))).toEqual(
      [
        {
          type: 'bought',
          id: 'a',
          cost: '60',
          left: '40',
          rho: '1/3',
          payers: 3,
          largestPayment: '20',
          moneyBefore: '75',
        },
        ['skipped', 'b'],
        ['skipped', 'c'],
      ],
    )
    expect(outcome.losses.b).toEqual({
      type: 'supporters-money',
      votes: 2,
      cost: '40',
      startMoney: '50',
      moneyLeft: '30',
      rivals: [{ id: 'a', paid: '20', sharedVoters: 1 }],
      costToWin: null,
      votesToWin: null,
    })
    expect(runRule(electionOf(plain), defaultSettings('mes')).losses.b).toMatchObject({ costToWin: '30' })
  })

  test('add1 raises the shares until b can be bought too', () => {
    const settings = { ...defaultSettings('mes'), completion: 'add1' as const }
    // b's supporters need 40: 25 + k and 5 + k, so k = 5; then nothing more fits.
    expect(tally(electionOf(plain), settings)).toMatchObject({
      winners: ['a', 'b'],
      increments: 5,
      totalCost: '100',
    })
  })

  test('a dropped option says whether its supporters ever had its cost', () => {
    const skipped = tally(electionOf(plain), defaultSettings('mes')).rounds.slice(1)
    const both = { type: 'skipped', left: '40' }
    expect(skipped).toEqual([
      { ...both, id: 'b', cost: '40', reason: 'unaffordable', money: '30' },
      { ...both, id: 'c', cost: '90', reason: 'never-affordable', money: '25' },
    ])
  })

  test('an integral start is a matter of add1 alone', () => {
    const rows = [[0], [0], [1]].map((options) => ({ options, values: null }))
    const other: Plain = { ...plain, ids: ['a', 'b'], costs: [66n, 90n], rows }
    const integral = { ...defaultSettings('mes'), start: 'integral' as const }
    const of = (budget: bigint, settings: typeof integral) =>
      tally(electionOf({ ...other, budget }), settings)
    // 98 / 3 each is just less than 33, 100 / 3 just more; floored it is 32 and 33.
    expect(of(98n, integral).winners).toEqual([])
    expect(of(99n, integral).winners).toEqual(['a'])
    const eased = { ...other, costs: [65n, 90n], budget: 98n }
    expect(tally(electionOf(eased), integral).winners).toEqual(['a'])
    expect(tally(electionOf(eased), { ...integral, completion: 'add1' })).toMatchObject({ increments: 1 })
    expect(tally(electionOf(eased), { ...integral, start: 'fraction', completion: 'add1' })).toMatchObject({
      increments: 0,
    })
  })

  test('the comparison keeps greedy where more voters like it better', () => {
    const rows = [[0], [0], [0], [1], [1]].map((options) => ({ options, values: null }))
    const other: Plain = { ...plain, ids: ['a', 'b'], costs: [80n, 30n], rows }
    const settings = { ...defaultSettings('mes'), completion: 'add1' as const }
    expect(tally(electionOf(other), settings)).toMatchObject({ winners: ['b'], isReplacedByGreedy: false })
    expect(tally(electionOf(other), { ...settings, comparison: true })).toMatchObject({
      winners: ['a'],
      isReplacedByGreedy: true,
    })
  })
})
