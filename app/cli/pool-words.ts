import type { PabulibElection } from '#app/formats/pabulib-election.ts'
import type { TalliedPool } from './tally-pools.ts'
import { amount, asJson, describeOutcome } from './tally-words.ts'

/** What `tally --pools --json` prints: the rule and all winners, then each pool as a count of its own. */
export function poolsAsJson(read: PabulibElection, pools: readonly TalliedPool[], seconds: number) {
  const units = (minor: string) => Number(amount(read, BigInt(minor)))
  const each = pools.map((one) => {
    const { pool, ballots } = one
    const { meta: _ofAll, seconds: _too, ...counted } = asJson(one.read, { outcome: pool.outcome, seconds })
    return {
      id: pool.id,
      projects: one.read.ids,
      ballots,
      sources: pool.sources.map(({ from, amount: sum }) => ({ from, amount: units(sum) })),
      passedOn: pool.passedOn.map(({ to, amount: sum }) => ({ to, amount: units(sum) })),
      kept: units(pool.kept),
      ...counted,
    }
  })
  const sum = (minors: string[]) => units(String(minors.reduce((all, minor) => all + BigInt(minor), 0n)))
  return {
    rule: each[0]!.rule,
    budget: sum(pools.flatMap(({ pool }) => pool.sources.filter(isOwn).map(({ amount: own }) => own))),
    winners: each.flatMap(({ winners }) => winners),
    totalCost: sum(pools.map(({ pool }) => pool.outcome.totalCost)),
    kept: sum(pools.map(({ pool }) => pool.kept)),
    pools: each,
    meta: read.meta,
    seconds,
  }
}

function isOwn({ from }: { from: string | null }): boolean {
  return from === null
}

/** Every pool in words, in the order of the file: where its money came from, its count, where its leftovers went. */
export function describePools(read: PabulibElection, pools: readonly TalliedPool[], seconds: number): string {
  return pools
    .map((one) => {
      const { pool, ballots } = one
      const sum = (minor: string) => amount(read, BigInt(minor))
      const meta = { ...read.meta, description: `Pool ${pool.id}`, num_votes: String(ballots) }
      const came = pool.sources.map(({ from, amount: minor }) =>
        from === null ? `${sum(minor)} of its own` : `${sum(minor)} left by ${from}`,
      )
      const went = pool.passedOn.map(({ to, amount: minor }) => `${sum(minor)} to ${to}`)
      return [
        describeOutcome({ ...one.read, meta }, { outcome: pool.outcome, seconds: null }),
        `Its money: ${came.join(' + ')}.`,
        `Its leftovers: ${[...went, `${sum(pool.kept)} kept`].join(', ')}.`,
      ].join('\n')
    })
    .concat(`Counted in ${seconds.toFixed(3)} s of processor time.`)
    .join('\n\n')
}
