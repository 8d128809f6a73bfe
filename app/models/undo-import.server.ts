import { and, eq, inArray, notExists } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { importRows, imports } from '#db/schema/imports.server.ts'
import { categories, spaces } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { EMPTY } from './deletion-content.server.ts'
import { newId } from './ids.server.ts'
import { isImport } from './import-drafts.server.ts'
import { touchedIn } from './import-touched.server.ts'
import { decide } from './moderation.server.ts'
import { takeArchivesSince } from './open-data.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { tellWebhooksOfMany } from './webhook-queue.server.ts'

const IDS_PER_STATEMENT = 400

export interface ImportUndo {
  townId: string
  actorId: string
  id: string
  /** What to do where somebody has acted on what was imported: undo nothing, leave those, or leave and hide those. */
  touched: 'refuse' | 'keep' | 'hide'
  /** Why those are hidden. */
  reason?: string
  now?: Date
}

/**
 * Takes back what an import has made, in one write; where there is nothing more to take back, nothing is written. Proposals keep their number and nothing else: a number is never given
 * twice, and their external ids are free for another import. Spaces go, and so do categories that nothing is in.
 *
 * @returns how many are gone, how many have stayed, and of those how many are hidden now and how many could not be, being
 *   in another moderator's hands
 * @throws {Refusal} 'import.not-found' | 'import.not-done' | 'import.touched' (`count`) | 'reason.missing' and, when
 *   hiding, as `decideModeration`
 */
export async function undoImport({
  townId,
  actorId,
  id,
  touched: wanted,
  reason = '',
  now = new Date(),
}: ImportUndo) {
  const store = await getStore()
  return store.write(function* recordUndo(tx) {
    const [row] = yield* tx.do((db) => db.select().from(imports).where(isImport(townId, id)))
    if (!row) throw new Refusal('import.not-found')
    if (row.state !== 'done' && row.state !== 'partly') throw new Refusal('import.not-done')
    const touched = yield* touchedIn(tx, { townId, importId: id })
    if (touched.size > 0 && wanted === 'refuse') throw new Refusal('import.touched', { count: touched.size })
    if (wanted === 'hide' && reason.trim() === '') throw new Refusal('reason.missing')
    const mine = and(eq(importRows.townId, townId), eq(importRows.importId, id))!
    const made = yield* tx.do((db) => db.select().from(importRows).where(mine))
    const gone = (type: (typeof made)[number]['subjectType']) =>
      made
        .filter(({ subjectType, subjectId }) => subjectType === type && !touched.has(subjectId))
        .map(({ subjectId }) => subjectId)
    const entries = gone('contribution')
    const places = gone('space')
    yield* emptyEntries(tx, townId, entries, now)
    yield* tellWebhooksOfMany(tx, {
      townId,
      event: 'contribution.removed',
      subjectIds: entries,
      now,
    })
    // Dates of the entries are of the file: none was in sight before the import.
    if (entries.length + places.length > 0) yield* takeArchivesSince(tx, townId, row.doneAt!)
    yield* inPieces(places, (some) =>
      tx.do((db) =>
        db
          .delete(spaces)
          .where(and(eq(spaces.townId, townId), inArray(spaces.id, some)))
          .returning({ id: spaces.id }),
      ),
    )
    const unused = yield* removeUnused(tx, townId, gone('category'))
    yield* inPieces([...entries, ...places, ...unused], (some) =>
      tx.do((db) =>
        db
          .delete(importRows)
          .where(and(mine, inArray(importRows.subjectId, some)))
          .returning({ id: importRows.subjectId }),
      ),
    )
    const kept = touched.size
    const { hidden, claimed } =
      wanted === 'hide'
        ? yield* hide(tx, { townId, actorId, reason, now }, [...touched.keys()])
        : { hidden: 0, claimed: 0 }
    const removed = entries.length + places.length
    const result = { removed, kept, hidden, claimed }
    if (kept > 0 && removed + unused.length + hidden === 0) return result
    yield* tx.do((db) =>
      db
        .update(imports)
        .set({ state: kept > 0 ? 'partly' : 'undone', undoneAt: now })
        .where(isImport(townId, id))
        .returning({ id: imports.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'import.undo',
      subjectType: 'import',
      subjectId: id,
      before: {},
      after: { rows: removed, kept },
      now,
    })
    return result
  })
}

function* emptyEntries(tx: Tx, townId: string, ids: string[], now: Date): Generator<Step, void, unknown[]> {
  const nothing = {
    ...EMPTY,
    spaceId: null,
    categoryId: null,
    costMinor: null,
    externalId: null,
    updatedAt: now,
  }
  yield* inPieces(ids, (some) =>
    tx.do((db) =>
      db
        .update(contributions)
        .set(nothing)
        .where(and(eq(contributions.townId, townId), inArray(contributions.id, some)))
        .returning({ id: contributions.id }),
    ),
  )
}

/** @returns the categories that are gone: those in which nothing is */
function* removeUnused(tx: Tx, townId: string, ids: string[]): Generator<Step, string[], unknown[]> {
  const removed: string[] = []
  yield* inPieces(ids, function* remove(some) {
    const rows = yield* tx.do((db) =>
      db
        .delete(categories)
        .where(
          and(
            eq(categories.townId, townId),
            inArray(categories.id, some),
            notExists(
              db
                .select({ id: contributions.id })
                .from(contributions)
                .where(and(eq(contributions.townId, townId), eq(contributions.categoryId, categories.id))),
            ),
          ),
        )
        .returning({ id: categories.id }),
    )
    removed.push(...rows.map(({ id }) => id))
  })
  return removed
}

type Hiding = Pick<Required<ImportUndo>, 'townId' | 'actorId' | 'reason' | 'now'>

/** What another moderator looks at now stays in sight. */
function* hide(
  tx: Tx,
  act: Hiding,
  ids: string[],
): Generator<Step, { hidden: number; claimed: number }, unknown[]> {
  const batchId = newId()
  let [hidden, claimed] = [0, 0]
  for (const id of ids) {
    const [row] = yield* tx.do((db) =>
      db
        .select({ visibility: contributions.visibility })
        .from(contributions)
        .where(and(eq(contributions.townId, act.townId), eq(contributions.id, id))),
    )
    if (row?.visibility !== 'published') continue
    try {
      yield* decide(tx, { ...act, subject: { type: 'contribution', id }, act: 'hide' }, batchId)
      hidden++
    } catch (error) {
      // Thrown before anything of this one was written.
      if (!(error instanceof Refusal) || error.code !== 'desk.claimed') throw error
      claimed++
    }
  }
  return { hidden, claimed }
}

function* inPieces(
  ids: string[],
  act: (some: string[]) => Generator<Step, unknown, unknown[]>,
): Generator<Step, void, unknown[]> {
  for (let from = 0; from < ids.length; from += IDS_PER_STATEMENT)
    yield* act(ids.slice(from, from + IDS_PER_STATEMENT))
}
