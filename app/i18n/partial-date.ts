import { dateFormat } from '#app/i18n/format.ts'

/** '2018' as it is, '2018-02' as "February 2018", '2018-02-13' as "13 February 2018"; '' of ''. */
export function formatPartialDate(text: string, locale: string): string {
  const [year, month, day] = text.split('-')
  if (!month) return year ?? ''
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)))
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  return dateFormat(locale, day ? { ...options, day: 'numeric' } : options).format(at)
}
