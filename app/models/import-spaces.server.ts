import type { MultiPolygon, Polygon } from 'geojson'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { spaces } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

const ROWS_PER_STATEMENT = 200

/** A space read from somebody's file, in degrees of WGS84. */
export interface ImportedSpace {
  /** Of its row, from 1. */
  number: number
  name: string
  slug: string
  kind: string
  facts: string
  geometry: Polygon | MultiPolygon
}

/** Makes spaces in a write of somebody else's. @returns their ids; a slug that is taken meanwhile breaks the write */
export function* takeSpaces(
  tx: Tx,
  { townId, rows, now }: { townId: string; rows: readonly ImportedSpace[]; now: Date },
): Generator<Step, string[], unknown[]> {
  const made = rows.map(({ number: _, ...space }) => {
    const [lng, lat] = pointOf(space.geometry)
    return { ...space, townId, id: newId(), lng, lat, translations: {}, createdAt: now }
  })
  for (let from = 0; from < made.length; from += ROWS_PER_STATEMENT)
    yield* tx.do((db) =>
      db
        .insert(spaces)
        .values(made.slice(from, from + ROWS_PER_STATEMENT))
        .returning({ id: spaces.id }),
    )
  return made.map(({ id }) => id)
}
