import { and, asc, eq } from 'drizzle-orm'
import type { CountedVote, PaperFigures } from '#app/domain/results.ts'
import { resultDetails } from '#db/schema/counts.server.ts'
import { paperBundles } from '#db/schema/paper.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'

/** Paper ballots of a vote, bundle by bundle summed; null where there were no bundles. */
export async function countPaper(db: Db, townId: string, phaseId: string): Promise<PaperFigures | null> {
  const rows = await bundlesOf(db, townId, phaseId)
  return rows.length > 0 ? figuresOf(rows) : null
}

/** The same, as it is now. */
export async function getPaper(townId: string, phaseId: string): Promise<PaperFigures | null> {
  const { read } = await getStore()
  return countPaper(read, townId, phaseId)
}

/** The same in a transaction, for acts that must know whether a result has counted all paper. */
export function* paperNow(
  tx: Tx,
  { townId, phaseId }: { townId: string; phaseId: string },
): Generator<Step, PaperFigures, unknown[]> {
  return figuresOf(yield* tx.do((db) => bundlesOf(db, townId, phaseId)))
}

/** Whether a version was counted with all bundles that are agreed now, those of spoiled papers only among them. */
export function* hasAllPaper(
  tx: Tx,
  { townId, phaseId, version }: { townId: string; phaseId: string; version: number },
): Generator<Step, boolean, unknown[]> {
  const now = yield* paperNow(tx, { townId, phaseId })
  const [counted] = yield* tx.do((db) =>
    db
      .select({ vote: resultDetails.vote })
      .from(resultDetails)
      .where(
        and(
          eq(resultDetails.townId, townId),
          eq(resultDetails.phaseId, phaseId),
          eq(resultDetails.version, version),
        ),
      ),
  )
  const then = (counted?.vote as CountedVote | undefined)?.paper ?? figuresOf([])
  return (['bundles', 'issued', 'found', 'valid', 'spoiled'] as const).every((key) => now[key] === then[key])
}

type Row = Pick<
  typeof paperBundles.$inferSelect,
  'number' | 'place' | 'state' | 'issued' | 'found' | 'valid' | 'spoiled'
>

function bundlesOf(db: Db, townId: string, phaseId: string): PromiseLike<Row[]> {
  const { number, place, state, issued, found, valid, spoiled } = paperBundles
  return db
    .select({ number, place, state, issued, found, valid, spoiled })
    .from(paperBundles)
    .where(and(eq(paperBundles.townId, townId), eq(paperBundles.phaseId, phaseId)))
    .orderBy(asc(paperBundles.number))
}

function figuresOf(rows: Row[]): PaperFigures {
  const agreed = rows.filter(({ state }) => state === 'agreed')
  const sum = (key: 'issued' | 'found' | 'valid' | 'spoiled') =>
    agreed.reduce((total, row) => total + (row[key] ?? 0), 0)
  return {
    bundles: agreed.length,
    issued: sum('issued'),
    found: sum('found'),
    valid: sum('valid'),
    spoiled: sum('spoiled'),
    open: rows.filter(({ state }) => state === 'open').map(({ number, place }) => ({ number, place })),
  }
}
