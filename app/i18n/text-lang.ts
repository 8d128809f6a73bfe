import type { Locale } from './locale.ts'

/**
 * The language to tell a screen reader that a person's own words are in; undefined where it is the page's. People are not
 * asked what they write in, so the alphabet decides: the one that most letters are of.
 */
export function textLang(text: string, page: Locale): Locale | undefined {
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (cyrillic === latin) return undefined
  const lang = cyrillic > latin ? 'ru' : 'en'
  return lang === page ? undefined : lang
}
