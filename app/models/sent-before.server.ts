import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq } from 'drizzle-orm'
import { isPin } from '#app/domain/contributions.ts'
import { citations, comments, contributions, photos, revisions } from '#db/schema/contributions.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import type { Contribution, NewContribution } from './contributions.server.ts'
import { contentOfPhotoId } from './ids.server.ts'
import type { NewPhoto } from './photos.server.ts'

/** Whether a person has sent these words under this id before. */
export async function isStored(
  townId: string,
  personId: string,
  { id, body }: { id: string; body: string },
): Promise<boolean> {
  const { read } = await getStore()
  for (const table of [contributions, comments] as (typeof comments)[]) {
    const own = and(eq(table.townId, townId), eq(table.id, id), eq(table.authorId, personId))
    const [row] = await read.select({ body: table.body }).from(table).where(own)
    if (row?.body === body) return true
  }
  return false
}

/**
 * True when a form says all that the stored contribution said when it was sent: words, place, sum, theme, pins, photos.
 * Only then is it the same form sent twice; anything else that was written is not to be lost.
 */
export function* isSentAgain(
  tx: Tx,
  stored: Contribution,
  sent: NewContribution,
): Generator<Step, boolean, unknown[]> {
  const [edit] = yield* tx.do((db) =>
    db
      .select({ before: revisions.before })
      .from(revisions)
      .where(and(eq(revisions.townId, stored.townId), eq(revisions.contributionId, stored.id)))
      .orderBy(asc(revisions.createdAt), asc(revisions.id))
      .limit(1),
  )
  const first = { ...stored, ...edit?.before } as Contribution
  const isSameText =
    stored.kind === sent.kind &&
    stored.processId === sent.processId &&
    first.body === sent.body &&
    (isPin(stored.kind) || first.title === (sent.title ?? '')) &&
    first.categoryId === (sent.categoryId || null) &&
    first.costMinor === (sent.costMinor ?? null)
  if (!isSameText || !isSamePlace(first, sent.place)) return false

  const cited = yield* tx.do((db) =>
    db
      .select({ id: citations.pinId })
      .from(citations)
      .where(and(eq(citations.townId, stored.townId), eq(citations.proposalId, stored.id))),
  )
  const citedIds = cited.map((row) => row.id).sort()
  if (!isDeepStrictEqual(citedIds, [...new Set(sent.citedPinIds ?? [])].sort())) return false

  // Photos that were taken away since cannot be compared; the rest of the form has to do.
  if (edit) return true
  const kept = yield* tx.do((db) =>
    db
      .select({ id: photos.id, alt: photos.alt })
      .from(photos)
      .where(and(eq(photos.townId, stored.townId), eq(photos.contributionId, stored.id)))
      .orderBy(asc(photos.position)),
  )
  return isDeepStrictEqual(kept.map(contentOf), (sent.photos ?? []).map(contentOf))
}

/** All that a form says, for `idOfWords`. */
export function wordsOf(sent: NewContribution) {
  const { kind, processId, title, body, place, categoryId, costMinor, citedPinIds, photos: pictures } = sent
  return [
    ...[kind, processId, title ?? '', body, place, categoryId || null, costMinor ?? null],
    [...new Set(citedPinIds ?? [])].sort(),
    (pictures ?? []).map(contentOf),
  ]
}

function isSamePlace(first: Contribution, place: NewContribution['place']): boolean {
  const isSameText = first.placeText === (place.text?.trim() ?? '')
  if (place.by === 'words') return isSameText && first.geometry === null && first.spaceId === place.spaceId
  return isSameText && isDeepStrictEqual(first.geometry, place.geometry)
}

function contentOf({ id, alt }: Pick<NewPhoto, 'id' | 'alt'>): [string, string] {
  return [contentOfPhotoId(id), alt]
}
