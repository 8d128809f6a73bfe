import type { MetaDescriptor } from '@remix-run/node'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { plainT } from '#app/i18n/plain.ts'

interface MetaArgs {
  data: unknown
  matches: { id: string; data: unknown }[]
  error?: unknown
}

/** A page's <title> in the reader's language, and what else its head says. */
export function titled<Data>(
  title: (t: T, data: Data) => string,
  more?: (data: Data, locale: Locale) => MetaDescriptor[],
) {
  return function meta({ data, matches, error }: MetaArgs): MetaDescriptor[] {
    const root = matches.find((match) => match.id === 'root')?.data as
      | { prefs?: { lang: string } }
      | undefined
    const locale = localeOf(root?.prefs?.lang)
    const t = plainT(locale)
    if (error) return [{ title: `${t('errors.title')} · ${t('common.product')}` }]
    if (!data && title.length > 1) return [{ title: t('common.product') }]
    return [
      { title: `${title(t, data as Data)} · ${t('common.product')}` },
      ...(more && data ? more(data as Data, locale) : []),
    ]
  }
}
