import type { Locale } from './locale.ts'

const OUTER: Record<Locale, [open: string, close: string]> = { ru: ['«', '»'], en: ['“', '”'] }
const INNER: Record<Locale, [open: string, close: string]> = { ru: ['„', '“'], en: ['‘', '’'] }

/** A title in the quotes of the language; quotes in it become those that stand inside others. */
export function quoted(title: string, locale: Locale): string {
  const [open, close] = INNER[locale]
  // A quote opens before a word at the start or after a space, bracket or dash; elsewhere it closes.
  const inner = title
    .replace(/(?<=^|[\s([{—–-])["“«„](?=\S)/gu, open)
    .replace(/["”»«]/gu, close)
    .replace(locale === 'en' ? /“/gu : /(?!)/u, close)
  return `${OUTER[locale][0]}${inner}${OUTER[locale][1]}`
}
