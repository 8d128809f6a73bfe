import { expect } from 'vitest'
import type { RefusalCode } from '#app/domain/refusal.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { stored } from './rows.ts'
import type { Site } from './site.ts'
import type { Answer, Visitor } from './visitor.ts'

export const LANGUAGES = ['ru', 'en'] as const

/** What a page says of a refusal, or of a form with marked fields. */
export function sentence(
  lang: Locale,
  code: RefusalCode | 'form',
  details: Record<string, string | number> = {},
) {
  return tOf(lang)((code === 'form' ? 'errors.form' : `refusals.${code}`) as WordKey, details)
}

/** The words of a page as they are read: no tags, no scripts. */
export function wordsIn(html: string): string {
  return html
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
}

export function expectSays(answer: Answer, status: number, lang: Locale, text: string) {
  const main = answer.text.slice(Math.max(0, answer.text.indexOf('<main')))
  const words = wordsIn(main)
  expect(answer.status, words.slice(0, 600)).toBe(status)
  expect(/<html lang="(\w+)"/.exec(answer.text)?.[1]).toBe(lang)
  const wanted = text.replace(/\s+/g, ' ')
  expect(words.includes(wanted), `“${wanted}” in: ${words.slice(0, 600)}`).toBe(true)
}

/** The same refused act in both languages: the status, the sentence, and nothing changed in the store. */
export async function expectRefused(
  site: Site,
  visitor: Visitor,
  act: (visitor: Visitor) => Promise<Answer>,
  status: number,
  code: RefusalCode | 'form',
  details?: Record<string, string | number>,
) {
  for (const lang of LANGUAGES) {
    await visitor.speak(lang)
    const before = stored(site)
    const answer = await act(visitor)
    expectSays(answer, status, lang, sentence(lang, code, details))
    expect(stored(site)).toEqual(before)
  }
}
