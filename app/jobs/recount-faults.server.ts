import { z } from 'zod'
import { mustKeepTo } from '#app/domain/ballot-rules.ts'
import type { BallotMethod, Mark } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { CHANNELS } from '#app/domain/results.ts'
import { canonicalJson } from '#app/formats/canonical-json.ts'
import {
  jsonOf,
  methodSchema,
  type ReadArchive,
  ruleSchema,
  sha256Of,
  versionLine,
} from '#app/formats/result-archive.ts'

/** Ballots that break the terms are named up to this many; the others are counted. */
const NAMED_BALLOTS = 5

const SUM_WORDS = {
  changed: 'has another SHA-256 than SHA256SUMS says',
  missing: 'is named in SHA256SUMS and missing',
  unlisted: 'is not named in SHA256SUMS',
}

export function sumFaults({ faults }: ReadArchive): string[] {
  return faults.map(({ name, fault }) => `${name} ${SUM_WORDS[fault]}.`)
}

/** The files in words are those that the settings name, and the README tells of the version and reason in them. */
export function textFaults({ vote, files, faults, textHashes }: ReadArchive): string[] {
  const told = new Set(faults.map(({ name }) => name))
  const changed = Object.entries(textHashes).flatMap(([name, hash]) => {
    const text = files.get(name)
    if (text === undefined) return told.has(name) ? [] : [`${name} is missing.`]
    return sha256Of(text) === hash ? [] : [`${name} is not the text that settings.json was made with.`]
  })
  const readme = files.get('README.txt')?.split('\n') ?? []
  if (!readme.includes(versionLine(vote)))
    changed.push('settings.json names another version, or another reason for it, than README.txt.')
  return changed
}

const frozenSchema = z.looseObject({
  settings: z.looseObject({ rule: ruleSchema, method: methodSchema, budgetMinor: z.number().nullable() }),
  options: z.array(z.looseObject({ id: z.string(), title: z.string(), costMinor: z.number().nullable() })),
})

/** Counted elsewhere and put in as a whole: what says so must agree with every ballot's way of coming in. */
function isImported({ vote, ballots }: Pick<ReadArchive, 'vote' | 'ballots'>): boolean {
  return vote.official !== null && ballots.channels.every((channel) => channel === CHANNELS.indexOf('import'))
}

/** The terms that the first ballot fixed, against the terms that were counted by. */
export function frozenFaults(archive: ReadArchive): string[] {
  const { vote, files, faults: sums, textHashes } = archive
  const text = files.get('frozen.json')
  if (vote.frozenHash === null)
    return isImported(archive) ? [] : ['settings.json names no terms fixed by the first ballot.']
  if (text === undefined) {
    const isTold = sums.some(({ name }) => name === 'frozen.json') || Object.hasOwn(textHashes, 'frozen.json')
    return isTold ? [] : ['frozen.json is missing.']
  }
  const faults: string[] = []
  if (sha256Of(text) !== vote.frozenHash)
    faults.push('frozen.json is not the text whose SHA-256 was fixed by the first ballot.')
  const { settings, options } = jsonOf(files, 'frozen.json', frozenSchema)
  const codes = new Map(options.map(({ id }, i) => [id, vote.options[i]?.id ?? id]))
  const rule = {
    ...settings.rule,
    exclusive: settings.rule.exclusive.map((group) => group.map((id) => codes.get(id) ?? id)),
    excluded: vote.rule.excluded,
  }
  if (!isEqual(rule, vote.rule)) faults.push('settings.json names another rule than frozen.json.')
  if (!isEqual(settings.method, vote.settings.method))
    faults.push('settings.json names another way to fill a ballot than frozen.json.')
  if (String(settings.budgetMinor ?? 0) !== vote.budget)
    faults.push('settings.json names another budget than frozen.json.')
  if (options.length !== vote.options.length)
    faults.push('options.csv has not as many options as frozen.json.')
  options.forEach((option, i) => {
    const counted = vote.options[i]
    const isSame = counted?.title === option.title && counted.cost === String(option.costMinor ?? 0)
    if (counted && !isSame) faults.push(`options.csv differs from frozen.json in option ${counted.id}.`)
  })
  return faults
}

/** Every ballot must keep to the method; what was counted elsewhere had its own. */
export function ballotFaults(archive: ReadArchive): string[] {
  const { vote, ballots } = archive
  if (isImported(archive)) return []
  const options = new Map(
    vote.options.map(({ id, cost }, i) => [id, { id, number: i + 1, costMinor: Number(cost) }]),
  )
  const method = vote.settings.method as BallotMethod
  const broken: string[] = []
  ballots.keys.forEach((key, b) => {
    const marks: Mark[] = []
    for (let at = ballots.starts[b]!; at < ballots.starts[b + 1]!; at++) {
      const optionId = vote.options[ballots.options[at]!]!.id
      const place = vote.form === 'ranking' ? marks.length + 1 : null
      marks.push({ optionId, value: ballots.values ? ballots.values[at]! : place })
    }
    try {
      mustKeepTo(method, marks, options, Number(vote.budget))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      broken.push(`ballots.csv has a ballot against the terms of the vote: ${key} (${error.code}).`)
    }
  })
  const more = broken.length - NAMED_BALLOTS
  return more > 0 ? [...broken.slice(0, NAMED_BALLOTS), `… and ${more} such ballots more.`] : broken
}

/** Every part that either has: nothing of a result is taken on trust. */
export function resultFaults(said: ReadArchive['result'], again: ReadArchive['result']): string[] {
  const faults: string[] = []
  if (!isEqual(said.outcome.winners, again.outcome.winners)) {
    faults.push(
      `result.json names other winners (${said.outcome.winners.join(', ')}) than the ballots give (${again.outcome.winners.join(', ')}).`,
    )
  }
  const differing = (a: object, b: object, told: string[]) => {
    const [some, others] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
    const keys = [...new Set([...some.keys(), ...others.keys()])].filter((key) => !told.includes(key))
    return keys.filter((key) => !isEqual(some.get(key) ?? null, others.get(key) ?? null))
  }
  for (const part of differing(said.outcome, again.outcome, ['winners']))
    faults.push(`result.json differs from the recount in "${part}".`)
  for (const part of differing(said, again, ['outcome', 'whatIf']))
    faults.push(`result.json differs from the recount in "${part}".`)
  for (const other of again.whatIf) {
    const found = said.whatIf.find(({ rule }) => isEqual(rule, other.rule))
    if (!found) faults.push(`result.json has not the count by the rule ${other.rule.name}.`)
    else if (!isEqual(found, other))
      faults.push(`result.json differs from the recount by the rule ${other.rule.name}.`)
  }
  if (said.whatIf.length > again.whatIf.length)
    faults.push('result.json has counts by rules that are not compared here.')
  return faults
}

export function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b)
}
