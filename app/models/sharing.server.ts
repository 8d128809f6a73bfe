import { eq, sql } from 'drizzle-orm'
import type { Licence } from '#app/domain/sharing.ts'
import { townSharing } from '#db/schema/sharing.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, query } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface Sharing {
  embedHosts: string[]
  licence: Licence | null
}

const NOTHING: Sharing = { embedHosts: [], licence: null }

const hostsOfSlug = query<{ slug: string }>()('embed_hosts_of_slug', (db) =>
  db
    .select({ embedHosts: townSharing.embedHosts })
    .from(townSharing)
    .innerJoin(towns, eq(towns.id, townSharing.townId))
    .where(eq(towns.slug, sql.placeholder('slug'))),
)

/** Whose pages may hold the embeds of the town of an address; [] where there is no such town. */
export async function listEmbedHosts(slug: string): Promise<string[]> {
  const [row] = await (await getStore()).get(hostsOfSlug, { slug })
  return row?.embedHosts ?? []
}

export async function getSharing(townId: string): Promise<Sharing> {
  const { read } = await getStore()
  const [row] = await read
    .select({ embedHosts: townSharing.embedHosts, licence: townSharing.licence })
    .from(townSharing)
    .where(eq(townSharing.townId, townId))
  return row ?? NOTHING
}

export interface SharingChange extends Sharing {
  townId: string
  /** Null when it is made with the town. */
  actorId: string | null
  now?: Date
}

export async function changeSharing({
  townId,
  actorId,
  embedHosts,
  licence,
  now = new Date(),
}: SharingChange) {
  const store = await getStore()
  await store.write(function* recordSharing(tx) {
    const [before] = yield* tx.do((db) => db.select().from(townSharing).where(eq(townSharing.townId, townId)))
    const set = { embedHosts, licence, updatedAt: now }
    yield* tx.do((db) =>
      db
        .insert(townSharing)
        .values({ townId, ...set })
        .onConflictDoUpdate({ target: townSharing.townId, set })
        .returning({ townId: townSharing.townId }),
    )
    if (!actorId) return
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'sharing.change',
      subjectType: 'town',
      subjectId: townId,
      before: { embedHosts: before?.embedHosts ?? [], licence: before?.licence ?? null },
      after: { embedHosts, licence },
      now,
    })
  })
}
