import { formatDate } from '#app/i18n/format.ts'
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
  const town = String(params.town ?? '')
  const linkTo = (number: string | number | undefined) =>
    town && number ? `${origin}${paths.contribution(town, Number(number))}` : origin
  const appeal =
    town && params.number ? paths.appeal(town, Number(params.number), String(params.about ?? '')) : '/'
  const known = {
    ...params,
    link: linkTo(params.number),
    intoLink: linkTo(params.into),
    appeal: `${origin}${appeal}`,
    until: untilOf(params, locale),
    decision: params.decision ? t(`decisions.${params.decision}`) : '',
    status: params.status ? t(`statuses.${params.status}`) : '',
  }
  return {
    subject: t(`letterTexts.${template}.subject`, known),
    body: `${t(`letterTexts.${template}.body`, known)}\n\n${t('letterTexts.signature', { origin })}\n`,
  }
}

/** Until when somebody is blocked. */
function untilOf({ until, timeZone }: Record<string, string | number>, locale: Locale): string {
  const t = tOf(locale)
  if (!until) return t('letterTexts.blockedForGood')
  return t('letterTexts.blockedUntil', {
    date: formatDate(new Date(String(until)), locale, String(timeZone)),
  })
}
