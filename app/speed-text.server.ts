import { formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { AnswerSpeed } from '#app/models/openness.server.ts'

const DAY_MS = 86_400_000

/** How many proposals the town has answered, and how soon. */
export function speedText({ answered, all, medianDays }: AnswerSpeed, locale: Locale): string {
  const t = tOf(locale)
  const number = (value: number) => formatNumber(value, locale)
  const soon =
    medianDays === null
      ? t('served.openness.noAnswers')
      : t('served.openness.within', { days: number(medianDays) })
  return `${t('served.openness.answered', { answered: number(answered), all: number(all) })} ${soon}`
}

/** How many days, rounded up, somebody has waited for the first answer. */
export function waitedText(sentAt: Date, answeredAt: Date, locale: Locale): string {
  const days = Math.max(1, Math.ceil((answeredAt.getTime() - sentAt.getTime()) / DAY_MS))
  return tOf(locale)('served.openness.waited', { count: days })
}
