import { formatList } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'

/** So many are named at most, or this many and how many more there are: never "and 1 other". */
const NAMED = 3

/**
 * Who wrote it, with the authors of what was merged into it: «Авторы: А, Б, В и ещё 3 человека».
 *
 * @param author     the public name; null for who has none
 * @param coAuthors  the public names of the others
 */
export function authorsLine(t: T, locale: string, author: string | null, coAuthors: string[]): string {
  if (coAuthors.length === 0) return author ? t('common.author', { name: author }) : t('common.anonymous')
  const all = [author ?? t('common.anonymous'), ...coAuthors]
  if (all.length <= NAMED + 1) return t('common.authors', { names: formatList(all, locale) })
  const more = t('common.authorsMore', { count: all.length - NAMED })
  return t('common.authors', { names: formatList([...all.slice(0, NAMED), more], locale) })
}
