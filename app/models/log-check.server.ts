import { and, asc, eq, gt, isNotNull, lt, or } from 'drizzle-orm'
import { type Break, breakAt } from '#app/domain/log-chain.ts'
import { logHeads } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { hashOf, sealedColumns, sealOf, unchained } from './staff-acts.server.ts'

/** The first entry of a town's log that does not follow from the one before; `seq` 0 is the seal of what is older. */
export interface BrokenLog {
  townSlug: string
  seq: number
  /** Null when the entry itself is missing. */
  actId: string | null
  why: Break
}

const PAGE = 1000

/** Computes every hash of every town's log anew, as of one moment. @returns [] when every chain holds */
export async function checkLogs(): Promise<BrokenLog[]> {
  const store = await getStore()
  return store.snapshot(async (db) => {
    const broken: BrokenLog[] = []
    for (const { id, slug } of await db.select({ id: towns.id, slug: towns.slug }).from(towns)) {
      const found = await firstBreak(db, id)
      if (found) broken.push({ townSlug: slug, ...found })
    }
    return broken
  })
}

async function firstBreak(db: Db, townId: string): Promise<Omit<BrokenLog, 'townSlug'> | null> {
  const [head] = await db.select().from(logHeads).where(eq(logHeads.townId, townId))
  const older = await db
    .select(sealedColumns)
    .from(staffActs)
    .where(unchained(townId))
    .orderBy(asc(staffActs.id))
  // What the walk below would pass by: numbers before the first, and marks that hashes do not cover.
  const [stray] = await db
    .select({ id: staffActs.id, seq: staffActs.seq })
    .from(staffActs)
    .where(
      and(
        eq(staffActs.townId, townId),
        or(lt(staffActs.seq, 1), and(isNotNull(staffActs.seq), isNotNull(staffActs.undoneBy))),
      ),
    )
    .orderBy(asc(staffActs.seq))
    .limit(1)
  if (stray) return { seq: stray.seq!, actId: stray.id, why: 'stray' }
  let last = { seq: 0, hash: sealOf(townId, older) }
  for (;;) {
    const page = await db
      .select()
      .from(staffActs)
      .where(and(eq(staffActs.townId, townId), gt(staffActs.seq, last.seq)))
      .orderBy(asc(staffActs.seq))
      .limit(PAGE)
    for (const { undoneBy, prevHash, hash, ...row } of page) {
      const entry = { seq: row.seq!, prevHash: prevHash ?? '', hash: hash ?? '' }
      const hashed = hashOf(entry.prevHash, {
        ...row,
        seq: entry.seq,
        createdAt: row.createdAt.toISOString(),
      })
      const why = breakAt(last, entry, hashed)
      if (why) {
        // The first link hangs on the seal: then it is the older entries that were touched.
        if (why === 'link' && last.seq === 0) return { seq: 0, actId: null, why: 'seal' }
        return { seq: last.seq + 1, actId: why === 'gap' ? null : row.id, why }
      }
      last = { seq: entry.seq, hash: entry.hash }
    }
    if (page.length < PAGE) break
  }
  if (!head) return last.seq === 0 ? null : { seq: last.seq, actId: null, why: 'head' }
  if (head.seq !== last.seq) return { seq: last.seq + 1, actId: null, why: 'head' }
  return head.hash === last.hash
    ? null
    : { seq: last.seq, actId: null, why: last.seq === 0 ? 'seal' : 'head' }
}
