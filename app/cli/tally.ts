import { groupBallots, rulesFor, tally } from '#app/domain/rules/index.ts'
import type { Election, Outcome, RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { type PabulibElection, readElection } from '#app/formats/pabulib-election.ts'
import { CliError } from './cli-error.ts'
import { givenPath } from './paths.ts'
import { readText } from './read-text.ts'
import { settingsFrom, type TallyOptions } from './tally-options.ts'
import { asJson, describeOutcome, table } from './tally-words.ts'

export interface Tallied {
  outcome: Outcome
  /** Of the processor, for the count alone. */
  seconds: number
}

/** Counts a Pabulib file by one rule, or by all that fit its ballots. */
export async function runTally(file: string, options: TallyOptions): Promise<void> {
  if (!options.rule && !options.allRules)
    throw new CliError('Say by which rule: --rule NAME, or --all-rules.')
  const read = readElection(await readText(givenPath(file)))
  const election = electionOf(read)
  if (options.rule) {
    const tallied = countOne(election, settingsFrom(options, options.rule, read))
    if (options.json) console.log(JSON.stringify(asJson(read, tallied), null, 2))
    else console.log(describeOutcome(read, tallied))
    return
  }
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

/** The file as a rule is given it; reads the ballots. */
export function electionOf({ ids, costs, budget, unit, form, rows }: PabulibElection): Election {
  return { ids, costs, budget, unit, ballots: groupBallots(form, rows, ids.length) }
}

function countOne(election: Election, settings: RuleSettings): Tallied {
  const before = process.cpuUsage()
  try {
    const outcome = tally(election, settings)
    const { user, system } = process.cpuUsage(before)
    return { outcome, seconds: (user + system) / 1e6 }
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
