import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultSettings, groupBallots, tally } from '#app/domain/rules/index.ts'
import { endowmentsByDistrict, type Flow, runPools } from '#app/domain/rules/pools.ts'
import type { RuleName } from '#app/domain/rules/types.ts'
import { electionOf, type Plain, plainElections } from './elections.ts'

const GREEDY = defaultSettings('greedy_votes')

/** Every option is approved by one ballot less than the one before it. */
function pool(id: string, costs: number[], budget: number) {
  const ids = costs.map((_cost, i) => `${id}${i}`)
  const rows = costs.flatMap((_cost, option) =>
    Array.from({ length: costs.length - option }, () => ({ options: [option], values: null })),
  )
  const plain: Plain = {
    form: 'approval',
    ids,
    costs: costs.map(BigInt),
    budget: BigInt(budget),
    unit: 1n,
    rows,
  }
  return { id, election: electionOf(plain), settings: GREEDY }
}

describe('pools', () => {
  test('districts leave what they do not spend to the town, which is counted after them', () => {
    const pools = [pool('town', [100, 40], 90), pool('north', [30], 47), pool('south', [60, 5], 58)]
    const flows: Flow[] = [
      { from: 'north', to: 'town', share: 1000 },
      { from: 'south', to: 'town', share: 500 },
    ]
    const [town, north, south] = runPools(pools, flows, tally)
    expect([north!.outcome.winners, north!.passedOn, north!.kept]).toEqual([
      ['north0'],
      [{ to: 'town', amount: '17' }],
      '0',
    ])
    expect([south!.outcome.winners, south!.passedOn, south!.kept]).toEqual([
      ['south1'],
      [{ to: 'town', amount: '26' }],
      '27',
    ])
    expect(town!.sources).toEqual([
      { from: null, amount: '90' },
      { from: 'north', amount: '17' },
      { from: 'south', amount: '26' },
    ])
    expect([town!.outcome.budget, town!.outcome.winners, town!.kept]).toEqual(['133', ['town0'], '33'])
  })

  test('no money is lost or made on the way', () => {
    const names = fc.constantFrom<RuleName>('greedy_votes', 'mes', 'phragmen')
    const chains = fc
      .array(
        fc.record({ plain: plainElections(), name: names, shares: fc.array(fc.nat(500), { maxLength: 2 }) }),
        {
          minLength: 1,
          maxLength: 5,
        },
      )
      .map((list) => ({
        pools: list.map(({ plain, name }, i) => ({
          id: String(i),
          election: electionOf(plain),
          settings: defaultSettings(name),
        })),
        flows: list.flatMap(({ shares }, from) =>
          shares
            .map((share, i) => ({ from: String(from), to: String(from + 1 + i), share: share + 1 }))
            .filter(({ to, share }) => Number(to) < list.length && share <= 500),
        ),
      }))
    fc.assert(
      fc.property(chains, ({ pools, flows }) => {
        const outcomes = runPools(pools, flows, tally)
        const sum = (amounts: string[]) => amounts.reduce((all, amount) => all + BigInt(amount), 0n)
        const own = sum(pools.map(({ election }) => String(election.budget)))
        const gone = sum(outcomes.flatMap(({ outcome, kept }) => [outcome.totalCost, kept]))
        expect(gone).toBe(own)
        for (const { outcome, sources } of outcomes) {
          expect(outcome.budget).toBe(String(sum(sources.map(({ amount }) => amount))))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('circles, unknown pools and more than all are refused', () => {
    const pools = [pool('a', [1], 1), pool('b', [1], 1)]
    const run = (flows: Flow[]) => () => runPools(pools, flows, tally)
    const there = { from: 'a', to: 'b', share: 600 }
    expect(run([there, { from: 'b', to: 'a', share: 1 }])).toThrow(/circle: a, b/)
    expect(run([{ ...there, to: 'c' }])).toThrow(/no pool c/)
    expect(run([there, there])).toThrow(/1200 thousandths/)
    expect(() => runPools([pools[0]!, pools[0]!], [], tally)).toThrow(/one id/)
  })
})

describe('endowments by district', () => {
  test('give every district its own money and all together no more than there is', () => {
    const endowments = endowmentsByDistrict(
      [
        { id: 'north', budget: 100n, ballots: 2 },
        { id: 'south', budget: 100n, ballots: 8 },
        { id: 'empty', budget: 100n, ballots: 0 },
      ],
      50n,
    )
    // 100 / 2 + 50 / 10 and 100 / 8 + 50 / 10
    expect([...endowments]).toEqual([
      ['north', '1100/20'],
      ['south', '1400/80'],
    ])
    const row = (district: string, option: number) => ({
      options: [option],
      endowment: endowments.get(district)!,
    })
    const rows = [
      ...Array.from({ length: 2 }, () => row('north', 0)),
      ...Array.from({ length: 8 }, () => row('south', 1)),
    ]
    const ballots = groupBallots('approval', rows)
    expect([ballots.weights, ballots.endowments]).toEqual([Int32Array.of(2, 8), ['1100/20', '1400/80']])
    const election = { ids: ['north', 'south'], costs: [110n, 141n], budget: 250n, unit: 1n, ballots }
    // Two of the north have 110; eight of the south have 140, one short. Divided equally, 25 each, the south would have 200.
    expect(tally(election, defaultSettings('mes')).winners).toEqual(['north'])
    expect(() => tally({ ...election, budget: 249n }, defaultSettings('mes'))).toThrow(/more than the budget/)
    const { endowments: _none, ...equal } = ballots
    expect(tally({ ...election, ballots: equal }, defaultSettings('mes')).winners).toEqual(['south'])
  })

  test('are asked of all ballots or of none', () => {
    expect(() => groupBallots('approval', [{ options: [0], endowment: '1' }, { options: [0] }])).toThrow(
      RangeError,
    )
    const apart = groupBallots('approval', [
      { options: [0], endowment: '1' },
      { options: [0], endowment: '2' },
      { options: [0], endowment: '1' },
    ])
    expect([apart.weights, apart.endowments]).toEqual([Int32Array.of(2, 1), ['1', '2']])
  })
})
