/** English here is British, as are its dates. */
function tagOf(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale
}

const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()

/** A formatter, made once: making one takes a hundred times as long as using it. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(tagOf(locale), options)
    dateFormats.set(key, format)
  }
  return format
}

/** Dates and numbers as the reader's language writes them, in the town's time zone. */
export function formatDate(date: Date, locale: string, timeZone: string): string {
  return dateFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone }).format(date)
}

export function formatDateTime(date: Date, locale: string, timeZone: string): string {
  return dateFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(date)
}

export function formatNumber(value: number, locale: string): string {
  let format = numberFormats.get(locale)
  if (!format) {
    format = new Intl.NumberFormat(tagOf(locale))
    numberFormats.set(locale, format)
  }
  return format.format(value)
}

/** «А, Б и В» */
export function formatList(items: string[], locale: string): string {
  return new Intl.ListFormat(tagOf(locale), { type: 'conjunction' }).format(items)
}

/** Whole days left until a moment, today counting as 0. */
export function daysUntil(moment: Date, now: Date): number {
  return Math.max(0, Math.ceil((moment.getTime() - now.getTime()) / 86_400_000) - 1)
}
