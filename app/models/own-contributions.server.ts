import { and, desc, eq, inArray } from 'drizzle-orm'
import {
  isPin,
  mustBeEditable,
  mustBeWithdrawable,
  photosAllowed,
  titleFromBody,
} from '#app/domain/contributions.ts'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions, photos, revisions } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { mustNotBeBlocked } from './blocks.server.ts'
import { type Contribution, insertPhotos, mustBeCategory, type Place, place } from './contributions.server.ts'
import { leaveMerges } from './deletion-desk.server.ts'
import { flagText } from './flags.server.ts'
import { newId } from './ids.server.ts'
import { mergesAbout, ownPhotoIds } from './merged-photos.server.ts'
import type { NewPhoto } from './photos.server.ts'
import { phasesOfProcess } from './process-queries.server.ts'
import { searchTextOf } from './search-text.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export interface Edit {
  townId: string
  personId: string
  id: string
  title?: string
  body: string
  /** Left out: the place stays. */
  place?: Place
  /** New words about a place that stays. */
  placeText?: string
  categoryId?: string | null
  costMinor?: number | null
  photos?: NewPhoto[]
  removedPhotoIds?: string[]
  /** Descriptions of photos that stay; those left out keep theirs. */
  photoAlts?: { id: string; alt: string }[]
  now?: Date
}

/**
 * An author's change of an own pin or proposal. What it said before is kept, with how many had supported that. A returned
 * one goes back to the desk; a published one stays in sight and the desk is asked to look, but where the phase is
 * pre-moderated nobody else reads it before the desk.
 *
 * @throws {Refusal} 'contribution.not-found' | 'contribution.not-author' | 'contribution.has-supports' |
 *   'contribution.not-published' | 'phase.closed' | 'place.outside' | 'category.not-found' | 'photo.too-many' |
 *   'photo.of-another' (it came with what was taken into this one)
 */
export async function editContribution(edit: Edit): Promise<Contribution> {
  const { townId, personId, id, now = new Date() } = edit
  const store = await getStore()
  return store.write(function* recordEdit(tx) {
    const [before] = yield* tx.do((db) =>
      db
        .select()
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id))),
    )
    if (!before) throw new Refusal('contribution.not-found')
    mustBeEditable(before, personId)
    yield* mustNotBeBlocked(tx, townId, personId, now)
    const isPinEdit = isPin(before.kind)
    // What the desk has returned may be mended after the phase, too.
    const phases = yield* tx.run(phasesOfProcess, { townId, processId: before.processId })
    const isReturned = before.visibility === 'returned'
    const phase = isReturned ? null : mustAllow(phases, isPinEdit ? 'pin' : 'propose', now)
    const isHeld = isReturned || phase?.settings.moderation === 'pre'
    yield* mustBeCategory(tx, townId, edit.categoryId)
    const placed = edit.place ? yield* place(tx, townId, edit.place) : null
    const title = isPinEdit ? titleFromBody(edit.body) : (edit.title ?? before.title)

    const photosRemoved = yield* removeOwnPhotos(tx, townId, id, edit.removedPhotoIds ?? [])
    const kept = yield* photosOf(tx, townId, id)
    const added = edit.photos ?? []
    const own = kept.filter(({ isOwn }) => isOwn)
    if (own.length + added.length > photosAllowed(before.kind)) throw new Refusal('photo.too-many')
    yield* insertPhotos(tx, townId, id, added, (kept[0]?.position ?? -1) + 1, now)
    for (const { id: photoId, alt } of edit.photoAlts ?? []) {
      const photo = own.find((one) => one.id === photoId)
      if (!photo || photo.alt === alt) continue
      yield* tx.do((db) =>
        db
          .update(photos)
          .set({ alt, translations: {} })
          .where(and(eq(photos.townId, townId), eq(photos.id, photoId)))
          .returning({ id: photos.id }),
      )
    }

    yield* tx.do((db) =>
      db
        .insert(revisions)
        .values({
          townId,
          id: newId(),
          contributionId: id,
          editorId: personId,
          createdAt: now,
          before: {
            visibility: before.visibility,
            supports: before.supports,
            title: before.title,
            body: before.body,
            placeText: before.placeText,
            lng: before.lng,
            lat: before.lat,
            geometry: before.geometry,
            spaceId: before.spaceId,
            categoryId: before.categoryId,
            costMinor: before.costMinor,
            photosAdded: added.length,
            photosRemoved,
            photos: kept.map((photo) => ({ id: photo.id, alt: photo.alt })),
          },
        })
        .returning({ id: revisions.id }),
    )
    const [after] = yield* tx.do((db) =>
      db
        .update(contributions)
        .set({
          title,
          body: edit.body,
          translations: {},
          ...(placed ?? (edit.placeText === undefined ? {} : { placeText: edit.placeText })),
          categoryId: edit.categoryId === undefined ? before.categoryId : edit.categoryId || null,
          costMinor: edit.costMinor === undefined ? before.costMinor : edit.costMinor,
          visibility: isHeld ? 'pending' : before.visibility,
          searchText: searchTextOf({
            title,
            body: edit.body,
            placeText: placed?.placeText ?? edit.placeText ?? before.placeText,
            number: before.number,
          }),
          updatedAt: now,
          editedAt: now,
        })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
        .returning(),
    )
    if (isHeld && before.visibility === 'published')
      yield* tellWebhooks(tx, { townId, event: 'contribution.removed', subjectId: id, now })
    const text = [isPinEdit ? '' : title, edit.body, after!.placeText].filter(Boolean).join('\n')
    const subject = { type: 'contribution' as const, id }
    yield* flagText(tx, { townId, subject, contributionId: id, authorId: personId, text, now })
    return after!
  })
}

/** The pictures that stand with it, the last first; own ones are those that no merge has brought. */
function* photosOf(tx: Tx, townId: string, id: string) {
  const shown = yield* tx.do((db) =>
    db
      .select({ id: photos.id, position: photos.position, alt: photos.alt })
      .from(photos)
      .where(and(eq(photos.townId, townId), eq(photos.contributionId, id)))
      .orderBy(desc(photos.position)),
  )
  const about = yield* tx.do((db) => mergesAbout(db, [id]))
  const own = ownPhotoIds(
    { townId, id },
    shown.map((photo) => photo.id),
    about,
  )
  return shown.map((photo) => ({ ...photo, isOwn: own.includes(photo.id) }))
}

function* removeOwnPhotos(
  tx: Tx,
  townId: string,
  id: string,
  photoIds: string[],
): Generator<Step, number, unknown[]> {
  if (photoIds.length === 0) return 0
  const shown = (yield* photosOf(tx, townId, id)).filter((photo) => photoIds.includes(photo.id))
  if (shown.some(({ isOwn }) => !isOwn)) throw new Refusal('photo.of-another')
  const gone = yield* tx.do((db) =>
    db
      .delete(photos)
      .where(and(eq(photos.townId, townId), inArray(photos.id, [...shown.map((photo) => photo.id), ''])))
      .returning({ id: photos.id }),
  )
  return gone.length
}

/**
 * Takes an own pin or proposal back while nobody else has supported it. What others wrote and was taken into it is by
 * itself again.
 *
 * @throws {Refusal} 'contribution.supported-stays', and as `editContribution`
 */
export async function withdrawContribution(withdrawal: {
  townId: string
  personId: string
  id: string
  now?: Date
}) {
  const { townId, personId, id, now = new Date() } = withdrawal
  const store = await getStore()
  await store.write(function* recordWithdrawal(tx) {
    const [before] = yield* tx.do((db) =>
      db
        .select()
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id))),
    )
    if (!before) throw new Refusal('contribution.not-found')
    if (before.visibility === 'withdrawn' && before.authorId === personId) return
    mustBeWithdrawable(before, personId)
    yield* leaveMerges(tx, townId, id, personId, now)
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ visibility: 'withdrawn', updatedAt: now })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
        .returning({ id: contributions.id }),
    )
    if (before.visibility === 'published')
      yield* tellWebhooks(tx, { townId, event: 'contribution.removed', subjectId: id, now })
  })
}

/** Everything a person has sent, in every town, newest first. */
export async function listOwnContributions(personId: string, limit = 200) {
  const { read } = await getStore()
  return read
    .select({
      contribution: contributions,
      townSlug: towns.slug,
      townName: towns.name,
      translations: towns.translations,
      timeZone: towns.timeZone,
    })
    .from(contributions)
    .innerJoin(towns, eq(towns.id, contributions.townId))
    .where(eq(contributions.authorId, personId))
    .orderBy(desc(contributions.createdAt))
    .limit(limit)
}
