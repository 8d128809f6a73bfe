import { formatNumber } from '#app/i18n/format.ts'
import { exactMoney, ruleName } from '#app/i18n/result-speech.ts'
import type { Scene } from './charts.server.ts'
import type { WhatIfView } from './view.ts'

/**
 * The same ballots by every other rule, beside the result; what differs from the result is marked.
 * @param isForeign  the result is what organisers chose by a rule of their own: the plain count is one more column then
 */
export function whatIfView(scene: Scene, isForeign: boolean): WhatIfView | null {
  const { t, locale, vote, outcome, stored, winners, name } = scene
  const cost = (ids: string[]) =>
    exactMoney(
      scene,
      vote.options.reduce((sum, one) => (ids.includes(one.id) ? sum + BigInt(one.cost) : sum), 0n),
    )
  const counted = { rule: outcome.settings, winners: outcome.winners, totalCost: outcome.totalCost }
  const others = isForeign ? [counted, ...stored.result.whatIf] : stored.result.whatIf
  if (others.length === 0) return null
  const columns = [
    {
      key: 'own',
      name: isForeign ? t('result.rules.unknown') : ruleName(scene, vote.rule),
      ids: winners,
      isOwn: true,
    },
    ...others.map(({ rule, winners: ids }, i) => ({
      key: String(i),
      name: ruleName(scene, rule),
      ids,
      isOwn: false,
    })),
  ]
  const differing = (ids: string[]) =>
    vote.options.filter(({ id }) => ids.includes(id) !== winners.includes(id)).length
  const shown = vote.options.filter(({ id }) => columns.some(({ ids }) => ids.includes(id)))
  const place = (id: string) => (winners.includes(id) ? winners.indexOf(id) : winners.length)
  return {
    rules: columns.map(({ key, name: text, ids, isOwn }) => ({
      key,
      name: text,
      isOwn,
      spent: outcome.budget === '0' ? '' : cost(ids),
      differs: isOwn ? t('result.columns.official') : differsText(differing(ids)),
    })),
    rows: shown
      .sort((a, b) => place(a.id) - place(b.id))
      .map(({ id }) => ({
        ...name(id),
        cells: columns.map(({ key, ids, isOwn }) => {
          const wins = ids.includes(id)
          const differs = !isOwn && wins !== winners.includes(id)
          if (isOwn) return { key, wins, differs, text: t(wins ? 'result.won' : 'result.lost') }
          const mark = differs ? t(wins ? 'result.whatIf.plus' : 'result.whatIf.minus') : ''
          return { key, wins, differs, text: mark || t(wins ? 'result.whatIf.yes' : 'result.whatIf.no') }
        }),
      })),
  }

  function differsText(count: number): string {
    if (count === 0) return t('result.whatIf.same')
    return t('result.whatIf.differs', { count, formatted: formatNumber(count, locale) })
  }
}
