import { and, eq } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { comments, contributions, photos } from '#db/schema/contributions.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { countComments } from './comments.server.ts'
import type { Subject } from './subjects.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

interface Change {
  townId: string
  subject: Subject
  contributionId: string
  before: Visibility
  after: Visibility
  /** Of a contribution: when the desk looked. */
  reviewedAt: Date | null
}

/**
 * Sets who may see something, with the tally and the map's revision that depend on it.
 *
 * @returns when the desk had looked before (ISO 8601), for the undo
 */
export function* setVisibility(
  tx: Tx,
  { townId, subject, contributionId, before, after, reviewedAt }: Change,
): Generator<Step, string | null, unknown[]> {
  if (subject.type === 'photo') {
    if (before !== after) {
      yield* tx.do((db) =>
        db
          .update(photos)
          .set({ visibility: after === 'hidden' ? 'hidden' : 'published' })
          .where(and(eq(photos.townId, townId), eq(photos.id, subject.id)))
          .returning({ id: photos.id }),
      )
    }
    return null
  }
  if (subject.type === 'comment') {
    yield* tx.do((db) =>
      db
        .update(comments)
        .set({ visibility: after === 'merged' ? 'hidden' : after })
        .where(and(eq(comments.townId, townId), eq(comments.id, subject.id)))
        .returning({ id: comments.id }),
    )
    if (before === 'published' && after !== 'published') yield* countComments(tx, townId, contributionId, -1)
    if (before !== 'published' && after === 'published') yield* countComments(tx, townId, contributionId, 1)
    return null
  }
  const here = and(eq(contributions.townId, townId), eq(contributions.id, subject.id))
  const [old] = yield* tx.do((db) =>
    db.select({ reviewedAt: contributions.reviewedAt }).from(contributions).where(here),
  )
  yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ visibility: after, reviewedAt })
      .where(here)
      .returning({ id: contributions.id }),
  )
  const isPublic = after === 'published'
  if (isPublic !== (before === 'published')) {
    const event = isPublic ? 'contribution.published' : 'contribution.removed'
    yield* tellWebhooks(tx, { townId, event, subjectId: subject.id })
  }
  return old?.reviewedAt?.toISOString() ?? null
}
