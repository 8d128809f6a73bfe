import type { Loss } from '#app/domain/rules/types.ts'
import {
  ballotsText,
  exactMoney,
  quotedTitle,
  type ResultSpeech,
  scoreText,
  votesText,
} from './result-speech.ts'

/** Rivals that one sentence names; the others are counted. */
const NAMED_RIVALS = 3

/** Why an option did not win: exactly what the count found, in a sentence or two. */
export function lossText(speech: ResultSpeech, id: string, loss: Loss): string {
  const { t, outcome } = speech
  const money = (minor: string) => exactMoney(speech, minor)
  const score = (value: string) => scoreText(speech, value, outcome.settings)
  switch (loss.type) {
    case 'outvoted': {
      const facts = {
        rank: loss.rank,
        votes: score(loss.votes),
        winner: quotedTitle(speech, loss.lastWinner),
      }
      if (loss.missing === '0') return t('result.loss.outvotedTie', facts)
      return t('result.loss.outvoted', { ...facts, missing: score(loss.missing) })
    }
    case 'out-ranked': {
      const facts = { rank: loss.rank, by: quotedTitle(speech, loss.by) }
      const [strength, back] = [ballotsText(speech, loss.strength), ballotsText(speech, loss.strengthBack)]
      if (loss.strength === loss.strengthBack) return t('result.loss.outRankedTie', { ...facts, strength })
      return t('result.loss.outRanked', { ...facts, strength, back })
    }
    case 'did-not-fit':
      if (BigInt(loss.cost) > BigInt(outcome.budget)) {
        const facts = { votes: score(loss.votes), cost: money(loss.cost), budget: money(outcome.budget) }
        return t('result.loss.dearer', facts)
      }
      return join(
        t('result.loss.didNotFit', {
          rank: loss.rank,
          votes: score(loss.votes),
          left: money(loss.left),
          cost: money(loss.cost),
        }),
        toWinText(speech, loss),
      )
    case 'after-stop':
      return t('result.loss.afterStop', {
        rank: loss.rank,
        stoppedAt: quotedTitle(speech, loss.stoppedAt),
        left: money(loss.left),
      })
    case 'below-threshold':
      return t('result.loss.belowThreshold', {
        votes: score(loss.votes),
        threshold: score(String(loss.threshold)),
      })
    case 'excluded-by':
      return t('result.loss.excludedBy', { by: quotedTitle(speech, loss.by) })
    case 'excluded':
      return t('result.loss.excluded', { reason: loss.reason })
    case 'no-support':
      return t('result.loss.noSupport')
    case 'supporters-money':
      return moneyText(speech, id, loss)
  }
}

type MoneyLoss = Extract<Loss, { type: 'supporters-money' }>

function moneyText(speech: ResultSpeech, id: string, loss: MoneyLoss): string {
  const { t } = speech
  const facts = {
    votes: votesText(speech, loss.votes),
    start: exactMoney(speech, loss.startMoney),
    left: exactMoney(speech, loss.moneyLeft),
    cost: exactMoney(speech, loss.cost),
  }
  const isShort = isLess(loss.startMoney, loss.cost)
  const key = isShort ? 'moneyShort' : loss.rivals.length > 0 ? 'moneySpent' : 'money'
  return join(
    t(`result.loss.${key}`, facts),
    !isShort && loss.rivals.length > 0 ? t('result.loss.rivals', { list: rivalsText(speech, loss) }) : '',
    leftText(speech, id),
    toWinText(speech, loss),
  )
}

function rivalsText(speech: ResultSpeech, { rivals }: MoneyLoss): string {
  const { t, locale } = speech
  const named = rivals.slice(0, NAMED_RIVALS).map(({ id, paid, sharedVoters }) =>
    t('result.loss.rival', {
      title: quotedTitle(speech, id),
      paid: exactMoney(speech, paid),
      shared: t('result.shared', { count: sharedVoters, formatted: sharedVoters }),
    }),
  )
  const more = rivals.length - named.length
  if (more > 0) named.push(t('result.loss.rivalsMore', { count: more, formatted: more }))
  return new Intl.ListFormat(locale, { type: 'conjunction', style: more > 0 ? 'narrow' : 'long' }).format(
    named,
  )
}

/** Where a completion went down the votes after the shares, what it had left when it came to this one. */
function leftText(speech: ResultSpeech, id: string): string {
  const skipped = speech.outcome.rounds.find(
    (round) => round.type === 'skipped' && round.id === id && round.reason === 'over-budget',
  )
  if (skipped?.type !== 'skipped') return ''
  return speech.t('result.loss.leftToo', { left: exactMoney(speech, skipped.left) })
}

/** What would have been enough; '' where the count did not find it. */
function toWinText(
  speech: ResultSpeech,
  { cost, costToWin, votesToWin }: { cost: string; costToWin: string | null; votesToWin: number | null },
): string {
  const { t } = speech
  const lower = costToWin === null ? null : exactMoney(speech, costToWin)
  const less = costToWin === null ? null : exactMoney(speech, BigInt(cost) - BigInt(costToWin))
  const ballots = votesToWin === null ? null : ballotsText(speech, votesToWin)
  if (lower && less && ballots) return t('result.loss.toWinBoth', { cost: lower, less, ballots })
  if (lower && less) return t('result.loss.toWinCost', { cost: lower, less })
  return ballots ? t('result.loss.toWinVotes', { ballots }) : ''
}

function isLess(a: string, b: string): boolean {
  const [n = '0', d = '1'] = a.split('/')
  return BigInt(n) < BigInt(b) * BigInt(d)
}

function join(...sentences: string[]): string {
  return sentences.filter(Boolean).join(' ')
}
