import { MOST_SHEETS } from '#app/formats/print/album-maps.ts'
import type { Album } from '#app/formats/print/content.ts'
import { printable } from '#app/formats/print/words.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { filterInWords } from '#app/jobs/export-notes.server.ts'
import { paths } from '#app/paths.ts'
import type { Printed } from './album.server.ts'
import { type Collected, PRINT_LIMITS } from './collect.server.ts'
import { askedInWords, momentText } from './report-words.server.ts'

/** How it was counted, what is in and what is not: rule, ties, moment, who may take part. */
export function methodOf(
  collected: Collected,
  printed: Pick<Printed, 't' | 'origin' | 'names'>,
  document: 'album' | 'report',
): Album['method'] {
  const { figures, all, locale, placed, first, filter, town, now, processes } = collected
  const { t, origin } = printed
  const number = (value: number) => formatNumber(value, locale)
  const isAlbum = document === 'album'
  const set = [
    t('prints.method.setText', {
      filter: t('prints.album.filter', { filter: printable(filterInWords({ ...printed, filter })) }),
      all: number(all),
      placed: number(figures.placed),
      pages: number(first.length),
      limit: number(PRINT_LIMITS.pages),
    }),
    ...(figures.placed > placed.length
      ? [t('prints.method.setMarks', { limit: number(PRINT_LIMITS.marks) })]
      : []),
    t('prints.method.setSheets', { limit: number(MOST_SHEETS) }),
  ]
  const who = processes.flatMap((process) => {
    const asked = askedInWords(collected, process, printed)
    const said = asked.phases
      .filter((phase) => phase.who !== '')
      .map((phase) => `${phase.name}: ${phase.who}`)
    return said.length > 0 ? [`${asked.title}. ${said.join('; ')}.`] : []
  })
  const link = `${origin}${paths.ranking(town.slug, filter)}`
  const items: [heading: string, text: string][] = [
    [t('prints.method.rule'), t(`ranking.ruleText.${collected.rankBy}`)],
    [
      t('prints.method.snapshot'),
      t('prints.method.snapshotText', { date: momentText(collected, printed), iso: now.toISOString() }),
    ],
    ...(isAlbum ? [[t('prints.method.set'), set.join(' ')] as [string, string]] : []),
    ...(who.length > 0 ? [[t('prints.method.who'), who.join('\n')] as [string, string]] : []),
    [t('prints.method.counting'), t('prints.method.countingText', { people: t('ranking.peopleNote') })],
    ...(isAlbum ? [[t('prints.method.maps'), t('prints.method.mapsText')] as [string, string]] : []),
    [t('prints.method.limits'), t('prints.method.limitsText')],
    [t('prints.method.privacy'), t('prints.method.privacyText')],
    [t('prints.method.check'), t('prints.method.checkText', { link })],
  ]
  return items.map(([heading, text]) => ({ heading, text }))
}
