import { exact, parseExact } from '#app/domain/rules/fraction.ts'
import { isRaised, spendsBudget } from '#app/domain/rules/index.ts'
import type { Exact, Round, RuleSettings, TieStep } from '#app/domain/rules/types.ts'
import type { PabulibElection } from '#app/formats/pabulib-election.ts'
import type { Tallied } from './tally.ts'

const TIE_NAMES: Partial<Record<TieStep, string>> = { earlier: 'file' }

/** What `tally --json` prints: all sums in units of the currency, winners in the order bought. */
export function asJson(
  read: PabulibElection,
  { outcome, seconds, endowments }: Pick<Tallied, 'outcome' | 'seconds' | 'endowments'>,
) {
  const { settings } = outcome
  const isShares = settings.name === 'mes'
  const raises = isShares && isRaised(settings)
  return {
    rule: settings.name,
    utility: isShares ? settings.utility : null,
    completion: isShares ? settings.completion : null,
    start: raises ? settings.start : null,
    exhaustive: raises ? settings.exhaustive : null,
    increment: raises ? settings.increment : null,
    comparison: isShares ? settings.comparison : null,
    ties: settings.ties.map((step) => TIE_NAMES[step] ?? step).join(','),
    threshold: settings.threshold,
    budget: Number(amount(read, BigInt(outcome.budget))),
    ...(endowments && { endowments: { voters: endowments.of.size, sum: inCurrency(read, endowments.sum) } }),
    winners: outcome.winners,
    totalCost: Number(amount(read, BigInt(outcome.totalCost))),
    runs: outcome.runs,
    increments: outcome.increments,
    isReplacedByGreedy: outcome.isReplacedByGreedy,
    tieLog: outcome.ties,
    scores: outcome.scores,
    rounds: outcome.rounds.map((round) => inUnits(read, round, settings)),
    meta: read.meta,
    seconds,
  }
}

/** Sums as the rule's trace has them, in units of the currency; what is no decimal stays "numerator/denominator". */
function inUnits(read: PabulibElection, round: Round, { name, utility }: RuleSettings) {
  if (round.type === 'elected') return round
  const units = (sum: Exact | null) => (sum === null ? null : inCurrency(read, sum))
  const cost = Number(amount(read, BigInt(round.cost)))
  const left = Number(amount(read, BigInt(round.left)))
  if (round.type === 'skipped')
    return { ...round, cost, left, ...(round.money === undefined ? {} : { money: units(round.money) }) }
  // What a worth of support costs is a sum, but for a worth that is itself one.
  const isRatio = name === 'mes' && (utility === 'cost' || utility === 'points*cost')
  return {
    ...round,
    cost,
    left,
    rho: isRatio ? round.rho : units(round.rho),
    largestPayment: units(round.largestPayment),
    moneyBefore: units(round.moneyBefore),
  }
}

function inCurrency({ unit }: Pick<PabulibElection, 'unit'>, sum: Exact): Exact {
  const { n, d } = parseExact(sum)
  return exact({ n, d: d * unit })
}

/** The whole count in words; `seconds` is null where the time is told elsewhere. */
export function describeOutcome(
  read: PabulibElection,
  { outcome, seconds, endowments }: Pick<Tallied, 'outcome' | 'endowments'> & { seconds: number | null },
): string {
  const names = new Map(read.projects.map(({ id, name }) => [id, name]))
  const { settings } = outcome
  const isMoney = spendsBudget(settings.name)
  return [
    `${read.meta.description ?? 'An election'}: ${many(read.ids.length, 'project')}, ${many(Number(read.meta.num_votes), 'ballot')} (${read.meta.vote_type})`,
    `Rule: ${ruleWords(settings)}`,
    isMoney
      ? `Budget ${amount(read, BigInt(outcome.budget))}, spent ${amount(read, BigInt(outcome.totalCost))}`
      : `Seats: ${settings.seats}`,
    endowments
      ? `${many(endowments.of.size, 'voter')} had their own endowments, ${roughly(read, endowments.sum)} together`
      : '',
    outcome.increments > 0
      ? `Every share was raised ${many(outcome.increments, 'time')} (${many(outcome.runs, 'run')})`
      : '',
    outcome.isReplacedByGreedy ? 'More voters prefer the greedy result, so it stands instead.' : '',
    '',
    `Winners, in order (${outcome.winners.length}):`,
    ...outcome.winners.map((id) => `  ${id}  ${names.get(id)}`),
    '',
    'How it went:',
    ...outcome.rounds.map((round) => `  ${roundWords(read, round)}`),
    ...outcome.ties.map(
      ({ ids, won, by }) => `  Tie of ${ids.join(', ')}: ${won}, by ${TIE_NAMES[by] ?? by}`,
    ),
    '',
    seconds === null ? '' : `Counted in ${seconds.toFixed(3)} s of processor time.`,
  ]
    .filter((line, i, lines) => line !== '' || lines[i - 1] !== '')
    .join('\n')
}

function roundWords(read: PabulibElection, round: Round): string {
  if (round.type === 'elected') return `elected ${round.id} with ${round.score}`
  const [cost, left] = [amount(read, BigInt(round.cost)), amount(read, BigInt(round.left))]
  if (round.type === 'skipped') {
    const had = round.money === undefined ? '' : `, its voters had ${roughly(read, round.money)}`
    return `passed over ${round.id}: ${round.reason}${round.by ? ` ${round.by}` : ''}, costs ${cost}${had}, left ${left}`
  }
  const shares =
    round.largestPayment === null || round.moneyBefore === null
      ? ''
      : `; ${many(round.payers, 'voter')} paid, at most ${atMost(read, round.largestPayment)} each; all its voters had ${roughly(read, round.moneyBefore)}`
  return `bought ${round.id} for ${cost}, left ${left}${shares}`
}

/** One line a rule: what is different in the winners is seen at a glance. */
export function table(read: PabulibElection, all: readonly Tallied[]): string {
  const rows = all.map(({ outcome, seconds }) => [
    ruleWords(outcome.settings),
    String(outcome.winners.length),
    spendsBudget(outcome.settings.name) ? amount(read, BigInt(outcome.totalCost)) : '',
    seconds.toFixed(3),
    outcome.winners.join(' '),
  ])
  const heading = ['rule', 'winners', 'cost', 'seconds', 'in order']
  const widths = heading.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]!.length)))
  const isNumber = (i: number) => i > 0 && i < 4
  return [heading, ...rows]
    .map((row) =>
      row
        .map((cell, i) =>
          isNumber(i) ? cell.padStart(widths[i]!) : i === 0 ? cell.padEnd(widths[i]!) : cell,
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function ruleWords(settings: RuleSettings): string {
  const { name, utility, completion, start, exhaustive, increment, comparison } = settings
  const ties = `ties ${settings.ties.map((step) => TIE_NAMES[step] ?? step).join(',')}`
  if (name !== 'mes') return `${name} (${ties})`
  const raised =
    completion === 'add1' || completion === 'add1u'
      ? `, start ${start}, ${exhaustive ? 'exhaustive' : 'not exhaustive'}, increment ${increment}`
      : ''
  return `mes ${utility}, completion ${completion}${raised}${comparison ? ', comparison' : ''} (${ties})`
}

/** Exact decimal of a sum of minor units. */
export function amount({ unit }: Pick<PabulibElection, 'unit'>, minor: bigint): string {
  const fraction = String(minor % unit)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')
  return fraction === '' ? String(minor / unit) : `${minor / unit}.${fraction}`
}

/** For people: two decimals of an exact sum, and "just over" where there is more to it. */
function roughly(read: PabulibElection, sum: Exact): string {
  const { n, d } = parseExact(sum)
  const [whole, over] = [n * 100n, d * read.unit]
  return `${whole % over === 0n ? '' : 'just over '}${amount({ unit: 100n }, whole / over)}`
}

/** Two decimals that the sum does not exceed. */
function atMost(read: PabulibElection, sum: Exact): string {
  const { n, d } = parseExact(sum)
  const over = d * read.unit
  return amount({ unit: 100n }, (n * 100n + over - 1n) / over)
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
