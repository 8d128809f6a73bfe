import { formatMoney } from '#app/domain/money.ts'
import type { CountedVote } from '#app/domain/results.ts'
import { parseExact } from '#app/domain/rules/fraction.ts'
import type { Exact, Outcome, RuleSettings } from '#app/domain/rules/types.ts'
import { formatNumber } from './format.ts'
import type { T } from './i18n.ts'
import type { Locale } from './locale.ts'

/** What sentences about one result need: the vote, its outcome, and the language. */
export interface ResultSpeech {
  t: T
  locale: Locale
  vote: CountedVote
  outcome: Outcome
}

/** Rules whose score is a number of ballots even where ballots give points. */
const BY_BALLOTS = ['plurality', 'approval', 'schulze', 'greedy_votes', 'greedy_costeff', 'phragmen']

/** What the scores of a rule count: ballots that name an option, or points. */
export function unitOf(rule: RuleSettings, form: CountedVote['form']): 'votes' | 'points' {
  if (form === 'approval' || BY_BALLOTS.includes(rule.name)) return 'votes'
  if (rule.name === 'mes' && (rule.utility === 'cost' || rule.utility === 'cardinality')) return 'votes'
  return 'points'
}

/** The plain title of an option in the reader's language. */
export function titleOf({ vote, locale }: Pick<ResultSpeech, 'vote' | 'locale'>, id: string): string {
  const option = vote.options.find((one) => one.id === id)
  return (locale === 'en' ? option?.titleEn : null) ?? option?.title ?? id
}

/** The title in the quotes of the language. */
export function quotedTitle(speech: ResultSpeech, id: string): string {
  return speech.t('result.quoted', { title: titleOf(speech, id) })
}

/** Minor units as money. What is no whole minor unit is said as "just over" the sum below it, which is exactly true. */
export function exactMoney(
  { t, locale, vote }: Omit<ResultSpeech, 'outcome'>,
  minor: Exact | bigint,
): string {
  const { n, d } = typeof minor === 'bigint' ? { n: minor, d: 1n } : parseExact(minor)
  const below = n >= 0n ? n / d : -((-n + d - 1n) / d)
  const amount = formatMoney(Number(below), vote.town.currency, locale)
  return below * d === n ? amount : t('result.over', { amount })
}

/** The least whole minor unit that is not exceeded: "no more than" it is exactly true. */
export function moneyAtMost({ locale, vote }: Pick<ResultSpeech, 'locale' | 'vote'>, minor: Exact): string {
  const { n, d } = parseExact(minor)
  return formatMoney(Number((n + d - 1n) / d), vote.town.currency, locale)
}

/** An exact number as the language writes it; decimals of points to the sixth place. */
export function exactNumber(locale: Locale, value: Exact): { count: number; formatted: string } {
  const { n, d } = parseExact(value)
  const count = Number(n) / Number(d)
  return { count, formatted: formatNumber(Math.round(count * 1e6) / 1e6, locale) }
}

/** "120 votes" or "57 points". */
export function scoreText({ t, locale, vote }: ResultSpeech, score: Exact, rule: RuleSettings): string {
  return t(`result.${unitOf(rule, vote.form)}`, exactNumber(locale, score))
}

export function ballotsText({ t, locale }: Pick<ResultSpeech, 't' | 'locale'>, count: number): string {
  return t('result.ballots', { count, formatted: formatNumber(count, locale) })
}

export function votesText({ t, locale }: Pick<ResultSpeech, 't' | 'locale'>, count: number): string {
  return t('result.votes', { count, formatted: formatNumber(count, locale) })
}

/** As the literature writes them. */
const COMPLETION_MARKS = { none: '', add1: ' (Add1)', add1u: ' (Add1U)', greedy: ' (U)' }

/** The rule's short name. */
export function ruleName({ t }: Pick<ResultSpeech, 't'>, rule: RuleSettings): string {
  if (rule.name !== 'mes') return t(`result.rules.${rule.name}`)
  return `${t(`result.mes.${rule.utility}`)}${COMPLETION_MARKS[rule.completion]}`
}
