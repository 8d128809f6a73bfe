import { compareFractions, parseExact, sumOf } from '#app/domain/rules/fraction.ts'
import type { Loss } from '#app/domain/rules/types.ts'
import { hasOneLimit } from '#app/domain/rules/what-it-takes.ts'
import { formatNumber } from './format.ts'
import {
  ballotsOfText,
  ballotsText,
  exactMoney,
  quotedTitle,
  type ResultSpeech,
  scoreOfText,
  scoreText,
  votesText,
} from './result-speech.ts'

/** Rivals that one sentence names; the others are counted. */
export const NAMED_RIVALS = 3

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
      const [strength, back] = [ballotsText(speech, loss.strength), ballotsOfText(speech, loss.strengthBack)]
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
        ...toWinText(speech, loss),
      )
    case 'after-stop':
      return join(
        t('result.loss.afterStop', {
          rank: loss.rank,
          votes: score(loss.votes),
          cost: money(loss.cost),
          stoppedAt: quotedTitle(speech, loss.stoppedAt),
          left: money(loss.left),
        }),
        ...toWinText(speech, loss),
      )
    case 'below-threshold':
      return t('result.loss.belowThreshold', {
        votes: score(loss.votes),
        threshold: scoreOfText(speech, String(loss.threshold), outcome.settings),
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

export type MoneyLoss = Extract<Loss, { type: 'supporters-money' }>

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
    ...toWinText(speech, loss),
  )
}

/** Who took most first; the sum of the others is said too, so that nothing is hidden. */
function rivalsText(speech: ResultSpeech, loss: MoneyLoss): string {
  const { t, locale } = speech
  const rivals = rivalsByAmount(loss)
  const named = rivals.slice(0, NAMED_RIVALS).map(({ id, paid, sharedVoters }) =>
    t('result.loss.rival', {
      title: quotedTitle(speech, id),
      paid: exactMoney(speech, paid),
      shared: t('result.shared', { count: sharedVoters, formatted: formatNumber(sharedVoters, locale) }),
    }),
  )
  const others = rivals.slice(NAMED_RIVALS)
  if (others.length > 0) {
    const paid = exactMoney(speech, sumOf(others.map((rival) => rival.paid)))
    const formatted = formatNumber(others.length, locale)
    named.push(t('result.loss.rivalsMore', { count: others.length, formatted, paid }))
  }
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named)
}

/** What supporters of a loser paid for others, most first. */
export function rivalsByAmount({ rivals }: MoneyLoss): MoneyLoss['rivals'] {
  return [...rivals].sort((a, b) => compareFractions(parseExact(b.paid), parseExact(a.paid)))
}

/** Where a completion went down the votes after the shares, what it had left when it came to this one. */
function leftText(speech: ResultSpeech, id: string): string {
  const skipped = speech.outcome.rounds.find(
    (round) => round.type === 'skipped' && round.id === id && round.reason === 'over-budget',
  )
  if (skipped?.type !== 'skipped') return ''
  return speech.t('result.loss.leftToo', { left: exactMoney(speech, skipped.left) })
}

/** What would have been enough, and what of it was not sought to the end; nothing where there is none. */
function toWinText(
  speech: ResultSpeech,
  { cost, costToWin, votesToWin, cutShort = [] }: Extract<Loss, { costToWin: string | null }>,
): string[] {
  const { t, outcome } = speech
  const said: string[] = []
  const is = hasOneLimit(outcome.settings)
  const isOnly = (costToWin === null || is.cost) && (votesToWin === null || is.votes)
  const money = (minor: string | bigint) => exactMoney(speech, minor)
  const facts = {
    cost: costToWin === null ? '' : money(costToWin),
    less: costToWin === null ? '' : money(BigInt(cost) - BigInt(costToWin)),
    ballots: votesToWin === null ? '' : ballotsOfText(speech, votesToWin),
  }
  if (costToWin !== null || votesToWin !== null) {
    const found = costToWin === null ? 'Votes' : votesToWin === null ? 'Cost' : 'Both'
    said.push(t(isOnly ? `result.loss.toWin${found}` : `result.loss.toWin${found}Some`, facts))
  }
  const [isCost, isVotes] = [cutShort.includes('cost'), cutShort.includes('votes')]
  if (isCost || isVotes) said.push(t(`result.loss.cut${isCost ? (isVotes ? 'Both' : 'Cost') : 'Votes'}`))
  return said
}

function isLess(a: string, b: string): boolean {
  const [n = '0', d = '1'] = a.split('/')
  return BigInt(n) < BigInt(b) * BigInt(d)
}

function join(...sentences: string[]): string {
  return sentences.filter(Boolean).join(' ')
}
