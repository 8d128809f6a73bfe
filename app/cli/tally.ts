import type { BallotRow } from '#app/domain/rules/group-ballots.ts'
import { groupBallots, rulesFor, tally } from '#app/domain/rules/index.ts'
import type { Election, Outcome, RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { type PabulibElection, readElection } from '#app/formats/pabulib-election.ts'
import { CliError } from './cli-error.ts'
import { givenPath } from './paths.ts'
import { describePools, poolsAsJson } from './pool-words.ts'
import { readText } from './read-text.ts'
import { type Endowments, endowedRows, readEndowments } from './tally-endowments.ts'
import { settingsFrom, type TallyOptions } from './tally-options.ts'
import { readPools, tallyPools } from './tally-pools.ts'
import { asJson, describeOutcome, table } from './tally-words.ts'

export interface Tallied {
  outcome: Outcome
  /** Of the processor, for the count alone. */
  seconds: number
  /** Where voters have not the same to spend. */
  endowments?: Endowments
}

/** Counts a Pabulib file by one rule, or by all that fit its ballots. */
export async function runTally(file: string, options: TallyOptions): Promise<void> {
  if (!options.rule && !options.allRules)
    throw new CliError('Say by which rule: --rule NAME, or --all-rules.')
  if (options.pools && options.endowments)
    throw new CliError('Say either --pools or --endowments: pools share their money among their own ballots.')
  if ((options.pools || options.endowments) && !options.rule)
    throw new CliError('--pools and --endowments are counted by one rule: --rule NAME.')
  const read = readElection(await readText(givenPath(file)))
  if (options.rule && options.pools) return runOnPools(read, options.pools, options, options.rule)
  if (options.rule) {
    const tallied = await countByRule(read, options, options.rule)
    if (options.json) console.log(JSON.stringify(asJson(read, tallied), null, 2))
    else console.log(describeOutcome(read, tallied))
    return
  }
  const election = electionOf(read)
  const all = settingsOfAll(options, read).map((settings) => countOne(election, settings))
  if (options.json)
    console.log(
      JSON.stringify(
        all.map((one) => asJson(read, one)),
        null,
        2,
      ),
    )
  else console.log(table(read, all))
}

async function countByRule(read: PabulibElection, options: TallyOptions, rule: RuleName): Promise<Tallied> {
  const settings = settingsFrom(options, rule, read)
  if (!options.endowments) return countOne(electionOf(read), settings)
  const endowments = readEndowments(await readText(givenPath(options.endowments)), read, settings)
  const election = electionOf({ ...read, rows: endowedRows(read, endowments) })
  return { ...countOne(election, settings), endowments }
}

async function runOnPools(read: PabulibElection, file: string, options: TallyOptions, rule: RuleName) {
  const pools = readPools(await readText(givenPath(file)))
  const settings = settingsFrom(options, rule, read)
  const { result, seconds } = timed(() => tallyPools(read, pools, settings, tally))
  if (options.json) console.log(JSON.stringify(poolsAsJson(read, result, seconds), null, 2))
  else console.log(describePools(read, result, seconds))
}

/** The file as a rule is given it; reads the ballots. */
export function electionOf({
  ids,
  costs,
  budget,
  unit,
  form,
  rows,
}: Omit<PabulibElection, 'rows'> & { rows: Iterable<BallotRow> }): Election {
  return { ids, costs, budget, unit, ballots: groupBallots(form, rows, ids.length) }
}

function countOne(election: Election, settings: RuleSettings): Tallied {
  const { result, seconds } = timed(() => tally(election, settings))
  return { outcome: result, seconds }
}

/** What a count gives, and how long the processor took. @throws {CliError} where the election contradicts itself */
function timed<Result>(count: () => Result): { result: Result; seconds: number } {
  const before = process.cpuUsage()
  try {
    const result = count()
    const { user, system } = process.cpuUsage(before)
    return { result, seconds: (user + system) / 1e6 }
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`This cannot be counted: ${error.message}.`)
    throw error
  }
}

/** Every rule that spends a budget and fits the ballots, equal shares with each utility, plain and with the given completion. */
function settingsOfAll(options: TallyOptions, read: PabulibElection): RuleSettings[] {
  const names: RuleName[] = rulesFor(read.form, true)
  const utilities: RuleSettings['utility'][] =
    read.form === 'approval' ? ['cost', 'cardinality'] : ['cost', 'cardinality', 'points', 'points*cost']
  const completion = options.completion === 'none' ? 'add1u' : options.completion
  return [...names, ...rulesFor(read.form, false)].flatMap((name) => {
    const settings = settingsFrom(options, name, read)
    if (name !== 'mes') return [settings]
    return utilities.flatMap((utility) => [
      { ...settings, utility, completion: 'none' as const },
      { ...settings, utility, completion },
    ])
  })
}
