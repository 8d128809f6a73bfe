import { and, asc, eq, isNull } from 'drizzle-orm'
import { isInForce } from '#app/domain/blocks.ts'
import type { Visibility } from '#app/domain/contributions.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { blocks, merges } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import type { HiddenThing } from './block-content.server.ts'
import type { FoundSubject, Subject } from './subjects.server.ts'

/** What the log keeps of an undone decision that a block of the author holds back. */
export interface Held {
  /** The block's id. */
  heldBy: string
  /** What its lifting shows again. */
  held: HiddenThing
}

/**
 * The desk takes the hiding of something back while a block of its author hides all they wrote: it stays hidden, and the
 * lifting of that block shows it as it was.
 *
 * @param before  what it was before the decision
 * @returns null when no such block is in force, or it would not be in sight anyway
 */
export function* heldByBlock(
  tx: Tx,
  townId: string,
  subject: Subject,
  found: FoundSubject,
  before: { visibility: Visibility; reviewedAt: string | null },
  now: Date,
): Generator<Step, Held | null, unknown[]> {
  if (found.visibility !== 'hidden' || before.visibility === 'hidden') return null
  const authorId = subject.type === 'photo' ? yield* whoBrought(tx, townId, subject.id) : found.authorId
  if (!authorId) return null
  const hiding = yield* tx.do((db) =>
    db
      .select()
      .from(blocks)
      .where(and(eq(blocks.townId, townId), eq(blocks.personId, authorId), eq(blocks.hidesContent, true)))
      .orderBy(asc(blocks.createdAt)),
  )
  const block = hiding.findLast((row) => isInForce(row, now))
  if (!block) return null
  const { visibility, reviewedAt } = before
  return {
    heldBy: block.id,
    held: { ...subject, contributionId: found.contributionId, visibility, reviewedAt },
  }
}

/** A picture goes out of sight with its entry, but for one that a merge has brought into another's. */
function* whoBrought(tx: Tx, townId: string, photoId: string): Generator<Step, string | null, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ moved: merges.moved, authorId: contributions.authorId })
      .from(merges)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.fromId)),
      )
      .where(and(eq(merges.townId, townId), isNull(merges.undoneAt)))
      .orderBy(asc(merges.createdAt)),
  )
  return rows.find(({ moved }) => moved.photos.some(({ id }) => id === photoId))?.authorId ?? null
}

/** What blocks of a town hold back, in the order of the log. */
export function* listHeld(
  tx: Tx,
  townId: string,
): Generator<Step, { seq: number; blockId: string; thing: HiddenThing }[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ seq: staffActs.seq, after: staffActs.after })
      .from(staffActs)
      .where(and(eq(staffActs.townId, townId), eq(staffActs.act, 'moderation.undo')))
      .orderBy(asc(staffActs.seq)),
  )
  return rows.flatMap(({ seq, after }) => {
    const { heldBy, held } = after as Partial<Held>
    return heldBy && held ? [{ seq: seq ?? 0, blockId: heldBy, thing: held }] : []
  })
}
