import { and, eq, inArray, max, type ne, sql } from 'drizzle-orm'
import { isPin } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { voteOptions } from '#db/schema/ballots.server.ts'
import { citations, comments, contributions, photos, supports } from '#db/schema/contributions.server.ts'
import { mergedSupports, merges } from '#db/schema/desk.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import type { Contribution } from './contributions.server.ts'
import { newId } from './ids.server.ts'
import { carryFollows } from './merged-follows.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellAuthorsAndSupporters } from './tell-about.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export interface Merge {
  townId: string
  actorId: string
  fromId: string
  intoId: string
  reason: string
  now?: Date
}

/**
 * Takes one pin or proposal into another of its kind and process. Its supporters support the other, each person once; its
 * photos, comments and citations go along, and whoever follows it; its author is named there; its address leads there.
 *
 * @returns the id of the merge, by which it can be undone
 * @throws {Refusal} 'contribution.not-found' | 'reason.missing' | 'merge.itself' | 'merge.not-published' |
 *   'merge.other-process' | 'merge.other-kind' | 'merge.on-ballot'
 */
export async function mergeContributions({
  townId,
  actorId,
  fromId,
  intoId,
  reason,
  now = new Date(),
}: Merge) {
  if (reason.trim() === '') throw new Refusal('reason.missing')
  if (fromId === intoId) throw new Refusal('merge.itself')
  const store = await getStore()
  return store.write(function* recordMerge(tx) {
    const from = yield* contributionOf(tx, townId, fromId)
    const into = yield* contributionOf(tx, townId, intoId)
    if (from.visibility !== 'published' || into.visibility !== 'published')
      throw new Refusal('merge.not-published')
    if (from.processId !== into.processId) throw new Refusal('merge.other-process')
    if (isPin(from.kind) !== isPin(into.kind)) throw new Refusal('merge.other-kind')
    yield* mustBeOffBallots(tx, townId, fromId)
    const id = newId()
    const moved = {
      visibility: from.visibility,
      photos: yield* movePhotos(tx, townId, from.id, into.id),
      comments: yield* moveComments(tx, townId, from.id, into.id),
      ...(yield* shareCitations(tx, townId, from.id, into.id)),
    }
    yield* tx.do((db) =>
      db
        .insert(merges)
        .values({
          townId,
          id,
          fromId,
          intoId,
          reason: reason.trim(),
          moved,
          mergedBy: actorId,
          createdAt: now,
          undoneAt: null,
        })
        .returning({ id: merges.id }),
    )
    const supporters = yield* moveSupports(tx, townId, id, from, into)
    const followers = yield* carryFollows(tx, { townId, fromId, intoId, mergedAt: now })
    yield* setMerged(tx, townId, fromId, 'merged', intoId)
    yield* recountBoth(tx, townId, fromId, intoId)
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'merge',
      subjectType: 'contribution',
      subjectId: fromId,
      contributionId: intoId,
      reason: reason.trim(),
      before: { supports: from.supports, intoSupports: into.supports },
      after: {
        merge: id,
        number: from.number,
        into: into.number,
        moved: supporters.moved,
        both: supporters.both,
      },
      now,
    })
    yield* tellAll(tx, {
      townId,
      from,
      into,
      people: [...supporters.people, ...followers],
      reason: reason.trim(),
      template: 'merge',
      now,
    })
    return id
  })
}

export function* contributionOf(
  tx: Tx,
  townId: string,
  id: string,
): Generator<Step, Contribution, unknown[]> {
  const [row] = yield* tx.do((db) =>
    db
      .select()
      .from(contributions)
      .where(and(eq(contributions.townId, townId), eq(contributions.id, id))),
  )
  if (!row) throw new Refusal('contribution.not-found')
  return row
}

/** A frozen list of options is what people vote on: nothing in it may turn into something else. */
export function* mustBeOffBallots(tx: Tx, townId: string, id: string): Generator<Step, void, unknown[]> {
  const [option] = yield* tx.do((db) =>
    db
      .select({ id: voteOptions.id })
      .from(voteOptions)
      .where(and(eq(voteOptions.townId, townId), eq(voteOptions.contributionId, id)))
      .limit(1),
  )
  if (option) throw new Refusal('merge.on-ballot')
}

function* movePhotos(tx: Tx, townId: string, fromId: string, intoId: string) {
  const own = yield* tx.do((db) =>
    db
      .select({ id: photos.id, position: photos.position })
      .from(photos)
      .where(and(eq(photos.townId, townId), eq(photos.contributionId, fromId)))
      .orderBy(photos.position),
  )
  const [last] = yield* tx.do((db) =>
    db
      .select({ position: max(photos.position) })
      .from(photos)
      .where(and(eq(photos.townId, townId), eq(photos.contributionId, intoId))),
  )
  let position = Number(last?.position ?? -1)
  for (const { id } of own) {
    const next = ++position
    yield* tx.do((db) =>
      db
        .update(photos)
        .set({ contributionId: intoId, position: next })
        .where(and(eq(photos.townId, townId), eq(photos.id, id)))
        .returning({ id: photos.id }),
    )
  }
  return own
}

function* moveComments(tx: Tx, townId: string, fromId: string, intoId: string) {
  const rows = yield* tx.do((db) =>
    db
      .update(comments)
      .set({ contributionId: intoId })
      .where(and(eq(comments.townId, townId), eq(comments.contributionId, fromId)))
      .returning({ id: comments.id }),
  )
  return rows.map(({ id }) => id)
}

/** What the one rests on, or what rests on it, the other has too; only what it did not have is taken back by the undo. */
function* shareCitations(tx: Tx, townId: string, fromId: string, intoId: string) {
  const rows = yield* tx.do((db) =>
    db
      .select()
      .from(citations)
      .where(
        and(
          eq(citations.townId, townId),
          sql`(${inArray(citations.pinId, [fromId])} or ${inArray(citations.proposalId, [fromId])})`,
        ),
      ),
  )
  const shared: { cites: string[]; citedBy: string[] } = { cites: [], citedBy: [] }
  for (const { proposalId, pinId } of rows) {
    const copy =
      pinId === fromId ? { townId, proposalId, pinId: intoId } : { townId, proposalId: intoId, pinId }
    const made = yield* tx.do((db) =>
      db.insert(citations).values(copy).onConflictDoNothing().returning({ pinId: citations.pinId }),
    )
    if (made.length > 0)
      (pinId === fromId ? shared.citedBy : shared.cites).push(pinId === fromId ? proposalId : pinId)
  }
  return shared
}

function* moveSupports(tx: Tx, townId: string, mergeId: string, from: Contribution, into: Contribution) {
  const rows = yield* tx.do((db) =>
    db
      .select()
      .from(supports)
      .where(and(eq(supports.townId, townId), eq(supports.contributionId, from.id))),
  )
  const known = yield* tx.do((db) =>
    db
      .select({ personId: supports.personId })
      .from(supports)
      .where(and(eq(supports.townId, townId), eq(supports.contributionId, into.id))),
  )
  // Nobody supports their own: who wrote the other is counted there as its author.
  const there = new Set([...known.map(({ personId }) => personId), into.authorId])
  const kept = rows.map(({ personId, createdAt }) => ({
    townId,
    mergeId,
    personId,
    createdAt,
    isMoved: !there.has(personId),
  }))
  for (let at = 0; at < kept.length; at += CHUNK) {
    const some = kept.slice(at, at + CHUNK)
    yield* tx.do((db) =>
      db.insert(mergedSupports).values(some).returning({ personId: mergedSupports.personId }),
    )
    const moved = some.filter(({ isMoved }) => isMoved)
    if (moved.length === 0) continue
    yield* tx.do((db) =>
      db
        .insert(supports)
        .values(
          moved.map(({ personId, createdAt }) => ({
            townId,
            contributionId: into.id,
            personId,
            processId: into.processId,
            createdAt,
          })),
        )
        .returning({ personId: supports.personId }),
    )
  }
  yield* tx.do((db) =>
    db
      .delete(supports)
      .where(and(eq(supports.townId, townId), eq(supports.contributionId, from.id)))
      .returning({ personId: supports.personId }),
  )
  const moved = kept.filter(({ isMoved }) => isMoved).length
  return { moved, both: kept.length - moved, people: kept.map(({ personId }) => personId) }
}

const CHUNK = 500

export function* setMerged(
  tx: Tx,
  townId: string,
  id: string,
  visibility: Contribution['visibility'],
  mergedIntoId: string | null,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ visibility, mergedIntoId })
      .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
      .returning({ id: contributions.id }),
  )
  const event = visibility === 'published' ? 'contribution.published' : 'contribution.removed'
  yield* tellWebhooks(tx, { townId, event, subjectId: id })
}

/** Tallies again what the rows say, for the two of a merge. */
export function* recountBoth(tx: Tx, townId: string, ...ids: string[]): Generator<Step, void, unknown[]> {
  for (const id of ids) {
    const counted =
      (table: typeof supports | typeof comments, where?: ReturnType<typeof ne>) =>
      (db: Parameters<Parameters<Tx['do']>[0]>[0]) =>
        db
          .select({ n: sql<number>`count(*)`.mapWith(Number) })
          .from(table)
          .where(and(eq(table.townId, townId), eq(table.contributionId, id), where))
    const [supported] = yield* tx.do(counted(supports))
    const [said] = yield* tx.do(counted(comments, eq(comments.visibility, 'published')))
    yield* tx.do((db) =>
      db
        .update(contributions)
        .set({ supports: supported!.n, comments: said!.n })
        .where(and(eq(contributions.townId, townId), eq(contributions.id, id)))
        .returning({ id: contributions.id }),
    )
  }
}

interface Told {
  townId: string
  from: Contribution
  into: Contribution
  people: string[]
  reason: string
  template: string
  now: Date
}

/** A letter to both authors and to everybody who supported or follows what was taken in, each once. */
export function* tellAll(
  tx: Tx,
  { townId, from, into, people: ids, reason, template, now }: Told,
): Generator<Step, void, unknown[]> {
  // Of one whose author has left and took the words along only the number is there.
  const params = { reason, into: into.number, intoTitle: into.title || `№ ${into.number}` }
  const about = { ...from, authorIds: [from.authorId, into.authorId], supporterIds: ids }
  yield* tellAuthorsAndSupporters(tx, townId, about, template, params, now)
}
