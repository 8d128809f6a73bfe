import { dateFormat } from '#app/i18n/format.ts'
export type TimeProps = {
  value: Date | string | number
  /** The page's language: 'ru', 'en'. */
  locale: string
  format?: 'date' | 'date-time' | 'short'
  /** The town's own zone, so that everybody reads the same hour. */
  timeZone?: string
  className?: string
}

const formats: Record<NonNullable<TimeProps['format']>, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'date-time': { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  short: { day: 'numeric', month: 'short' },
}

/** A date in words, and for machines. Always absolute: "yesterday" is wrong tomorrow on a printed page. */
export function Time({ value, locale, format = 'date', timeZone = 'Europe/Moscow', className }: TimeProps) {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return null
  return (
    <time dateTime={date.toISOString()} className={className} suppressHydrationWarning>
      {dateFormat(locale, { ...formats[format], timeZone }).format(date)}
    </time>
  )
}
