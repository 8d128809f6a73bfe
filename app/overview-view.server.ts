import { localized } from '#app/domain/localized.ts'
import { answeredShare, type FigureSort, sortFigures } from '#app/domain/overview.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { listTownFigures } from '#app/models/overview.server.ts'

export interface OverviewOrder {
  by: FigureSort
  isDown: boolean
}

/** The table of all towns in the reader's language, in the order that was asked for. */
export async function overviewRows(locale: Locale, order: OverviewOrder, now = new Date()) {
  const rows = (await listTownFigures(now)).map(function inWords(row) {
    const share = answeredShare(row)
    return {
      slug: row.slug,
      name: localized(row, 'name', locale),
      region: localized(row, 'region', locale),
      isDemo: row.isDemo,
      timeZone: row.timeZone,
      open: row.open,
      entries: row.entries,
      supports: row.supports,
      proposals: row.proposals,
      answered: row.answered,
      percent: share === null ? null : Math.round(share * 100),
      medianDays: row.medianDays,
      nextEnd: row.nextEnd,
      nextEndText: row.nextEnd && formatDateTime(row.nextEnd, locale, row.timeZone),
    }
  })
  return sortFigures(rows, { ...order, locale })
}

export type OverviewRow = Awaited<ReturnType<typeof overviewRows>>[number]
