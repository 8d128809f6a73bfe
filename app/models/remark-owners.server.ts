import { and, eq, inArray } from 'drizzle-orm'
import { remarkReports, variantRemarks } from '#db/schema/variants.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import type { Choice } from './deletion-content.server.ts'

/** Two accounts of one person become one: its remarks are theirs, of two complaints about one remark one stays. */
export function* mergeRemarks(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string },
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(variantRemarks)
      .set({ authorId: intoId })
      .where(eq(variantRemarks.authorId, fromId))
      .returning({ id: variantRemarks.id }),
  )
  const mine = yield* tx.do((db) =>
    db
      .select({ remarkId: remarkReports.remarkId })
      .from(remarkReports)
      .where(eq(remarkReports.reporterId, intoId)),
  )
  const known = [...mine.map(({ remarkId }) => remarkId), '']
  yield* tx.do((db) =>
    db
      .delete(remarkReports)
      .where(and(eq(remarkReports.reporterId, fromId), inArray(remarkReports.remarkId, known)))
      .returning({ remarkId: remarkReports.remarkId }),
  )
  yield* tx.do((db) =>
    db
      .update(remarkReports)
      .set({ reporterId: intoId })
      .where(eq(remarkReports.reporterId, fromId))
      .returning({ remarkId: remarkReports.remarkId }),
  )
}

/**
 * A leaving person's remarks on drawings: what stays has no author, what goes leaves only its number.
 * Their complaints stay as the desk's work, without their words.
 */
export function* leaveRemarks(
  tx: Tx,
  personId: string,
  choice: Choice,
): Generator<Step, { kept: number; removed: number }, unknown[]> {
  const own = yield* tx.do((db) =>
    db.select().from(variantRemarks).where(eq(variantRemarks.authorId, personId)),
  )
  let removed = 0
  for (const { townId, id, visibility } of own) {
    const stays = choice === 'anonymise' && visibility === 'published'
    if (!stays) removed++
    const gone = { authorId: null, body: '', reply: '', hiddenReason: '', visibility: 'withdrawn' as const }
    yield* tx.do((db) =>
      db
        .update(variantRemarks)
        .set(stays ? { authorId: null } : gone)
        .where(and(eq(variantRemarks.townId, townId), eq(variantRemarks.id, id)))
        .returning({ id: variantRemarks.id }),
    )
  }
  yield* tx.do((db) =>
    db
      .update(remarkReports)
      .set({ note: '' })
      .where(eq(remarkReports.reporterId, personId))
      .returning({ remarkId: remarkReports.remarkId }),
  )
  return { kept: own.length - removed, removed }
}
