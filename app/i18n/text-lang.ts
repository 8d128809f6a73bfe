import { languageOf } from '#app/domain/alphabet.ts'
import type { Locale } from './locale.ts'

/**
 * The language to tell a screen reader that a person's own words are in; undefined where it is the page's. People are not
 * asked what they write in, so the alphabet decides: the one that most letters are of.
 */
export function textLang(text: string, page: Locale): Locale | undefined {
  const lang = languageOf(text)
  return lang === null || lang === page ? undefined : lang
}
