import { eq, sql } from 'drizzle-orm'
import { type Bbox, bboxOf } from '#app/domain/geometry/bbox.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { type MapArchive, type RasterTiles, townMaps } from '#db/schema/towns.server.ts'
import { getStore, query, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import type { Town } from './towns.server.ts'

export type TownMap = typeof townMaps.$inferSelect
type Choice = Pick<TownMap, 'kind' | 'archive' | 'raster'>
export type MapKind = TownMap['kind']
export const MAP_KINDS = ['plan', 'archive', 'raster'] as const satisfies readonly MapKind[]

interface Change {
  townId: string
  actorId: string
  now?: Date
}

// Every page of a town asks for it: built and prepared once.
const mapOfTown = query<{ townId: string }>()('map_of_town', (db) =>
  db
    .select()
    .from(townMaps)
    .where(eq(townMaps.townId, sql.placeholder('townId'))),
)

/** What a town's maps are drawn from; null when nobody has chosen. */
export async function getTownMap(townId: string): Promise<TownMap | null> {
  const [row] = await (await getStore()).get(mapOfTown, { townId })
  return row ?? null
}

/** Every file that a town draws from, or could turn back to. */
export async function listMapArchives(): Promise<{ townId: string; hash: string }[]> {
  const { read } = await getStore()
  const rows = await read.select({ townId: townMaps.townId, archive: townMaps.archive }).from(townMaps)
  return rows.flatMap(({ townId, archive }) => (archive ? [{ townId, hash: archive.hash }] : []))
}

/**
 * Draws the town's maps from another file from now on.
 * @returns the file it was drawn from before: pages that are open still read it
 */
export async function replaceMapArchive({
  archive,
  ...change
}: Change & { archive: MapArchive }): Promise<MapArchive | null> {
  const store = await getStore()
  return store.write(function* recordArchive(tx) {
    const before = yield* readMap(tx, change.townId)
    yield* writeMap(tx, {
      ...change,
      before,
      after: { kind: 'archive', archive, raster: before?.raster ?? null },
    })
    return before?.archive ?? null
  })
}

/**
 * Chooses what the town's maps are drawn from.
 * @param raster of the choice `raster`; otherwise those given before are kept
 * @throws {Refusal} 'map.no-archive' when a file is chosen that nobody has given
 */
export async function chooseMap({
  kind,
  raster,
  ...change
}: Change & { kind: MapKind; raster?: RasterTiles | null }) {
  const store = await getStore()
  await store.write(function* recordChoice(tx) {
    const before = yield* readMap(tx, change.townId)
    if (kind === 'archive' && !before?.archive) throw new Refusal('map.no-archive')
    const after = { kind, archive: before?.archive ?? null, raster: raster ?? before?.raster ?? null }
    yield* writeMap(tx, { ...change, before, after })
  })
}

function* readMap(tx: Tx, townId: string): Generator<Step, TownMap | null, unknown[]> {
  const [row] = yield* tx.do((db) => db.select().from(townMaps).where(eq(townMaps.townId, townId)))
  return row ?? null
}

function* writeMap(
  tx: Tx,
  { townId, actorId, before, after, now = new Date() }: Change & { before: Choice | null; after: Choice },
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(townMaps)
      .values({ townId, ...after, updatedAt: now })
      .onConflictDoUpdate({ target: townMaps.townId, set: { ...after, updatedAt: now } })
      .returning({ townId: townMaps.townId }),
  )
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'map.change',
    subjectType: 'town',
    subjectId: townId,
    before: before ? forLog(before) : {},
    after: forLog(after),
    now,
  })
}

/** The log keeps nobody's words: of the file its hash and size, of addresses and credits nothing. */
function forLog({ kind, archive }: Choice) {
  return { map: kind, archive: archive?.hash ?? null, bytes: archive?.bytes ?? null }
}

/** Where a town lies, for what must touch it: its boundary, or two kilometres around its middle. */
export function boxOfTown({ boundary, lng, lat }: Pick<Town, 'boundary' | 'lng' | 'lat'>): Bbox {
  if (boundary) return bboxOf(boundary)
  const [dx, dy] = [0.02 / Math.cos((lat * Math.PI) / 180), 0.02]
  return [lng - dx, lat - dy, lng + dx, lat + dy]
}
