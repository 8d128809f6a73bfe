/** English here is British, as are its dates. */
export function tagOf(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}

/** Dates and numbers as the reader's language writes them, in the town's time zone. */
export function formatDate(date: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  }).format(date)
}

export function formatShortDate(date: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { day: 'numeric', month: 'short', timeZone }).format(date)
}

export function formatDateTime(date: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(tagOf(locale), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    date,
  )
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(tagOf(locale)).format(value)
}

/** Whole days left until a moment, today counting as 0. */
export function daysUntil(moment: Date, now: Date): number {
  return Math.max(0, Math.ceil((moment.getTime() - now.getTime()) / 86_400_000) - 1)
}
