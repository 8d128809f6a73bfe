import type { Kind } from '#app/domain/contributions.ts'
import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { findSimilar, type Sought } from '#app/models/similar.server.ts'

/** What somebody who writes about the same thing is shown of one that is there already. */
export interface SimilarView {
  number: number
  kind: Kind
  title: string
  supports: number
  /** Whole metres; null when one of the two has no place. */
  distanceM: number | null
  /** Own ones are nothing to support. */
  isOwn: boolean
  isStrong: boolean
}

/** Published pins and proposals that may be about the same, in the reader's language, the most alike first. */
export async function similarViews(
  sought: Sought,
  locale: Locale,
  personId: string | null,
): Promise<SimilarView[]> {
  const found = await findSimilar(sought)
  return found.map(({ number, kind, supports, distanceM, isStrong, authorId, ...row }) => ({
    number,
    kind,
    title: localized(row, 'title', locale),
    supports,
    distanceM,
    isOwn: authorId !== null && authorId === personId,
    isStrong,
  }))
}
