import { isRaised, spendsBudget } from '#app/domain/rules/settings.ts'
import type { Outcome, RuleSettings, TieEntry } from '#app/domain/rules/types.ts'
import { formatNumber } from './format.ts'
import {
  ballotsText,
  exactMoney,
  quotedTitle,
  type ResultSpeech,
  ruleName,
  scoreText,
  unitOf,
} from './result-speech.ts'

/** The rule with every option of it, a sentence each: what is printed with a result and put into its archive. */
export function ruleParagraphs(speech: ResultSpeech): string[] {
  const { t, locale, vote } = speech
  const { rule } = vote
  const said = [t(`result.ruleText.${rule.name}`)]
  if (vote.budget === '0' || !spendsBudget(rule.name))
    said.push(t('result.setting.seats', { count: rule.seats, formatted: formatNumber(rule.seats, locale) }))
  if (rule.name === 'mes') said.push(...sharesText(speech, rule))
  if (unitOf(rule, vote.form) === 'points' && vote.form === 'ranking')
    said.push(t(rule.borda === 'ballot-length' ? 'result.setting.bordaLength' : 'result.setting.bordaCount'))
  if (rule.threshold && 'votes' in rule.threshold)
    said.push(
      t('result.setting.thresholdVotes', { votes: scoreText(speech, String(rule.threshold.votes), rule) }),
    )
  if (rule.threshold && 'share' in rule.threshold)
    said.push(
      t('result.setting.thresholdShare', { percent: formatNumber(rule.threshold.share / 10, locale) }),
    )
  for (const group of rule.exclusive) {
    if (group.length > 1) said.push(t('result.setting.exclusive', { list: listText(speech, group) }))
  }
  if (rule.requireSupport) said.push(t('result.setting.support'))
  for (const { id, reason } of rule.excluded)
    said.push(t('result.setting.excluded', { title: quotedTitle(speech, id), reason }))
  return said
}

function sharesText(speech: ResultSpeech, rule: RuleSettings): string[] {
  const { t, vote } = speech
  const step = exactMoney(speech, BigInt(Math.round(rule.increment * Number(vote.unit))))
  return [
    t(`result.setting.utility.${rule.utility}`),
    t(`result.setting.start.${rule.start}`),
    t(`result.setting.completion.${rule.completion}`),
    ...(isRaised(rule)
      ? [
          t('result.setting.increment', { amount: step }),
          t(rule.exhaustive ? 'result.setting.exhaustive' : 'result.setting.notExhaustive'),
        ]
      : []),
    ...(rule.comparison ? [t('result.setting.comparison')] : []),
  ]
}

/** What a ballot could spend at first and after all the raises; null for other rules. */
export function shareText(speech: ResultSpeech, ballots: number): string | null {
  const { t, locale, vote, outcome } = speech
  const { settings, increments } = outcome
  if (settings.name !== 'mes' || ballots === 0) return null
  if (outcome.isReplacedByGreedy) return t('result.share.replaced')
  const unit = BigInt(vote.unit)
  const [budget, count] = [BigInt(vote.budget), BigInt(ballots)]
  const step = BigInt(Math.round(settings.increment * Number(unit)))
  const first = settings.start === 'integral' ? [(budget / unit / count) * unit, 1n] : [budget, count]
  const [n, d] = first as [bigint, bigint]
  const share = exactMoney(speech, `${n}/${d}`)
  if (increments === 0)
    return t('result.share.plain', {
      share,
      budget: exactMoney(speech, budget),
      ballots: ballotsText(speech, ballots),
    })
  return t('result.share.raised', {
    share,
    count: increments,
    formatted: formatNumber(increments, locale),
    step: exactMoney(speech, step),
    raised: exactMoney(speech, `${n + step * BigInt(increments) * d}/${d}`),
  })
}

/** The tie rule as one sentence, and the lot's seed where there is one. */
export function tieRuleText({ t }: Pick<ResultSpeech, 't'>, { ties, seed }: RuleSettings): string {
  const steps = ties.map((step) => t(`result.ties.${step}`)).join('; ')
  const rule = t('result.ties.rule', { steps })
  return ties.includes('lot') ? `${rule} ${t('result.ties.seed', { seed })}` : rule
}

export function tieText(speech: ResultSpeech, { ids, won, by }: TieEntry): string {
  const { t } = speech
  return t('result.ties.entry', {
    list: listText(speech, ids),
    won: quotedTitle(speech, won),
    by: t(`result.ties.${by}`),
  })
}

export function tiesIntro({ t, locale }: Pick<ResultSpeech, 't' | 'locale'>, { ties }: Outcome): string {
  if (ties.length === 0) return t('result.ties.none')
  return t('result.ties.consulted', { count: ties.length, formatted: formatNumber(ties.length, locale) })
}

function listText(speech: ResultSpeech, ids: string[]): string {
  return new Intl.ListFormat(speech.locale, { type: 'conjunction' }).format(
    ids.map((id) => quotedTitle(speech, id)),
  )
}

/** The whole text of the rule as a file: name, paragraphs, ties. */
export function ruleFile(speech: ResultSpeech): string {
  const { vote } = speech
  const parts = [`${ruleName(speech, vote.rule)}`, ...ruleParagraphs(speech), tieRuleText(speech, vote.rule)]
  return `${parts.join('\n\n')}\n`
}
