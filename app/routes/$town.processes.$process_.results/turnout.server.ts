import { formatNumber } from '#app/i18n/format.ts'
import type { Paint } from '#app/ui/charts/patterns.ts'
import type { Scene } from './charts.server.ts'
import type { ResultView } from './view.ts'

const PAINT: Record<'web' | 'paper' | 'import', Paint> = { web: 'first', paper: 'second', import: 'third' }

interface Paper {
  issued: number
  found: number
  valid: number
  spoiled: number
}

/** How people voted: each channel and all together; nothing is said of who they are that was not asked. */
export function turnoutView(
  scene: Scene,
  population: number | null,
  paper: Paper | null,
): ResultView['turnout'] {
  const { t, locale, stored } = scene
  const { channels } = stored.result
  const number = (value: number) => formatNumber(value, locale)
  const sum = (key: 'ballots' | 'empty') => channels.reduce((total, one) => total + one[key], 0)
  const all = sum('ballots')
  const isOwn = channels.every(({ channel }) => channel !== 'import')
  const facts = [t('result.turnoutVoters', { count: all, formatted: number(all) })]
  if (population && all > 0 && isOwn) {
    const percent = number(Math.round((all / population) * 1000) / 10)
    facts.push(t('result.turnoutShare', { percent, population: number(population) }))
  }
  if (paper) {
    facts.push(
      t('result.paperCounts', {
        issued: number(paper.issued),
        found: number(paper.found),
        valid: number(paper.valid),
        spoiled: number(paper.spoiled),
      }),
    )
  }
  if (isOwn) facts.push(t('result.turnoutUnknown'))
  return {
    lead: isOwn ? t('result.turnoutLead') : '',
    parts: channels.map(({ channel, ballots }) => ({
      key: channel,
      title: t(`result.channels.${channel}`),
      value: number(ballots),
      share: all === 0 ? 0 : ballots / all,
      paint: PAINT[channel],
    })),
    table: {
      summary: t('result.table'),
      columns: [
        { key: 'channel', header: t('result.columns.channel'), isRowHeader: true },
        { key: 'ballots', header: t('result.columns.ballots'), align: 'end' },
        { key: 'empty', header: t('result.columns.empty'), align: 'end' },
      ],
      rows: [
        ...channels.map(({ channel, ballots, empty }) => ({
          id: channel,
          channel: t(`result.channels.${channel}`),
          ballots: number(ballots),
          empty: number(empty),
        })),
        { id: 'all', channel: t('result.columns.total'), ballots: number(all), empty: number(sum('empty')) },
      ],
    },
    facts,
  }
}
