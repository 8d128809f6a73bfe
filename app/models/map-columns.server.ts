import { setImmediate as breathe } from 'node:timers/promises'
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import { contributions as c } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { type Db, getStore, query, type Step, type Tx } from '#db/store.server.ts'
import type { Scope } from './listing.server.ts'

/*
 * At 100,000 pins no query is quick enough for a map: SQLite takes 15 ms only to count the entries of the covering index
 * and 70-200 ms to group them, and a pyramid of counts serves no filter. So the process keeps, for the towns that are
 * looked at, what the map asks about as columns of numbers in the order of the cells (40 bytes a pin): any filter and any
 * view is then a walk over plain arrays. Every write that changes them adds one to `towns.mapRevision` in its own
 * transaction, each look compares that number first, so an answered write is seen by the next look, in every process.
 */

/** Facets that a filter may ask about. */
const FACETS = ['kind', 'status', 'processId', 'categoryId', 'spaceId'] as const
type FacetName = (typeof FACETS)[number]

/** `values[codes[i]]` is the value of pin i. */
interface Facet {
  codes: Uint16Array
  values: (string | null)[]
}

/** The published, placed contributions of a town as of one revision, by cell. */
export interface MapColumns {
  revision: number
  cell: Float64Array
  lng: Float64Array
  lat: Float64Array
  number: Uint32Array
  facets: Record<FacetName, Facet>
}

/** The most pins kept, of all towns together; the towns looked at longest ago go first. */
const KEPT_PINS = 1_000_000
/** Rows read at a time: a few milliseconds, then others have their turn. */
const PAGE = 500

const kept = new Map<string, { revision: number; size: number; columns: Promise<MapColumns> }>()

/** Must be part of every write that changes a contribution's point, kind, process, category, space, status or visibility. */
export function* touchMap(tx: Tx, townId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(towns)
      .set({ mapRevision: sql`${towns.mapRevision} + 1` })
      .where(eq(towns.id, townId))
      .returning({ id: towns.id }),
  )
}

const mapRevision = query<{ townId: string }>()('map_revision', (db) =>
  db
    .select({ revision: towns.mapRevision })
    .from(towns)
    .where(eq(towns.id, sql.placeholder('townId'))),
)

/** The columns as of now: loaded again only when something has changed. */
export async function mapColumnsOf(townId: string): Promise<MapColumns> {
  const store = await getStore()
  const [town] = await store.get(mapRevision, { townId })
  const wanted = town?.revision ?? 0
  const held = kept.get(townId)
  kept.delete(townId)
  if (held && held.revision >= wanted) {
    kept.set(townId, held)
    return held.columns
  }
  // One load at a time: it may already bring what was wanted meanwhile.
  const before = held?.columns.catch(() => null) ?? Promise.resolve(null)
  const columns = before.then((last) => (last && last.revision >= wanted ? last : load(townId)))
  const mine = { revision: wanted, size: held?.size ?? 0, columns }
  kept.set(townId, mine)
  try {
    const { revision, cell } = await columns
    mine.revision = Math.max(mine.revision, revision)
    mine.size = cell.length
    forgetOldest()
  } catch (error) {
    if (kept.get(townId) === mine) kept.delete(townId)
    throw error
  }
  return columns
}

function forgetOldest() {
  let pins = 0
  for (const { size } of kept.values()) pins += size
  for (const [townId, { size }] of kept) {
    if (pins <= KEPT_PINS || kept.size === 1) return
    kept.delete(townId)
    pins -= size
  }
}

async function load(townId: string): Promise<MapColumns> {
  const store = await getStore()
  return store.snapshot(async function readColumns(db) {
    const [town] = await db.select({ revision: towns.mapRevision }).from(towns).where(eq(towns.id, townId))
    const points = { cell: [] as number[], lng: [] as number[], lat: [] as number[], number: [] as number[] }
    const facets = Object.fromEntries(FACETS.map((name) => [name, newFacet()])) as Record<FacetName, NewFacet>
    let last: Row | undefined
    do {
      const page = await readPage(db, townId, last)
      for (const row of page) {
        points.cell.push(row.cell!)
        points.lng.push(row.lng!)
        points.lat.push(row.lat!)
        points.number.push(row.number)
        for (const name of FACETS) addTo(facets[name], row[name])
      }
      last = page.length === PAGE ? page.at(-1) : undefined
      if (last) await breathe()
    } while (last)
    return {
      revision: town?.revision ?? 0,
      cell: Float64Array.from(points.cell),
      lng: Float64Array.from(points.lng),
      lat: Float64Array.from(points.lat),
      number: Uint32Array.from(points.number),
      facets: Object.fromEntries(
        FACETS.map((name) => [
          name,
          { codes: Uint16Array.from(facets[name].codes), values: [...facets[name].codeOf.keys()] },
        ]),
      ) as MapColumns['facets'],
    }
  })
}

interface NewFacet {
  codes: number[]
  codeOf: Map<string | null, number>
}

function newFacet(): NewFacet {
  return { codes: [], codeOf: new Map() }
}

function addTo({ codes, codeOf }: NewFacet, value: string | null) {
  let code = codeOf.get(value)
  if (code === undefined) {
    code = codeOf.size
    codeOf.set(value, code)
  }
  codes.push(code)
}

type Row = Awaited<ReturnType<typeof readPage>>[number]

/** In the order of the index `contributions_cell`, which covers it. */
function readPage(
  db: Db,
  townId: string,
  after?: Pick<typeof c.$inferSelect, 'cell' | 'lng' | 'lat' | 'kind' | 'number'>,
) {
  const beyond =
    after &&
    sql`(${c.cell}, ${c.lng}, ${c.lat}, ${c.kind}, ${c.number}) >
      (${after.cell}, ${after.lng}, ${after.lat}, ${after.kind}, ${after.number})`
  return db
    .select({
      cell: c.cell,
      lng: c.lng,
      lat: c.lat,
      number: c.number,
      kind: c.kind,
      status: c.status,
      processId: c.processId,
      categoryId: c.categoryId,
      spaceId: c.spaceId,
    })
    .from(c)
    .where(and(eq(c.townId, townId), eq(c.visibility, 'published'), isNotNull(c.cell), beyond))
    .orderBy(asc(c.cell), asc(c.lng), asc(c.lat), asc(c.kind), asc(c.number))
    .limit(PAGE)
}

/** Says of pin i whether it is in the scope; the words of a scope are not asked here. */
export function matcherOf({ facets }: MapColumns, scope: Scope): (i: number) => boolean {
  const asked: Record<FacetName, string[] | null> = {
    kind: scope.kinds,
    status: scope.statuses,
    processId: scope.processIds,
    categoryId: scope.categoryIds,
    spaceId: scope.spaceId === null ? null : [scope.spaceId],
  }
  const tests = FACETS.flatMap((name) => {
    const wanted = asked[name]
    if (!wanted) return []
    const { codes, values } = facets[name]
    return [
      {
        codes,
        isWanted: Uint8Array.from(values, (value) => (value !== null && wanted.includes(value) ? 1 : 0)),
      },
    ]
  })
  return (i) => {
    for (const { codes, isWanted } of tests) if (!isWanted[codes[i]!]) return false
    return true
  }
}

/** The first pin whose cell is not below `cell`. */
export function firstFrom({ cell: cells }: MapColumns, cell: number): number {
  let [low, high] = [0, cells.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cells[middle]! < cell) low = middle + 1
    else high = middle
  }
  return low
}
