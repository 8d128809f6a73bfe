import type { Round } from '#app/domain/rules/types.ts'
import { formatNumber } from './format.ts'
import { exactMoney, moneyAtMost, quotedTitle, type ResultSpeech, scoreText } from './result-speech.ts'

/** Whether a purchase was paid by supporters from their shares, or by the budget as in a greedy rule. */
export function kindOfPurchase(
  { outcome }: Pick<ResultSpeech, 'outcome'>,
  round: Extract<Round, { type: 'bought' }>,
): 'mes' | 'phragmen' | 'completed' | 'greedy' | 'free' {
  const { name } = outcome.settings
  if (name === 'phragmen') return 'phragmen'
  if (round.cost === '0') return 'free'
  if (name !== 'mes' || outcome.isReplacedByGreedy) return 'greedy'
  return round.largestPayment === null ? 'completed' : 'mes'
}

/** One step of the count, in a sentence. */
export function roundText(speech: ResultSpeech, round: Round): string {
  const { t, outcome } = speech
  const title = quotedTitle(speech, round.id)
  if (round.type === 'elected')
    return t('result.round.elected', { title, score: scoreText(speech, round.score, outcome.settings) })
  const facts = { title, cost: exactMoney(speech, round.cost), left: exactMoney(speech, round.left) }
  if (round.type === 'skipped') {
    const by = round.by === undefined ? '' : quotedTitle(speech, round.by)
    return t(`result.round.${round.reason}`, { ...facts, by })
  }
  return t(`result.round.${kindOfPurchase(speech, round)}`, { ...facts, ...paymentOf(speech, round) })
}

/** Why a winner won: its votes and its purchase, or its place. */
export function winText(speech: ResultSpeech, id: string): string {
  const { t, outcome } = speech
  const round = outcome.rounds.find((one) => one.id === id && one.type !== 'skipped')
  const score = scoreText(speech, outcome.scores[id] ?? '0', outcome.settings)
  if (round?.type === 'elected')
    return t('result.win.elected', { place: outcome.winners.indexOf(id) + 1, score })
  if (round?.type !== 'bought') return score
  return t(`result.win.${kindOfPurchase(speech, round)}`, {
    votes: score,
    cost: exactMoney(speech, round.cost),
    left: exactMoney(speech, round.left),
    ...paymentOf(speech, round),
  })
}

function paymentOf(
  speech: ResultSpeech,
  { payers, largestPayment, moneyBefore }: Extract<Round, { type: 'bought' }>,
) {
  const { t, locale } = speech
  return {
    payers: t('result.supporters', { count: payers, formatted: formatNumber(payers, locale) }),
    largest: largestPayment === null ? '' : moneyAtMost(speech, largestPayment),
    had: moneyBefore === null ? '' : exactMoney(speech, moneyBefore),
  }
}
