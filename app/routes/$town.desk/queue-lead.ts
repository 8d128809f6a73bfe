import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'

/** How many wait, and how many of them are on the page where that is fewer; null where a filter chose them. */
export function queueLead(t: T, locale: Locale, waiting: number, shown: number | null): string {
  const said = (key: 'desk.lead' | 'desk.oldest', count: number) =>
    t(key, { count, formatted: formatNumber(count, locale) })
  return shown !== null && shown < waiting
    ? `${said('desk.lead', waiting)}; ${said('desk.oldest', shown)}`
    : said('desk.lead', waiting)
}
