import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prepareCount } from '#app/domain/rules/count.ts'
import { compareFractions, fraction } from '#app/domain/rules/fraction.ts'
import { defaultSettings, tally } from '#app/domain/rules/index.ts'
import { prepareShares } from '#app/domain/rules/shares.ts'
import { type Purchase, runShares } from '#app/domain/rules/shares-exact.ts'
import { createSharesFilter } from '#app/domain/rules/shares-filter.ts'
import type { Ballots, RuleSettings, Utility } from '#app/domain/rules/types.ts'
import { electionOf, type Plain, plainElections, shuffled, tenfold, tieRules } from './elections.ts'
import { naiveAdd1, naiveShares } from './naive.ts'

const approvals = plainElections()
const points = plainElections({ form: 'points' })
const rankings = plainElections({ form: 'ranking' })
const anyElections = fc.oneof(approvals, points, rankings, plainElections({ form: 'score' }))
const utilities = fc.constantFrom<Utility>('cost', 'cardinality', 'points', 'points*cost')
const shares = fc.record({
  utility: utilities,
  start: fc.constantFrom<RuleSettings['start']>('fraction', 'integral'),
  exhaustive: fc.boolean(),
  ties: tieRules,
})
const RUNS = { numRuns: 1000 }

function settingsOf(some: Partial<RuleSettings>): RuleSettings {
  return { ...defaultSettings('mes'), ...some }
}

function preferOf(plain: Plain, settings: RuleSettings) {
  return prepareCount(electionOf(plain), settings, false).tieRule.compare
}

/** Winners that cost something, as option indexes. */
function paidWinners(plain: Plain, winners: string[]): number[] {
  return winners.map((id) => plain.ids.indexOf(id)).filter((option) => plain.costs[option]! > 0n)
}

describe('equal shares and their definition, carried out plainly', () => {
  test('buy the same in the same order', () => {
    fc.assert(
      fc.property(anyElections, utilities, tieRules, (plain, utility, ties) => {
        const settings = settingsOf({ utility, ties })
        const share = fraction(plain.budget, BigInt(plain.rows.length))
        const naive = naiveShares(
          plain,
          plain.rows.map(() => share),
          utility,
          preferOf(plain, settings),
        )
        expect(paidWinners(plain, tally(electionOf(plain), settings).winners)).toEqual(naive.bought)
      }),
      RUNS,
    )
  })

  test('add1 ends at the same increment with the same winners', () => {
    fc.assert(
      fc.property(anyElections, shares, (plain, some) => {
        const settings = settingsOf({ ...some, completion: 'add1' })
        const naive = naiveAdd1(plain, settings, preferOf(plain, settings))
        const { winners, increments, totalCost } = tally(electionOf(plain), settings)
        expect({ bought: paidWinners(plain, winners), increments }).toEqual(naive)
        expect(BigInt(totalCost) <= plain.budget).toBe(true)
      }),
      RUNS,
    )
  })

  test('also with shares of many units, where the filter jumps over increments', () => {
    const large = plainElections({ maxCost: 400, maxOptions: 8, maxBallots: 12 })
    fc.assert(
      fc.property(large, shares, (plain, some) => {
        const settings = settingsOf({ ...some, completion: 'add1' })
        const naive = naiveAdd1(plain, settings, preferOf(plain, settings))
        const { winners, increments } = tally(electionOf(plain), settings)
        expect({ bought: paidWinners(plain, winners), increments }).toEqual(naive)
      }),
      { numRuns: 150 },
    )
  })
})

describe('the filter in doubles', () => {
  test('proves nothing that whole numbers do not say, also of the increments it jumps over', () => {
    let proved = 0
    let jumped = 0
    const large = plainElections({ maxCost: 300, maxOptions: 8, maxBallots: 12 })
    fc.assert(
      fc.property(fc.oneof(anyElections, large), shares, fc.nat(5), (plain, some, from) => {
        const problem = prepareShares(prepareCount(electionOf(plain), settingsOf(some), false))
        const proof = createSharesFilter(problem)(BigInt(from))
        if (proof === null) return
        proved += 1
        jumped += Math.min(proof.alsoHolds, 30) > 0 ? 1 : 0
        for (let more = 0; more <= Math.min(proof.alsoHolds, 30); more++) {
          const { bought } = runShares(problem, BigInt(from + more), { stopAbove: plain.budget })
          expect(bought).toEqual(proof.bought)
        }
      }),
      RUNS,
    )
    expect(proved).toBeGreaterThan(RUNS.numRuns / 4)
    expect(jumped).toBeGreaterThan(20)
  })
})

/** Runs equal shares and adds up what every group paid. */
function payments(plain: Plain, settings: RuleSettings) {
  const problem = prepareShares(prepareCount(electionOf(plain), settings, false))
  const { supporters } = problem
  const { ballots } = problem.count.election
  const spent = Array.from(ballots.weights, () => fraction(0n))
  const sums: { option: number; sum: ReturnType<typeof fraction> }[] = []
  runShares(problem, 0n, { observe: (purchase) => sums.push(addPayments(purchase)) })
  return { spent, sums, ballots }

  function addPayments({ option, parts, paid, over, ledger }: Purchase) {
    let sum = 0n
    for (let i = supporters.starts[option]!; i < supporters.starts[option + 1]!; i++) {
      const group = supporters.groups[i]!
      const worth = supporters.worth?.[i] ?? 1
      const part = parts.findIndex((one) => one.classId === ledger.classOf[group] && one.worth === worth)
      const before = spent[group]!
      spent[group] = fraction(before.n * over + paid[part]! * before.d, before.d * over)
      sum += paid[part]! * BigInt(ballots.weights[group]!)
    }
    return { option, sum: fraction(sum, over) }
  }
}

describe('what is paid', () => {
  test('is exactly the cost, and by nobody more than the share', () => {
    fc.assert(
      fc.property(anyElections, utilities, (plain, utility) => {
        const { spent, sums } = payments(plain, settingsOf({ utility }))
        const share = fraction(plain.budget, BigInt(plain.rows.length))
        for (const { option, sum } of sums) {
          expect(compareFractions(sum, fraction(plain.costs[option]!))).toBe(0)
        }
        for (const paid of spent) expect(compareFractions(paid, share)).toBeLessThanOrEqual(0)
      }),
      RUNS,
    )
  })

  test('adds up in the losers figures too: what rivals took and what is left is what there was', () => {
    fc.assert(
      fc.property(anyElections, shares, (plain, some) => {
        const election = electionOf(plain)
        const settings = settingsOf({ ...some, completion: 'add1' })
        const { losses, winners } = tally(election, settings, undefined, true)
        for (const [id, loss] of Object.entries(losses)) {
          expect(winners).not.toContain(id)
          if (loss.type !== 'supporters-money') continue
          const [start, left, cost] = [loss.startMoney, loss.moneyLeft, loss.cost].map(asFraction) as [
            ReturnType<typeof fraction>,
            ReturnType<typeof fraction>,
            ReturnType<typeof fraction>,
          ]
          const taken = loss.rivals.map(({ paid }) => asFraction(paid)).reduce(add, fraction(0n))
          expect(compareFractions(add(left, taken), start)).toBe(0)
          expect(compareFractions(left, cost)).toBeLessThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })
})

function asFraction(text: string) {
  const [n, d = '1'] = text.split('/')
  return fraction(BigInt(n!), BigInt(d))
}

function add(a: ReturnType<typeof fraction>, b: ReturnType<typeof fraction>) {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d)
}

describe('nothing else changes the result', () => {
  const all = fc.record({
    utility: utilities,
    completion: fc.constantFrom<RuleSettings['completion']>('none', 'add1', 'add1u', 'greedy'),
    comparison: fc.boolean(),
    ties: fc.constantFrom<RuleSettings['ties']>(['cost', 'votes', 'id'], ['lot']),
  })

  test('not the order of ballots, nor that of options where the tie rule does not ask for it', () => {
    const pairs = anyElections.chain((plain) => shuffled(plain).map((other) => [plain, other] as const))
    fc.assert(
      fc.property(pairs, all, ([plain, other], some) => {
        const one = tally(electionOf(plain), settingsOf(some))
        const two = tally(electionOf(other), settingsOf(some))
        expect(two.winners).toEqual(one.winners)
        expect(two.rounds.filter(({ type }) => type === 'bought')).toEqual(
          one.rounds.filter(({ type }) => type === 'bought'),
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('not a tenfold currency', () => {
    fc.assert(
      fc.property(anyElections, all, (plain, some) => {
        expect(tally(electionOf(tenfold(plain)), settingsOf(some)).winners).toEqual(
          tally(electionOf(plain), settingsOf(some)).winners,
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('not whether identical ballots are grouped', () => {
    fc.assert(
      fc.property(anyElections, all, (plain, some) => {
        const grouped = electionOf(plain)
        const single = { ...grouped, ballots: ungrouped(grouped.ballots) }
        expect(tally(single, settingsOf(some))).toEqual(tally(grouped, settingsOf(some)))
      }),
      { numRuns: 1000 },
    )
  })

  test('nor endowments that say what would have been shared out anyway', () => {
    fc.assert(
      fc.property(anyElections, all, (plain, some) => {
        const election = electionOf(plain)
        const each = `${plain.budget}/${plain.rows.length}`
        const endowments = Array.from(election.ballots.weights, () => each)
        const given = { ...election, ballots: { ...election.ballots, endowments } }
        expect(tally(given, settingsOf(some))).toEqual(tally(election, settingsOf(some)))
      }),
      { numRuns: 300 },
    )
  })
})

/** Every ballot a group of its own. */
function ungrouped(ballots: Ballots): Ballots {
  const groups = Array.from(ballots.weights).flatMap((weight, group) => Array<number>(weight).fill(group))
  const marks = (group: number) =>
    Array.from(ballots.options.slice(ballots.starts[group], ballots.starts[group + 1]))
  const given = (group: number) =>
    Array.from(ballots.values!.slice(ballots.starts[group], ballots.starts[group + 1]))
  let end = 0
  return {
    ...ballots,
    weights: new Int32Array(groups.length).fill(1),
    starts: Int32Array.from([0, ...groups.map((group) => (end += marks(group).length))]),
    options: Int32Array.from(groups.flatMap(marks)),
    values: ballots.values === null ? null : Float64Array.from(groups.flatMap(given)),
  }
}

describe('endowments of each ballot', () => {
  test('are what the voters have, exactly', () => {
    const given = approvals.chain((plain) =>
      fc
        .array(fc.record({ n: fc.integer({ min: 0, max: 9 }), d: fc.integer({ min: 1, max: 4 }) }), {
          minLength: plain.rows.length,
          maxLength: plain.rows.length,
        })
        .map((endowments) => ({ plain, endowments })),
    )
    fc.assert(
      fc.property(given, utilities, ({ plain, endowments }, utility) => {
        const single = ungroupedRows(plain)
        const settings = settingsOf({ utility })
        const texts = endowments.map(({ n, d }) => `${n}/${d}`)
        const exact = endowments.map(({ n, d }) => fraction(BigInt(n), BigInt(d)))
        const total = exact.reduce(add, fraction(0n))
        if (compareFractions(total, fraction(plain.budget)) > 0) return
        const outcome = tally({ ...single, ballots: { ...single.ballots, endowments: texts } }, settings)
        const naive = naiveShares(plain, exact, utility, preferOf(plain, settings))
        expect(paidWinners(plain, outcome.winners)).toEqual(naive.bought)
      }),
      { numRuns: 1000 },
    )
  })
})

/** The ballots in the order of the rows, each a group. */
function ungroupedRows(plain: Plain) {
  let end = 0
  const sorted = plain.rows.map(({ options }) => [...options].sort((a, b) => a - b))
  return {
    ...electionOf(plain),
    ballots: {
      form: plain.form,
      count: plain.rows.length,
      weights: new Int32Array(plain.rows.length).fill(1),
      starts: Int32Array.from([0, ...sorted.map((options) => (end += options.length))]),
      options: Int32Array.from(sorted.flat()),
      values: null,
    },
  }
}
