import { formatMoney } from '#app/domain/money.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'

/** What a refusal says in full, and its code and status: for pages whose words are not in every browser. */
export interface RefusalText {
  code: string
  text: string
  status: number
}

/** @throws what is no refusal */
export function refusalText(error: unknown, locale: Locale, currency: string): RefusalText {
  if (!(error instanceof Refusal)) throw error
  const { code, status, details } = error
  const money = (minor: string | number | undefined) => formatMoney(Number(minor ?? 0), currency, locale)
  const sums = { over: money(details.overMinor), budget: money(details.budgetMinor) }
  return { code, status, text: tOf(locale)(`refusals.${code}`, { ...sums, ...details }) }
}
