import type { Purpose } from '#app/domain/consents.ts'
import { paragraphsOf, tOf } from '#app/i18n/words.server.ts'
import { sha256 } from '#app/models/ids.server.ts'

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
