import { and, eq, sql } from 'drizzle-orm'
import type { Point } from 'geojson'
import { isPin, titleFromBody } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions, revisions, supports } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { type Contribution, place } from './contributions.server.ts'
import { newId } from './ids.server.ts'
import { contributionOf, mustBeOffBallots } from './merges.server.ts'
import { searchTextOf } from './search-text.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellAuthors, tellAuthorsAndSupporters, tellFollowers } from './tell-about.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export interface Split {
  townId: string
  actorId: string
  contributionId: string
  /** What stays in the first one. */
  first: { title?: string; body: string }
  /** What becomes one of its own, with a number of its own. */
  second: { title?: string; body: string }
  reason: string
  now?: Date
}

/**
 * Splits one pin or proposal that says two things. Both keep the author, the place and the process; the supporters stay
 * with the first, for nobody has supported the second by itself, and are told of it. The first one's original text is
 * kept as a revision.
 *
 * @throws {Refusal} 'contribution.not-found' | 'reason.missing' | 'merge.not-published' | 'merge.on-ballot'
 */
export async function splitContribution({
  townId,
  actorId,
  contributionId,
  first,
  second,
  reason,
  now = new Date(),
}: Split) {
  if (reason.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  return store.write(function* recordSplit(tx) {
    const whole = yield* contributionOf(tx, townId, contributionId)
    if (whole.visibility !== 'published') throw new Refusal('merge.not-published')
    yield* mustBeOffBallots(tx, townId, contributionId)
    const [{ number }] = (yield* tx.do((db) =>
      db
        .update(towns)
        .set({ lastNumber: sql`${towns.lastNumber} + 1` })
        .where(eq(towns.id, townId))
        .returning({ number: towns.lastNumber }),
    )) as [{ number: number }]
    yield* keepRevision(tx, whole, actorId, now)
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ ...textColumns(whole, first, whole.number), updatedAt: now })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
        .returning({ id: contributions.id }),
    )
    const [made] = yield* tx.do((db) =>
      db
        .insert(contributions)
        .values({
          ...whole,
          ...textColumns(whole, second, number),
          id: newId(),
          number,
          externalId: null,
          costMinor: null,
          status: 'new',
          decision: null,
          supports: 0,
          comments: 0,
          votes: 0,
          points: 0,
          createdAt: now,
          updatedAt: now,
          editedAt: null,
          reviewedAt: now,
        })
        .returning(),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'split',
      subjectType: 'contribution',
      subjectId: contributionId,
      contributionId,
      reason: reason.trim(),
      // No words: the log keeps what it is told for ever, the author may take theirs away.
      before: { number: whole.number },
      after: { number: whole.number, into: number },
      now,
    })
    yield* tellWebhooks(tx, { townId, event: 'contribution.published', subjectId: made!.id, now })
    yield* tellSplit(tx, whole, made!, reason.trim(), now)
    return made!
  })
}

function* tellSplit(
  tx: Tx,
  whole: Contribution,
  made: Contribution,
  reason: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  const { townId } = whole
  const supporters = yield* tx.do((db) =>
    db
      .select({ personId: supports.personId })
      .from(supports)
      .where(and(eq(supports.townId, townId), eq(supports.contributionId, whole.id))),
  )
  const params = { reason, into: made.number, intoTitle: made.title }
  const supporterIds = supporters.map(({ personId }) => personId)
  const about = { ...whole, authorIds: [whole.authorId], supporterIds }
  yield* tellAuthorsAndSupporters(tx, whole.townId, about, 'split', params, now)
}

function textColumns(row: Contribution, text: { title?: string; body: string }, number: number) {
  const body = text.body.trim()
  const title = isPin(row.kind) ? titleFromBody(body) : text.title?.trim() || row.title
  const searchText = searchTextOf({ title, body, placeText: row.placeText, number })
  return { title, body, translations: {}, searchText }
}

function* keepRevision(
  tx: Tx,
  row: Contribution,
  editorId: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  const { visibility, title, body, placeText, lng, lat, geometry, spaceId, categoryId, costMinor } = row
  yield* tx.do((db) =>
    db
      .insert(revisions)
      .values({
        townId: row.townId,
        id: newId(),
        contributionId: row.id,
        editorId,
        createdAt: now,
        before: {
          visibility,
          title,
          body,
          placeText,
          lng,
          lat,
          geometry,
          spaceId,
          categoryId,
          costMinor,
          photosAdded: 0,
          photosRemoved: 0,
        },
      })
      .returning({ id: revisions.id }),
  )
}

export interface Move {
  townId: string
  actorId: string
  contributionId: string
  /** Degrees, WGS 84. */
  to: { lng: number; lat: number }
  reason: string
  now?: Date
}

/**
 * Puts a pin or proposal where it belongs; the original place is kept as a revision. Its authors are told, and who supports
 * or follows it: they did so for another place.
 *
 * @throws {Refusal} 'contribution.not-found' | 'reason.missing' | 'place.outside'
 */
export async function moveContribution({
  townId,
  actorId,
  contributionId,
  to,
  reason,
  now = new Date(),
}: Move) {
  if (reason.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  await store.write(function* recordMove(tx) {
    const row = yield* contributionOf(tx, townId, contributionId)
    const geometry: Point = { type: 'Point', coordinates: [to.lng, to.lat] }
    const placed = yield* place(tx, townId, { by: 'geometry', geometry, text: row.placeText })
    yield* keepRevision(tx, row, actorId, now)
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ ...placed, updatedAt: now })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
        .returning({ id: contributions.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'move',
      subjectType: 'contribution',
      subjectId: contributionId,
      contributionId,
      reason: reason.trim(),
      before: { lng: row.lng, lat: row.lat, spaceId: row.spaceId },
      after: { lng: placed.lng, lat: placed.lat, spaceId: placed.spaceId },
      now,
    })
    yield* tellAuthors(tx, townId, row, 'move', { reason: reason.trim() }, now)
    yield* tellFollowers(tx, row, 'move-followed', { reason: reason.trim() }, now)
  })
}
