import { and, eq, inArray, ne } from 'drizzle-orm'
import { comments, contributions, photos, revisions } from '#db/schema/contributions.server.ts'
import { filesToRemove, noticeEvents } from '#db/schema/notices.server.ts'
import { letters } from '#db/schema/people.server.ts'
import { reports } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { countComments } from './comments.server.ts'
import { leaveMerges, leaveWordsAbout } from './deletion-desk.server.ts'
import { mergesAbout, ownPhotoIds } from './merged-photos.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export type Choice = 'anonymise' | 'remove'

/** Whose change it was is not kept of who has left; `editorId` is never shown. */
const NOBODY = ''

/**
 * A leaving person's pins and proposals. What stays has no author; what goes keeps its number and what others did about it
 * (supports, answers, the desk's decisions), without words, place and pictures. What was never public goes always. What was
 * taken into another one still leads there.
 */
export function* leaveContributions(
  tx: Tx,
  personId: string,
  choice: Choice,
  now: Date,
): Generator<Step, { kept: number; removed: number; photos: number }, unknown[]> {
  const own = yield* tx.do((db) =>
    db
      .select({ townId: contributions.townId, id: contributions.id })
      .from(contributions)
      .where(eq(contributions.authorId, personId)),
  )
  let [removed, pictures] = [0, 0]
  for (const { townId, id } of own) {
    const here = and(eq(contributions.townId, townId), eq(contributions.id, id))
    // Read anew for each: it may have come back out of another own one that has just gone.
    const [row] = yield* tx.do((db) =>
      db.select({ visibility: contributions.visibility }).from(contributions).where(here),
    )
    const { visibility } = row!
    const isMerged = visibility === 'merged'
    const stays = choice === 'anonymise' && (visibility === 'published' || isMerged)
    yield* leaveEvents(tx, townId, id, stays)
    if (!stays) pictures += yield* removePhotos(tx, townId, id, now)
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set(
          stays
            ? { authorId: null }
            : { ...EMPTY, ...(isMerged && { visibility }), authorId: null, updatedAt: now },
        )
        .where(here)
        .returning({ id: contributions.id }),
    )
    if (!stays && visibility === 'published')
      yield* tellWebhooks(tx, { townId, event: 'contribution.removed', subjectId: id, now })
    if (!stays) {
      // Empty by now: who is told that a merge is undone does not read the words again.
      yield* leaveMerges(tx, townId, id, personId, now)
      yield* leaveWordsAbout(tx, townId, id)
    }
    const ofIt = and(eq(revisions.townId, townId), eq(revisions.contributionId, id))
    if (stays) {
      yield* tx.do((db) =>
        db.update(revisions).set({ editorId: NOBODY }).where(ofIt).returning({ id: revisions.id }),
      )
      continue
    }
    yield* tx.do((db) => db.delete(revisions).where(ofIt).returning({ id: revisions.id }))
    removed++
  }
  return { kept: own.length - removed, removed, photos: pictures }
}

/** News about an entry that waits to be told: of one that stays it no longer names the author, of one that goes it goes. */
function* leaveEvents(
  tx: Tx,
  townId: string,
  subjectId: string,
  stays: boolean,
): Generator<Step, void, unknown[]> {
  const about = and(
    eq(noticeEvents.townId, townId),
    eq(noticeEvents.subjectId, subjectId),
    eq(noticeEvents.state, 'waiting'),
  )
  const waiting = yield* tx.do((db) => db.select().from(noticeEvents).where(about))
  for (const { id, params } of waiting) {
    const event = and(eq(noticeEvents.townId, townId), eq(noticeEvents.id, id))
    const { not, ...rest } = params
    yield* stays
      ? tx.do((db) =>
          db.update(noticeEvents).set({ params: rest }).where(event).returning({ id: noticeEvents.id }),
        )
      : tx.do((db) => db.delete(noticeEvents).where(event).returning({ id: noticeEvents.id }))
  }
  if (stays) return
  const unsent = yield* tx.do((db) =>
    db
      .select({ id: letters.id, params: letters.params, town: towns.slug, number: contributions.number })
      .from(letters)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, townId), eq(contributions.id, subjectId), ne(letters.state, 'sent')),
      )
      .innerJoin(towns, eq(towns.id, contributions.townId)),
  )
  const ids = unsent
    .filter(
      ({ params, town, number }) => params.town === town && [params.number, params.into].includes(number),
    )
    .map(({ id }) => id)
  if (ids.length > 0)
    yield* tx.do((db) => db.delete(letters).where(inArray(letters.id, ids)).returning({ id: letters.id }))
}

/** What is left of an entry that goes: its number, and what others did about it. */
export const EMPTY = {
  title: '',
  body: '',
  translations: {},
  geometry: null,
  lng: null,
  lat: null,
  cell: null,
  placeText: '',
  searchText: '',
  visibility: 'withdrawn' as const,
}

function* removePhotos(
  tx: Tx,
  townId: string,
  contributionId: string,
  now: Date,
): Generator<Step, number, unknown[]> {
  const shown = yield* tx.do((db) =>
    db
      .select({ id: photos.id })
      .from(photos)
      .where(and(eq(photos.townId, townId), eq(photos.contributionId, contributionId))),
  )
  const about = yield* tx.do((db) => mergesAbout(db, [contributionId]))
  const own = ownPhotoIds(
    { townId, id: contributionId },
    shown.map(({ id }) => id),
    about,
  )
  const gone = yield* tx.do((db) =>
    db
      .delete(photos)
      .where(and(eq(photos.townId, townId), inArray(photos.id, [...own, ''])))
      .returning({ photoId: photos.id }),
  )
  if (gone.length > 0)
    yield* tx.do((db) =>
      db
        .insert(filesToRemove)
        .values(gone.map(({ photoId }) => ({ townId, photoId, createdAt: now })))
        .returning({ photoId: filesToRemove.photoId }),
    )
  return gone.length
}

/**
 * A leaving person's comments. What they said for the town is the town's. What stays still points to the row that nobody is
 * behind: how many people spoke or support is counted by it, and someone who did both is one.
 */
export function* leaveComments(
  tx: Tx,
  personId: string,
  choice: Choice,
): Generator<Step, { kept: number; removed: number }, unknown[]> {
  const own = yield* tx.do((db) => db.select().from(comments).where(eq(comments.authorId, personId)))
  let removed = 0
  for (const { townId, id, contributionId, visibility, isOfficial } of own) {
    const stays = isOfficial || (choice === 'anonymise' && visibility === 'published')
    yield* tx.do((db) =>
      db
        .update(comments)
        .set(
          stays
            ? { authorId: isOfficial ? null : personId }
            : { authorId: null, body: '', translations: {}, visibility: 'withdrawn' as const },
        )
        .where(and(eq(comments.townId, townId), eq(comments.id, id)))
        .returning({ id: comments.id }),
    )
    if (stays) continue
    yield* leaveWordsAbout(tx, townId, id)
    if (visibility === 'published') yield* countComments(tx, townId, contributionId, -1)
    removed++
  }
  return { kept: own.length - removed, removed }
}

/** Complaints stay as the desk's work; the words about them go. */
export function* leaveReports(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(reports)
      .set({ note: '' })
      .where(eq(reports.reporterId, personId))
      .returning({ id: reports.id }),
  )
}

/** Forgets which files were to go, once they are gone. */
export function* forgetFiles(tx: Tx, townId: string, photoIds: string[]): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(filesToRemove)
      .where(and(eq(filesToRemove.townId, townId), inArray(filesToRemove.photoId, photoIds)))
      .returning({ photoId: filesToRemove.photoId }),
  )
}
