import { formatDate, formatDateTime } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { paths } from '#app/paths.ts'

type Params = Record<string, string | number>
type LooseT = (key: string, params?: Params) => string

/** The words of a letter in the recipient's language: plain text, with the address of what it is about. */
export function letterText(template: string, params: Params, locale: Locale, origin: string) {
  const t = tOf(locale) as LooseT
  const link = `${origin}${pathOf(params)}`
  const known = {
    ...params,
    link,
    intoLink: `${origin}${pathOf({ ...params, number: params.into ?? '' })}`,
    appeal: `${origin}${appealPathOf(params)}`,
    term: termOf(params, locale),
    decision: params.decision ? t(`decisions.${params.decision}`) : '',
    status: params.status ? t(`statuses.${params.status}`) : '',
    phase: params.phase ? t(`phases.${params.phase}`) : '',
    until: params.until
      ? formatDateTime(new Date(String(params.until)), locale, String(params.timeZone || 'UTC'))
      : '',
    items: params.items ? itemsIn(String(params.items), params, t, origin) : '',
  }
  const more = Number(params.more) > 0 ? `\n\n${t('letterTexts.more', { count: Number(params.more) })}` : ''
  const body = `${t(`letterTexts.${template}.body`, known)}${more}`
  return {
    subject: t(`letterTexts.${template}.subject`, known),
    /** Without the foot. */
    core: body,
    link,
    body: `${body}\n\n${t('letterTexts.signature', { origin })}\n`,
  }
}

function pathOf({ town, number, process, page }: Params): string {
  if (page === 'security') return paths.security()
  if (town && number) return paths.contribution(String(town), Number(number))
  if (town && process) return paths.process(String(town), String(process))
  return town ? paths.town(String(town)) : ''
}

function appealPathOf({ town, number, about }: Params): string {
  if (!town) return ''
  // Without a number it is about a block.
  return number
    ? paths.appeal(String(town), Number(number), String(about ?? ''))
    : paths.blockAppeal(String(town))
}

/** Until when somebody is blocked. */
function termOf({ until, timeZone }: Params, locale: Locale): string {
  const t = tOf(locale)
  if (!until) return t('letterTexts.blockedForGood')
  return t('letterTexts.blockedUntil', {
    date: formatDate(new Date(String(until)), locale, String(timeZone || 'UTC')),
  })
}

interface Item {
  what: 'new' | 'answer' | 'status'
  number: number
  title: string
  status: string
}

function itemsIn(json: string, { town }: Params, t: LooseT, origin: string): string {
  return (JSON.parse(json) as Item[])
    .map(({ what, number, title, status }) =>
      t(`letterTexts.item.${what}`, {
        number,
        title,
        status: t(`statuses.${status}`),
        link: `${origin}${paths.contribution(String(town), number)}`,
      }),
    )
    .join('\n\n')
}
