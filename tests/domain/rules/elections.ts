import fc from 'fast-check'
import { groupBallots } from '#app/domain/rules/index.ts'
import type { BallotForm, Election, TieStep } from '#app/domain/rules/types.ts'

/** An election before its ballots are grouped: one row a ballot, what is given to each option beside it. */
export interface Plain {
  form: BallotForm
  ids: string[]
  costs: bigint[]
  budget: bigint
  unit: bigint
  rows: { options: number[]; values: number[] | null }[]
}

export function electionOf({ form, rows, ...money }: Plain): Election {
  return { ...money, ballots: groupBallots(form, rows, money.ids.length) }
}

interface Shape {
  form?: BallotForm
  maxOptions?: number
  maxBallots?: number
  maxCost?: number
  unit?: bigint
}

/** Small elections full of ties: few different costs, few voters, costs of nothing and ballots without a mark among them. */
export function plainElections({
  form = 'approval',
  maxOptions = 6,
  maxBallots = 7,
  maxCost = 4,
  unit = 1n,
}: Shape = {}): fc.Arbitrary<Plain> {
  return fc
    .record({
      costs: fc.array(fc.integer({ min: 0, max: maxCost }), { minLength: 1, maxLength: maxOptions }),
      budget: fc.integer({ min: 1, max: maxCost * 3 }),
      idSeed: fc.shuffledSubarray(['10', '9', 'b', 'a', 'A', '2', 'я', '01'], { minLength: 8 }),
    })
    .chain(({ costs, budget, idSeed }) =>
      fc.array(ballotRows(form, costs.length), { minLength: 1, maxLength: maxBallots }).map((rows) => ({
        form,
        rows,
        unit,
        ids: idSeed.slice(0, costs.length),
        costs: costs.map((cost) => BigInt(cost) * unit),
        budget: BigInt(budget) * unit,
      })),
    )
}

function ballotRows(form: BallotForm, size: number): fc.Arbitrary<Plain['rows'][number]> {
  const options = fc.shuffledSubarray(Array.from({ length: size }, (_none, option) => option))
  if (form === 'approval' || form === 'ranking')
    return options.map((some) => ({ options: some, values: null }))
  const least = form === 'score' ? -2 : 0
  return options.chain((some) =>
    fc
      .array(fc.integer({ min: least, max: 3 }), { minLength: some.length, maxLength: some.length })
      .map((values) => ({ options: some, values })),
  )
}

export const tieRules: fc.Arbitrary<TieStep[]> = fc.constantFrom<TieStep[]>(
  ['cost', 'votes', 'id'],
  ['votes', 'earlier'],
  ['lot'],
  [],
)

/** The same election with its options and ballots in another order. */
export function shuffled(plain: Plain): fc.Arbitrary<Plain> {
  const order = plain.ids.map((_id, option) => option)
  return fc
    .record({
      places: fc.shuffledSubarray(order, { minLength: order.length }),
      rows: fc.shuffledSubarray(plain.rows, { minLength: plain.rows.length }),
    })
    .map(({ places, rows }) => ({
      ...plain,
      ids: places.map((option) => plain.ids[option]!),
      costs: places.map((option) => plain.costs[option]!),
      rows: rows.map((row) => ({ ...row, options: row.options.map((option) => places.indexOf(option)) })),
    }))
}

/** Every sum of money times ten. */
export function tenfold(plain: Plain): Plain {
  return {
    ...plain,
    budget: plain.budget * 10n,
    unit: plain.unit * 10n,
    costs: plain.costs.map((cost) => cost * 10n),
  }
}
