import { z } from 'zod'
import { groupBallots, spendsBudget } from '#app/domain/rules/index.ts'
import { type Flow, type Pool, type PoolOutcome, runPools } from '#app/domain/rules/pools.ts'
import type { Election, Outcome, RuleSettings } from '#app/domain/rules/types.ts'
import type { PabulibElection } from '#app/formats/pabulib-election.ts'
import { CliError } from './cli-error.ts'

const money = z.union([
  z.number().nonnegative().max(1e12, 'sums above a million million are to be written as text'),
  z.string().regex(/^\d+(?:[.,]\d+)?$/, 'a sum of money such as 1500000.50'),
])
const share = z
  .number()
  .gt(0)
  .max(1)
  .refine((part) => Math.abs(part * 1000 - Math.round(part * 1000)) < 1e-6, 'a part to a thousandth')

const schema = z.strictObject({
  pools: z
    .array(
      z
        .strictObject({
          id: z.string().min(1),
          budget: money,
          projects: z.array(z.string()).optional(),
          district: z.string().optional(),
          rest: z.literal(true).optional(),
        })
        .refine(
          ({ projects, district, rest }) =>
            [projects, district, rest].filter((one) => one !== undefined).length === 1,
          'say one of projects, district and rest',
        ),
    )
    .min(1),
  leftovers: z
    .array(z.strictObject({ from: z.string(), to: z.string(), share: share.default(1) }))
    .default([]),
})

type PoolsFile = z.infer<typeof schema>

/** One pool's count, with what it came from: the election as its words and figures are told. */
export interface TalliedPool {
  read: PabulibElection
  ballots: number
  pool: PoolOutcome
}

/**
 * The file of `--pools`: which purse pays for which projects, and where what is left goes.
 *
 * @throws {CliError} naming the place in the file
 */
export function readPools(text: string): PoolsFile {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new CliError(`The file of pools is no JSON: ${(error as Error).message}.`)
  }
  const read = schema.safeParse(json)
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  throw new CliError(`The file of pools is wrong at ${path.join('.') || 'its top'}: ${message}.`)
}

/**
 * Counts every pool by the same rule. A ballot is counted in each pool of which it names a project, with its marks there; a ballot that names
 * none there is none of its ballots.
 *
 * @throws {CliError} where a project is in no pool or in two, is unknown, or two that exclude each other are in different pools
 * @throws {RangeError} what `runPools` refuses: a circle, an unknown pool, more than there is
 */
export function tallyPools(
  read: PabulibElection,
  { pools, leftovers }: PoolsFile,
  settings: RuleSettings,
  count: (election: Election, settings: RuleSettings) => Outcome,
): TalliedPool[] {
  if (!spendsBudget(settings.name))
    throw new CliError(`--pools needs a rule that spends a budget; ${settings.name} does not.`)
  const members = membersOf(read, pools)
  const poolOf = new Map(members.flatMap((ids, pool) => ids.map((id) => [id, pool])))
  for (const group of settings.exclusive) {
    if (new Set(group.map((id) => poolOf.get(id))).size > 1)
      throw new CliError(`${group.join(',')} exclude each other but are not in one pool.`)
  }
  const rows = [...read.rows]
  const made = pools.map(({ id, budget }, at): Pool & { read: PabulibElection } => {
    const own = electionOfPool(read, rows, members[at]!, moneyFrom(budget, id, read.unit))
    return { id, settings, ...own }
  })
  const flows = leftovers.map(({ from, to, share }): Flow => ({ from, to, share: Math.round(share * 1000) }))
  return runPools(made, flows, count).map((pool, at) => {
    const { read: own, election } = made[at]!
    return { read: own, ballots: election.ballots.count, pool }
  })
}

/** Ids by pool, in the order of the election's file. */
function membersOf(read: PabulibElection, pools: PoolsFile['pools']): string[][] {
  const poolOf = new Map<string, string>()
  const known = new Set(read.ids)
  for (const { id: pool, projects, district, rest } of pools) {
    if (rest) continue
    const named = projects ?? read.projects.filter((one) => one.district === district).map(({ id }) => id)
    if (named.length === 0) {
      const what = district === undefined ? 'names no project' : `finds no project of district ${district}`
      throw new CliError(`Pool ${pool} ${what}.`)
    }
    for (const id of named) {
      if (!known.has(id)) throw new CliError(`Pool ${pool} names project ${id}, which is not in the file.`)
      const other = poolOf.get(id)
      if (other === pool) throw new CliError(`Pool ${pool} names project ${id} twice.`)
      if (other !== undefined) throw new CliError(`Project ${id} is in two pools, ${other} and ${pool}.`)
      poolOf.set(id, pool)
    }
  }
  const rests = pools.filter(({ rest }) => rest)
  if (rests.length > 1) throw new CliError('Only one pool can have the rest of the projects.')
  const outside = read.ids.filter((id) => !poolOf.has(id))
  if (outside.length > 0 && rests.length === 0)
    throw new CliError(`Project ${outside[0]} is in no pool; "rest": true gives a pool all that are in none.`)
  return pools.map(({ id: pool, rest }) =>
    rest ? outside : read.ids.filter((id) => poolOf.get(id) === pool),
  )
}

function electionOfPool(
  read: PabulibElection,
  rows: Iterable<{ options: number[]; values: number[] | null }>,
  members: string[],
  budget: bigint,
): { election: Election; read: PabulibElection } {
  const indexes = new Map(members.map((id, at) => [id, at]))
  const own = read.ids.map((id) => indexes.get(id) ?? -1)
  function* ballots() {
    for (const { options, values } of rows) {
      const marked = options.flatMap((option, i) => (own[option] === -1 ? [] : [i]))
      if (marked.length === 0) continue
      yield {
        options: marked.map((i) => own[options[i]!]!),
        values: values && marked.map((i) => values[i]!),
      }
    }
  }
  const costs = read.costs.filter((_cost, option) => own[option] !== -1)
  const { unit, form } = read
  const projects = read.projects.filter(({ id }) => indexes.has(id))
  return {
    election: { ids: members, costs, budget, unit, ballots: groupBallots(form, ballots(), members.length) },
    read: { ...read, projects, ids: members, costs, budget, rows: [] },
  }
}

function moneyFrom(given: number | string, pool: string, unit: bigint): bigint {
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d+?)0*)?$/.exec(String(given)) ?? []
  const places = String(unit).length - 1
  if (whole === undefined || decimals.length > places)
    throw new CliError(`The budget of pool ${pool}, ${given}, is no sum of money with ${places} decimals.`)
  return BigInt(whole + decimals.padEnd(places, '0'))
}
