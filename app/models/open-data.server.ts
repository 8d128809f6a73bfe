import { and, desc, eq, gte, isNotNull, lt, ne, or } from 'drizzle-orm'
import type { Licence } from '#app/domain/sharing.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { openDataArchives, townSharing } from '#db/schema/sharing.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'

export type OpenArchive = typeof openDataArchives.$inferSelect

/** One that has been made for so long died with its process. */
const SILENT_MS = 15 * 60_000

/** Towns that publish their data, and their newest archive. */
export async function listPublishingTowns() {
  const { read } = await getStore()
  const rows = await read
    .select({ town: towns, licence: townSharing.licence })
    .from(townSharing)
    .innerJoin(towns, eq(towns.id, townSharing.townId))
    .where(isNotNull(townSharing.licence))
  return rows.map(({ town, licence }) => ({ town, licence: licence! }))
}

/** Takes a day's archive for making: of all processes that try, one gets true, and once it is made none. */
export async function claimArchive(
  townId: string,
  day: string,
  licence: Licence,
  now: Date,
): Promise<boolean> {
  const store = await getStore()
  return store.write(function* recordClaim(tx) {
    const begun = { state: 'making' as const, at: now, rows: 0, bytes: 0, hash: '', licence }
    const made = yield* tx.do((db) =>
      db
        .insert(openDataArchives)
        .values({ townId, day, ...begun })
        .onConflictDoNothing()
        .returning({ day: openDataArchives.day }),
    )
    if (made.length > 0) return true
    const taken = yield* tx.do((db) =>
      db
        .update(openDataArchives)
        .set(begun)
        .where(
          and(
            eq(openDataArchives.townId, townId),
            eq(openDataArchives.day, day),
            eq(openDataArchives.state, 'making'),
            lt(openDataArchives.at, new Date(now.getTime() - SILENT_MS)),
          ),
        )
        .returning({ day: openDataArchives.day }),
    )
    return taken.length > 0
  })
}

/** What `at` says of a row tells one making of a day's archive from the next. */
const thisMaking = ({ townId, day, at }: Pick<OpenArchive, 'townId' | 'day' | 'at'>) =>
  and(eq(openDataArchives.townId, townId), eq(openDataArchives.day, day), eq(openDataArchives.at, at))

/** @returns false when it was taken back while it was made: something in it is no longer public */
export async function markArchiveDone(
  made: Pick<OpenArchive, 'townId' | 'day' | 'at'>,
  file: { rows: number; bytes: number; hash: string },
  now: Date,
): Promise<boolean> {
  const store = await getStore()
  const done = await store.write((tx) =>
    tx.do((db) =>
      db
        .update(openDataArchives)
        .set({ ...file, state: 'done', at: now })
        .where(and(thisMaking(made), eq(openDataArchives.state, 'making')))
        .returning({ day: openDataArchives.day }),
    ),
  )
  return done.length > 0
}

/** It failed, or its file is gone: the next look begins anew. */
export async function dropArchive(archive: Pick<OpenArchive, 'townId' | 'day' | 'at'>) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db.delete(openDataArchives).where(thisMaking(archive)).returning({ day: openDataArchives.day }),
    ),
  )
}

/**
 * Takes back, in the act by which an entry stops being public, the archives that may hold it: all that were finished since
 * it was sent, and the one that is being made. Their files go at the next look, which also makes the day's anew.
 */
export function* takeArchivesBack(
  tx: Tx,
  townId: string,
  contributionId: string,
): Generator<Step, void, unknown[]> {
  const [row] = yield* tx.do((db) =>
    db
      .select({ createdAt: contributions.createdAt })
      .from(contributions)
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId))),
  )
  if (row) yield* takeArchivesSince(tx, townId, row.createdAt)
}

/** All that were finished since a moment, and the one that is being made: what came into sight then is in none before. */
export function* takeArchivesSince(tx: Tx, townId: string, since: Date): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(openDataArchives)
      .where(
        and(
          eq(openDataArchives.townId, townId),
          or(eq(openDataArchives.state, 'making'), gte(openDataArchives.at, since)),
        ),
      )
      .returning({ day: openDataArchives.day }),
  )
}

/** Every town's finished archives. */
export async function listAllArchives(): Promise<Pick<OpenArchive, 'townId' | 'day'>[]> {
  const { read } = await getStore()
  return read
    .select({ townId: openDataArchives.townId, day: openDataArchives.day })
    .from(openDataArchives)
    .where(eq(openDataArchives.state, 'done'))
}

/** A town's finished archives, the newest first. */
export async function listArchives(townId: string): Promise<OpenArchive[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(openDataArchives)
    .where(and(eq(openDataArchives.townId, townId), eq(openDataArchives.state, 'done')))
    .orderBy(desc(openDataArchives.day))
}

/** Rows that were made before a moment; the newest stays. @returns the days that went */
export async function deleteOldArchives(townId: string, newest: string, before: Date): Promise<string[]> {
  const store = await getStore()
  const gone = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(openDataArchives)
        .where(
          and(
            eq(openDataArchives.townId, townId),
            ne(openDataArchives.day, newest),
            lt(openDataArchives.at, before),
          ),
        )
        .returning({ day: openDataArchives.day }),
    ),
  )
  return gone.map(({ day }) => day)
}
