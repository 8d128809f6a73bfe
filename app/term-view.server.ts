import { inLocale } from '#app/domain/both.ts'
import type { Refusal } from '#app/domain/refusal.ts'
import { calendarDays, checkTerm, type TermFinding, type TermRule } from '#app/domain/terms.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'

/** A phase's dates and what norms and advice say of them, in words. */
export interface TermLine {
  phase: string
  dates: string
  checks: { text: string; isShort: boolean }[]
}

export interface TimedPhase {
  title: string
  startsAt: Date
  endsAt: Date | null
  rules: readonly TermRule[]
  minDays: number | null
}

/** Holds phases against their norms for the staff to see: which norm, how many days there are, the first end that is enough. */
export function termLines(
  phases: readonly TimedPhase[],
  { timeZone, locale, t }: { timeZone: string; locale: Locale; t: T },
): TermLine[] {
  const date = (moment: Date) => formatDate(moment, locale, timeZone)
  return phases.map(({ title, startsAt, endsAt, rules, minDays }) => {
    const checks = rules.map((rule) => ({
      ...saidOf(checkTerm({ startsAt, endsAt }, rule, timeZone), locale, t),
    }))
    const days = endsAt && calendarDays({ startsAt, endsAt }, timeZone)
    if (rules.length === 0 && minDays !== null && days !== null && days < minDays) {
      const params = { days: daysText(days, t), least: leastText(minDays, t) }
      checks.push({ text: t('served.templates.advised', params), isShort: false })
    }
    const dates = endsAt
      ? t('phases.range', { from: date(startsAt), to: date(endsAt) })
      : t('phases.openEnded', { date: date(startsAt) })
    return { phase: title, dates, checks }
  })
}

const daysText = (count: number, t: T) => t('served.timeline.days', { count })
const leastText = (count: number, t: T) => t('served.timeline.least', { count })
/** A day is one in every zone. */
const dayText = (day: string, locale: Locale) => formatDate(new Date(day), locale, 'UTC')

function saidOf({ rule, state, days, firstLastDay }: TermFinding, locale: Locale, t: T) {
  const note = rule.checkedOn
    ? t('served.templates.checked', { date: dayText(rule.checkedOn, locale) })
    : t('served.templates.unchecked')
  const source = `${inLocale(rule.source, locale)}. ${note}`
  if (state === 'not-in-force') return { text: t('served.templates.termOld', { source }), isShort: false }
  if (days === null) return { text: t('served.templates.termOpen', { source }), isShort: false }
  const there = daysText(days, t)
  if (state === 'met') return { text: t('served.templates.termMet', { days: there, source }), isShort: false }
  const text = t('served.templates.termShort', {
    days: there,
    least: leastText(rule.minDays, t),
    last: dayText(firstLastDay, locale),
    source,
  })
  return { text, isShort: true }
}

/** A refusal as a page says it: days in the words of the reader's language. */
export function spokenRefusal({ code, details }: Refusal, locale: Locale) {
  const { last } = details
  const spoken = typeof last === 'string' ? { ...details, last: dayText(last, locale) } : details
  return { code: code as string, details: spoken }
}
