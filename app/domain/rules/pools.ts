/**
 * Pools and endowments of one's own are set by `sreda tally --pools` and `--endowments`; a town's form does not set them yet.
 */
import type { Election, Outcome, RuleSettings } from './types.ts'

/** One purse with its own options, ballots and rule: the whole town, or a district of it. */
export interface Pool {
  id: string
  election: Election
  settings: RuleSettings
}

/**
 * What is left in a pool goes on to another before that one is counted.
 *
 * @property share  thousandths of what is left; of one pool's flows no more than 1000 together, the rest stays unspent
 */
export interface Flow {
  from: string
  to: string
  share: number
}

/**
 * @property sources   where the budget came from, minor units: its own (`from` null), then what other pools left
 * @property passedOn  what it left to others
 * @property kept      what stays unspent
 */
export interface PoolOutcome {
  id: string
  outcome: Outcome
  sources: { from: string | null; amount: string }[]
  passedOn: { to: string; amount: string }[]
  kept: string
}

/**
 * Counts several pools whose leftovers flow along a graph that is data: each pool after those that leave it something, otherwise in
 * the order given. A flow takes its share of what is left, rounded down to minor units; where shares make up the whole, the last flow takes
 * the rest. Flows that depend on the vote (to the district with the highest turnout) are made by the caller when the vote is over.
 *
 * @param count  how one pool is counted: `tally` or `runRule`
 * @throws {RangeError} if flows go round in a circle, name no pool or give more than there is, or two pools have one id
 */
export function runPools(
  pools: readonly Pool[],
  flows: readonly Flow[],
  count: (election: Election, settings: RuleSettings) => Outcome,
): PoolOutcome[] {
  mustBeSound(pools, flows)
  const received = new Map<string, PoolOutcome['sources']>(pools.map(({ id }) => [id, []]))
  const outcomes = new Map<string, PoolOutcome>()
  for (const { id, election, settings } of inOrder(pools, flows)) {
    const sources = [{ from: null, amount: String(election.budget) }, ...received.get(id)!]
    const budget = sources.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
    const outcome = count({ ...election, budget }, settings)
    const left = budget - BigInt(outcome.totalCost)
    const passedOn = passOn(
      left,
      flows.filter(({ from }) => from === id),
    )
    for (const { to, amount } of passedOn) {
      if (amount !== '0') received.get(to)!.push({ from: id, amount })
    }
    const kept = passedOn.reduce((rest, { amount }) => rest - BigInt(amount), left)
    outcomes.set(id, { id, outcome, sources, passedOn, kept: String(kept) })
  }
  return pools.map(({ id }) => outcomes.get(id)!)
}

function passOn(left: bigint, flows: readonly Flow[]): PoolOutcome['passedOn'] {
  const isWhole = flows.reduce((sum, { share }) => sum + share, 0) === 1000
  let rest = left
  return flows.map(({ to, share }, i) => {
    const amount = isWhole && i === flows.length - 1 ? rest : (left * BigInt(share)) / 1000n
    rest -= amount
    return { to, amount: String(amount) }
  })
}

/** The first of those left whose givers are all counted, again and again. */
function inOrder(pools: readonly Pool[], flows: readonly Flow[]): Pool[] {
  const order: Pool[] = []
  let left = [...pools]
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id))
    const next = left.find(({ id }) => !flows.some(({ from, to }) => to === id && waiting.has(from)))
    if (!next) throw new RangeError(`leftovers go round in a circle: ${[...waiting].join(', ')}`)
    order.push(next)
    left = left.filter((pool) => pool !== next)
  }
  return order
}

function mustBeSound(pools: readonly Pool[], flows: readonly Flow[]): void {
  const ids = new Set(pools.map(({ id }) => id))
  if (ids.size !== pools.length) throw new RangeError('two pools have one id')
  for (const { from, to, share } of flows) {
    if (!ids.has(from) || !ids.has(to)) throw new RangeError(`no pool ${ids.has(from) ? to : from}`)
    if (!Number.isInteger(share) || share <= 0) throw new RangeError(`a share of ${share} thousandths`)
  }
  for (const id of ids) {
    const given = flows.filter(({ from }) => from === id).reduce((sum, { share }) => sum + share, 0)
    if (given > 1000) throw new RangeError(`pool ${id} gives ${given} thousandths of what it has left`)
  }
}

/**
 * Endowments for one election of a whole town in which every district's money is shared by its own voters: its budget divided
 * by its ballots, and to each the same part of the money of all, exact.
 *
 * @param districts  minor units and ballots cast; a district without ballots leaves its money to nobody
 * @param common     minor units that all voters share
 * @returns by district, what each ballot may spend, for `BallotRow.endowment`
 */
export function endowmentsByDistrict(
  districts: readonly { id: string; budget: bigint; ballots: number }[],
  common: bigint,
): Map<string, string> {
  const all = BigInt(districts.reduce((sum, { ballots }) => sum + ballots, 0))
  return new Map(
    districts
      .filter(({ ballots }) => ballots > 0)
      .map(({ id, budget, ballots }) => [
        id,
        `${budget * all + common * BigInt(ballots)}/${BigInt(ballots) * all}`,
      ]),
  )
}
