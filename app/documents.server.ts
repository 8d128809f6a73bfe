import type { Purpose } from '#app/domain/consents.ts'
import { TERMS } from '#app/domain/retention.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { paragraphsOf, tOf } from '#app/i18n/words.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import type { DocumentName } from '#app/paths.ts'

/** What a consent was given to: the version and the hash of the very text, Russian being the one in force. */
export function consentText(purpose: Purpose) {
  const paragraphs = paragraphsOf('ru', purpose)
  return { textVersion: tOf('ru')(`documents.${purpose}.version`), textHash: sha256(paragraphs.join('\n\n')) }
}

/** The versions that are asked for now; an older consent is asked for anew. */
export function consentVersions(): Record<Purpose, string> {
  return {
    'personal-data': consentText('personal-data').textVersion,
    rules: consentText('rules').textVersion,
  }
}

/** A document as it is read, with the terms that the program keeps to in their places. */
export function documentParagraphs(locale: Locale, name: DocumentName): string[] {
  return paragraphsOf(locale, name).map((text) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, term: string) => String(TERMS[term as keyof typeof TERMS])),
  )
}
