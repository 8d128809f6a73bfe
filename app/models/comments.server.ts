import { and, asc, eq, sql } from 'drizzle-orm'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { mustNotBeBlocked } from './blocks.server.ts'
import { countAct } from './caps.server.ts'
import { flagText } from './flags.server.ts'
import { idOfWords } from './ids.server.ts'
import { contributionForAct, phasesOfProcess } from './process-queries.server.ts'
import { publicName } from './public-name.server.ts'
import { mustBeTrusted } from './trust.server.ts'

export interface NewComment {
  /** Made by the client, so that sending twice is sending once. */
  id: string
  townId: string
  personId: string
  contributionId: string
  parentId: string | null
  body: string
  isOfficial?: boolean
  now?: Date
}

/**
 * Says something under a pin or proposal; threads are two deep. Where the phase is pre-moderated it waits for the desk.
 * The staff may speak in any phase.
 *
 * @throws {Refusal} 'contribution.not-found' | 'contribution.not-published' | 'phase.closed' | 'comment.not-found' |
 *   'comment.too-deep' | 'person.blocked' | 'comment.limit-reached' | 'input.bad' (an id of somebody else's)
 */
export async function submitComment(input: NewComment) {
  const { townId, personId, contributionId, parentId, body, isOfficial = false, now = new Date() } = input
  let { id } = input
  const store = await getStore()
  return store.write(function* recordComment(tx) {
    const known = (wanted: string) => (db: Db) =>
      db
        .select()
        .from(comments)
        .where(and(eq(comments.townId, townId), eq(comments.id, wanted)))
    const [sentBefore] = yield* tx.do(known(id))
    if (sentBefore) {
      if (sentBefore.authorId !== personId) throw new Refusal('input.bad')
      const isHere = sentBefore.contributionId === contributionId && sentBefore.parentId === parentId
      if (isHere && sentBefore.body === body) return { id, visibility: sentBefore.visibility }
      // Sent again with other words, or under something else: a comment of its own, or they would be lost.
      id = idOfWords(id, [contributionId, parentId, body])
      const [correctedBefore] = yield* tx.do(known(id))
      if (correctedBefore) return { id, visibility: correctedBefore.visibility }
    }
    const [subject] = yield* tx.run(contributionForAct, { townId, id: contributionId })
    if (!subject) throw new Refusal('contribution.not-found')
    if (subject.visibility !== 'published') throw new Refusal('contribution.not-published')
    const phases = yield* tx.run(phasesOfProcess, { townId, processId: subject.processId })
    const phase = isOfficial ? null : mustAllow(phases, 'comment', now)
    if (phase) yield* mustBeTrusted(tx, { townId, personId, ...phase.settings })
    const isHeld = phase?.settings.moderation === 'pre'
    if (parentId) {
      const [parent] = yield* tx.do((db) =>
        db
          .select({
            parentId: comments.parentId,
            contributionId: comments.contributionId,
            visibility: comments.visibility,
          })
          .from(comments)
          .where(and(eq(comments.townId, townId), eq(comments.id, parentId))),
      )
      if (!parent || parent.contributionId !== contributionId || parent.visibility !== 'published')
        throw new Refusal('comment.not-found')
      if (parent.parentId) throw new Refusal('comment.too-deep')
    }
    yield* mustNotBeBlocked(tx, townId, personId, now)
    yield* countAct(tx, { townId, personId, act: 'comment', now })
    const visibility = isHeld ? ('pending' as const) : ('published' as const)
    yield* tx.do((db) =>
      db
        .insert(comments)
        .values({
          townId,
          id,
          contributionId,
          parentId,
          authorId: personId,
          isOfficial,
          body,
          translations: {},
          visibility,
          createdAt: now,
        })
        .returning({ id: comments.id }),
    )
    if (visibility === 'published') yield* countComments(tx, townId, contributionId, 1)
    const about = { townId, subject: { type: 'comment' as const, id }, contributionId, authorId: personId }
    if (!isOfficial) yield* flagText(tx, { ...about, text: body, now })
    return { id, visibility }
  })
}

/** Adds to a contribution's tally of published comments, in the write that publishes or hides one. */
export function* countComments(
  tx: Tx,
  townId: string,
  contributionId: string,
  by: 1 | -1,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ comments: sql`${contributions.comments} + ${sql.raw(String(by))}` })
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
      .returning({ comments: contributions.comments }),
  )
}

/** All comments of a contribution, oldest first, hidden ones too: the caller shows what the reader may see. */
export async function listComments(townId: string, contributionId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: comments.id,
      parentId: comments.parentId,
      authorId: comments.authorId,
      author: publicName,
      isOfficial: comments.isOfficial,
      body: comments.body,
      translations: comments.translations,
      visibility: comments.visibility,
      createdAt: comments.createdAt,
    })
    .from(comments)
    .leftJoin(people, eq(people.id, comments.authorId))
    .where(and(eq(comments.townId, townId), eq(comments.contributionId, contributionId)))
    .orderBy(asc(comments.createdAt), asc(comments.id))
}

export type CommentRow = Awaited<ReturnType<typeof listComments>>[number]
