import { and, asc, eq, inArray } from 'drizzle-orm'
import type { FeatureCollection } from 'geojson'
import { contributions as c, comments, photos } from '#db/schema/contributions.server.ts'
import { baseMaps, townMaps } from '#db/schema/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** A town's own drawn plan as a snapshot sees it; null where there is none. */
export async function planOf(db: Db, townId: string): Promise<FeatureCollection | null> {
  const [row] = await db
    .select({ features: baseMaps.features })
    .from(baseMaps)
    .where(eq(baseMaps.townId, townId))
  return row?.features ?? null
}

/** What a town's maps are drawn from, as a snapshot sees it; null where nobody has chosen. */
export async function townMapIn(db: Db, townId: string) {
  const [row] = await db.select().from(townMaps).where(eq(townMaps.townId, townId))
  return row ?? null
}

/** Pictures of these that everybody may see, in their order. */
export async function photosIn(db: Db, townId: string, contributionIds: readonly string[]) {
  if (contributionIds.length === 0) return []
  return db
    .select({
      id: photos.id,
      contributionId: photos.contributionId,
      alt: photos.alt,
      translations: photos.translations,
    })
    .from(photos)
    .where(
      and(
        eq(photos.townId, townId),
        eq(photos.visibility, 'published'),
        inArray(photos.contributionId, [...contributionIds]),
      ),
    )
    .orderBy(asc(photos.contributionId), asc(photos.position))
}

/** Published comments of one entry, oldest first, without who wrote them. */
export async function commentsIn(db: Db, townId: string, contributionId: string, limit: number) {
  return db
    .select({
      isOfficial: comments.isOfficial,
      body: comments.body,
      translations: comments.translations,
      createdAt: comments.createdAt,
    })
    .from(comments)
    .where(
      and(
        eq(comments.townId, townId),
        eq(comments.contributionId, contributionId),
        eq(comments.visibility, 'published'),
      ),
    )
    .orderBy(asc(comments.createdAt), asc(comments.id))
    .limit(limit)
}

/** The shapes of lines and areas among these; a point is known by its row. */
export async function shapesIn(db: Db, townId: string, contributionIds: readonly string[]) {
  if (contributionIds.length === 0) return new Map()
  const rows = await db
    .select({ id: c.id, geometry: c.geometry })
    .from(c)
    .where(and(eq(c.townId, townId), inArray(c.id, [...contributionIds])))
  return new Map(
    rows
      .filter(({ geometry }) => geometry && geometry.type !== 'Point')
      .map((row) => [row.id, row.geometry!]),
  )
}
