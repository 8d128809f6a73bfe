import type { WordKey } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { paths } from '#app/paths.ts'

/** The words of a letter in the recipient's language: plain text, with the address of what it is about. */
export function letterText(
  template: string,
  params: Record<string, string | number>,
  locale: Locale,
  origin: string,
) {
  const t = (key: string, params?: Record<string, string | number>) => tOf(locale)(key as WordKey, params)
  const link =
    params.town && params.number
      ? `${origin}${paths.contribution(String(params.town), Number(params.number))}`
      : origin
  const known = {
    ...params,
    link,
    decision: params.decision ? t(`decisions.${params.decision}`) : '',
    status: params.status ? t(`statuses.${params.status}`) : '',
  }
  return {
    subject: t(`letterTexts.${template}.subject`, known),
    body: `${t(`letterTexts.${template}.body`, known)}\n\n${t('letterTexts.signature', { origin })}\n`,
  }
}
