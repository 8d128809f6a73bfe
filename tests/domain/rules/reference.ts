import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { defaultSettings, groupBallots, tally } from '#app/domain/rules/index.ts'
import type { Election, Outcome, RuleName, RuleSettings } from '#app/domain/rules/types.ts'
import { readElection } from '#app/formats/pabulib-election.ts'

/** Real elections of pabulib.org with the results of several public programs; only where the folder is. */
export const CORPUS = resolve(process.env.PABULIB_DIR ?? join(import.meta.dirname, '../../../../shared/pb'))

/** Names of the .pb files that have reference results, largest first; [] without the folder. */
export function referenceFiles(): string[] {
  const folder = join(CORPUS, 'reference')
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).map((name) => name.replace(/\.json$/, ''))
  const sizes = new Map(names.map((name) => [name, readFileSync(join(CORPUS, name)).length]))
  return names.sort((a, b) => sizes.get(b)! - sizes.get(a)!)
}

/** One result of a reference file. `order` is the order of funding. */
export interface Reference {
  rule: RuleName
  utility: RuleSettings['utility'] | null
  completion: RuleSettings['completion'] | 'add1u_integral'
  winners: string[]
  order?: string[]
  totalCost: number
  increments?: number
  runs?: number
}

export function readReferences(name: string): Reference[] {
  return JSON.parse(readFileSync(join(CORPUS, 'reference', `${name}.json`), 'utf8')).results
}

export interface Corpus {
  election: Election
  meta: Record<string, string>
  /** What the organisers chose; null where the file does not say. */
  selected: string[] | null
}

export function readCorpus(name: string): Corpus {
  const read = readElection(readFileSync(join(CORPUS, name), 'utf8'))
  const { ids, costs, budget, unit, form, rows, meta, projects } = read
  const isSelected = projects.some(({ selected }) => selected !== null)
  return {
    election: { ids, costs, budget, unit, ballots: groupBallots(form, rows, ids.length) },
    meta,
    selected: isSelected ? projects.filter(({ selected }) => selected === 1).map(({ id }) => id) : null,
  }
}

export function settingsOfReference({ rule, utility, completion }: Reference): RuleSettings {
  const isIntegral = completion === 'add1u_integral'
  return {
    ...defaultSettings(rule),
    utility: rule === 'mes' && utility !== null ? utility : 'cost',
    completion: isIntegral ? 'add1u' : completion,
    start: isIntegral ? 'integral' : 'fraction',
  }
}

/** What differs between our count and the reference; null if nothing does. */
export function differenceFrom(reference: Reference, outcome: Outcome, unit: bigint): string | null {
  const sorted = (ids: readonly string[]) => [...ids].sort().join()
  if (sorted(outcome.winners) !== sorted(reference.winners)) return `winners ${outcome.winners.join()}`
  if (reference.order && outcome.winners.join() !== reference.order.join())
    return `order ${outcome.winners.join()}`
  if (Number(outcome.totalCost) !== Math.round(reference.totalCost * Number(unit)))
    return `cost ${outcome.totalCost}`
  if (reference.increments !== undefined && outcome.increments !== reference.increments)
    return `increments ${outcome.increments}`
  if (reference.runs !== undefined && outcome.runs !== reference.runs) return `runs ${outcome.runs}`
  return null
}

/**
 * Counts a file by every rule of its references.
 *
 * @returns each reference with what differs. add1 is add1u without its greedy end, so one count answers for both
 */
export function compareWithReferences(name: string): { reference: Reference; difference: string | null }[] {
  const { election } = readCorpus(name)
  const references = readReferences(name)
  const counted = new Map<string, Outcome>()
  return references.map((reference) => {
    const twin = references.find(
      (other) =>
        reference.completion === 'add1' &&
        other.completion === 'add1u' &&
        other.utility === reference.utility,
    )
    const outcome = countOnce(election, settingsOfReference(twin ?? reference))
    return {
      reference,
      difference: differenceFrom(reference, twin ? withoutGreedyEnd(outcome) : outcome, election.unit),
    }
  })

  function countOnce(what: Election, settings: RuleSettings): Outcome {
    const key = JSON.stringify(settings)
    const outcome = counted.get(key) ?? tally(what, settings)
    counted.set(key, outcome)
    return outcome
  }
}

/** The purchases of equal shares alone: they have payers, or cost nothing. */
function withoutGreedyEnd(outcome: Outcome): Outcome {
  const bought = outcome.rounds.flatMap((round) =>
    round.type === 'bought' && (round.rho !== null || round.cost === '0') ? [round] : [],
  )
  const totalCost = String(bought.reduce((sum, { cost }) => sum + BigInt(cost), 0n))
  return { ...outcome, winners: bought.map(({ id }) => id), totalCost }
}
