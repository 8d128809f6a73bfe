import { CHANNELS } from '#app/domain/results.ts'
import { parseExact } from '#app/domain/rules/fraction.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { exactMoney, exactNumber, type ResultSpeech, scoreText, unitOf } from '#app/i18n/result-speech.ts'
import type { StoredResult } from '#app/models/results.server.ts'
import type { Paint, Piece } from '#app/ui/charts/patterns.ts'
import type { BarView, ChartView, Named, ResultView } from './view.ts'

/** Bars that a picture shows; its table has all. */
const SHOWN = 40
/** Parts that the bar of money tells apart. */
const PARTS = 8

export interface Scene extends ResultSpeech {
  stored: StoredResult
  winners: string[]
  name: (id: string) => Named
}

/** Every option by its votes, winners told apart; web and paper beside each other in the table. */
export function votesChart(scene: Scene): ChartView<BarView> {
  const { t, vote, outcome, locale, stored, winners, name } = scene
  const unit = unitOf(outcome.settings, vote.form)
  const value = (id: string) => exactNumber(locale, outcome.scores[id] ?? '0')
  const ids = vote.options.map(({ id }) => id)
  const order = ids.sort((a, b) => value(b).count - value(a).count || winners.indexOf(b) - winners.indexOf(a))
  const most = Math.max(1, ...order.map((id) => value(id).count))
  const hasMoney = outcome.budget !== '0'
  const cost = (id: string) => exactMoney(scene, vote.options.find((one) => one.id === id)!.cost)
  const channels = stored.result.channels.map(({ channel }) => channel)
  return {
    title: t('result.sections.votes'),
    lead: t(`result.votesLead.${unit}`),
    rest: restText(scene, order.length - SHOWN),
    rows: order.slice(0, SHOWN).map((id) => {
      const isWinner = winners.includes(id)
      return {
        key: id,
        title: name(id).title,
        href: name(id).href,
        note: t(isWinner ? 'result.won' : 'result.lost'),
        isStrong: isWinner,
        value: scoreText(scene, outcome.scores[id] ?? '0', outcome.settings),
        second: hasMoney ? cost(id) : '',
        pieces: [{ from: 0, to: value(id).count / most, paint: isWinner ? 'won' : 'lost' }],
      }
    }),
    table: {
      summary: t('result.table'),
      columns: [
        { key: 'option', header: t('result.columns.option'), isRowHeader: true },
        { key: 'score', header: t(`result.columns.${unit}`), align: 'end' },
        ...(channels.length > 1
          ? channels.map((channel) => ({
              key: channel,
              header: t(`result.columns.${channel}`),
              align: 'end' as const,
            }))
          : []),
        ...(hasMoney ? [{ key: 'cost', header: t('result.columns.cost'), align: 'end' as const }] : []),
        { key: 'outcome', header: t('result.columns.outcome') },
      ],
      rows: order.map((id) => ({
        id,
        option: name(id).title,
        score: value(id).formatted,
        ...Object.fromEntries(
          channels.map((channel) => [
            channel,
            formatNumber(stored.result.votesByChannel[id]?.[CHANNELS.indexOf(channel)] ?? 0, locale),
          ]),
        ),
        cost: cost(id),
        outcome: t(winners.includes(id) ? 'result.won' : 'result.lost'),
      })),
    },
  }
}

function restText({ t, locale }: ResultSpeech, count: number): string {
  return count > 0 ? t('result.rest', { count, formatted: formatNumber(count, locale) }) : ''
}

/** What was bought and what did not fit, one under another, against the line of the budget. */
export function budgetChart(scene: Scene): ChartView<BarView> | null {
  const { t, outcome, name } = scene
  const budget = Number(outcome.budget)
  if (budget === 0) return null
  let spent = 0
  const steps = outcome.rounds.flatMap((round) => {
    if (round.type === 'elected' || (round.type === 'skipped' && round.reason !== 'over-budget')) return []
    const from = spent
    const to = spent + Number(round.cost)
    if (round.type === 'bought') spent = to
    return [{ round, from, to }]
  })
  // What is much dearer than the budget would squeeze all else.
  const width = Math.min(Math.max(budget, ...steps.map(({ to }) => to)), budget * 1.5)
  return {
    title: t('result.sections.budget'),
    lead: t('result.budgetLead'),
    rest: restText(scene, steps.length - SHOWN),
    rows: steps.slice(0, SHOWN).map(({ round, from, to }) => {
      const isBought = round.type === 'bought'
      const share = (money: number) => Math.min(1, money / width)
      const pieces: Piece[] = isBought
        ? [
            { from: 0, to: share(from), paint: 'past' },
            { from: share(from), to: share(to), paint: 'won' },
          ]
        : [
            { from: 0, to: share(from), paint: 'past' },
            { from: share(from), to: share(budget), paint: 'lost' },
            { from: share(budget), to: share(to), paint: 'over' },
          ]
      return {
        key: round.id,
        title: name(round.id).title,
        href: name(round.id).href,
        note: t(isBought ? 'result.won' : 'result.lost'),
        isStrong: isBought,
        value: exactMoney(scene, round.cost),
        second: '',
        pieces: pieces.filter((piece) => piece.to > piece.from),
        line: share(budget),
        height: 32,
      }
    }),
    table: {
      summary: t('result.table'),
      columns: [
        { key: 'option', header: t('result.columns.option'), isRowHeader: true },
        { key: 'cost', header: t('result.columns.cost'), align: 'end' },
        { key: 'left', header: t('result.columns.left'), align: 'end' },
        { key: 'outcome', header: t('result.columns.outcome') },
      ],
      rows: steps.map(({ round }) => ({
        id: `${round.type} ${round.id}`,
        option: name(round.id).title,
        cost: exactMoney(scene, round.cost),
        left: exactMoney(scene, round.left),
        outcome: t(round.type === 'bought' ? 'result.won' : 'result.lost'),
      })),
    },
  }
}

const PAINTS: Paint[] = ['first', 'second', 'third']

/** The whole budget as one bar: each winner's part, and what is left. */
export function moneyChart(scene: Scene): ResultView['money'] {
  const { t, locale, vote, outcome, winners, name } = scene
  const budget = BigInt(outcome.budget)
  if (budget === 0n) return null
  const costOf = (id: string) => BigInt(vote.options.find((one) => one.id === id)?.cost ?? '0')
  const spent = winners.reduce((sum, id) => sum + costOf(id), 0n)
  // Winners that were chosen elsewhere may cost more than the budget.
  const whole = spent > budget ? spent : budget
  const share = (money: bigint) => Number((money * 1_000_000n) / whole) / 1e6
  const percentText = (money: bigint) =>
    new Intl.NumberFormat(locale === 'en' ? 'en-GB' : locale, {
      style: 'percent',
      maximumFractionDigits: 1,
    }).format(share(money))
  const sorted = [...winners].sort((a, b) => (costOf(a) > costOf(b) ? -1 : 1))
  const named = sorted.length > PARTS + 1 ? sorted.slice(0, PARTS) : sorted
  const others = sorted.slice(named.length)
  const part = (key: string, title: string, money: bigint, paint: Paint) => ({
    key,
    title,
    value: `${exactMoney(scene, money)} · ${percentText(money)}`,
    share: share(money),
    paint,
  })
  const parts = named.map((id, i) => part(id, name(id).title, costOf(id), PAINTS[i % PAINTS.length]!))
  if (others.length > 0) {
    const sum = others.reduce((total, id) => total + costOf(id), 0n)
    const title = t('result.others', { count: others.length, formatted: formatNumber(others.length, locale) })
    parts.push(part('others', title, sum, 'lost'))
  }
  if (spent < budget) parts.push(part('left', t('result.unspent'), budget - spent, 'left'))
  return {
    title: t('result.sections.money'),
    lead: t('result.moneyLead', { budget: exactMoney(scene, budget) }),
    parts,
    table: {
      summary: t('result.table'),
      columns: [
        { key: 'option', header: t('result.columns.option'), isRowHeader: true },
        { key: 'cost', header: t('result.columns.cost'), align: 'end' },
        { key: 'share', header: t('result.columns.share'), align: 'end' },
      ],
      rows: [
        ...sorted.map((id) => ({
          id,
          option: name(id).title,
          cost: exactMoney(scene, costOf(id)),
          share: percentText(costOf(id)),
        })),
        {
          id: 'left',
          option: t('result.unspent'),
          cost: exactMoney(scene, budget > spent ? budget - spent : 0n),
          share: percentText(budget > spent ? budget - spent : 0n),
        },
      ],
    },
  }
}

/** Of what the supporters of a purchase had, the part that it took. */
export function paidPieces(cost: string, moneyBefore: string | null): Piece[] | null {
  if (moneyBefore === null) return null
  const { n, d } = parseExact(moneyBefore)
  if (n === 0n) return null
  const paid = Number((BigInt(cost) * d * 1_000_000n) / n) / 1e6
  return [
    { from: 0, to: Math.min(1, paid), paint: 'won' as const },
    { from: Math.min(1, paid), to: 1, paint: 'left' as const },
  ].filter(({ from, to }) => to > from)
}
