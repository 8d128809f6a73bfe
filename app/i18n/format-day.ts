import { formatDate } from './format.ts'

/** A day of the calendar ('YYYY-MM-DD'), which is in no time zone, as the reader's language writes it. */
export function formatDay(day: string, locale: string): string {
  return formatDate(new Date(`${day}T12:00:00Z`), locale, 'UTC')
}
