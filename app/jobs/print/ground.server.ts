import { type FileHandle, open } from 'node:fs/promises'
import { localized } from '#app/domain/localized.ts'
import { type Ground, type GroundShape, groundOf, linesOf } from '#app/formats/print/ground.ts'
import { type Box, boxAround, boxOfPositions, metresInDegree } from '#app/formats/print/plane.ts'
import { shapesFromTiles } from '#app/formats/print/tile-shapes.ts'
import { printable } from '#app/formats/print/words.ts'
import { archivePath } from '#app/jobs/map-archives.server.ts'
import { planOf, townMapIn } from '#app/models/report-ground.server.ts'
import type { Collected } from './collect.server.ts'
import type { Speech } from './report-words.server.ts'

/** What lies under the marks, and whose data it is. */
export interface PrintGround {
  ground: Ground
  credit: string
}

/** Around what is shown, metres at least and a share of its size: maps show some of the neighbourhood. */
const [MARGIN_M, MARGIN] = [1000, 0.6]

/** The town's own vector tiles where it has chosen them, else its plan; boundary and spaces with both. */
export async function groundFor(collected: Collected, { t }: Speech): Promise<PrintGround> {
  const { db, town, spaces, locale } = collected
  const named = spaces.map((space) => ({
    name: printable(localized(space, 'name', locale)),
    geometry: space.geometry,
  }))
  const sources = { boundary: town.boundary, spaces: named, lang: locale }
  const tiles = await tilesFor(collected)
  if (tiles)
    return { ground: { ...groundOf({ ...sources, plan: null }), shapes: tiles.shapes }, credit: tiles.credit }
  const plan = await planOf(db, town.id)
  const ground = groundOf({ ...sources, plan })
  if (!plan) return { ground, credit: t('prints.noPlan') }
  const { attribution } = plan as { attribution?: unknown }
  const isNamed = typeof attribution === 'string' && attribution !== ''
  return { ground, credit: isNamed ? printable(attribution) : t('prints.ownPlan') }
}

async function tilesFor(collected: Collected): Promise<{ shapes: GroundShape[]; credit: string } | null> {
  const { db, town, locale } = collected
  const map = await townMapIn(db, town.id)
  const box = boxOf(collected)
  if (map?.kind !== 'archive' || !map.archive || !box) return null
  const { hash, minZoom, maxZoom, attribution } = map.archive
  // A file that is gone is named by `npm run check`; the plan stands in for it, as on the site.
  const file = await open(archivePath(town.id, hash), 'r').catch(() => null)
  if (!file) return null
  try {
    const read = (offset: number, length: number) => readAt(file, offset, length)
    const shapes = await shapesFromTiles({ read, box, minZoom, maxZoom, lang: locale })
    return { shapes, credit: printable(attribution) }
  } finally {
    await file.close()
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/** Around the spaces and points of the set; null where there is neither. */
function boxOf({ spaces, placed }: Collected): Box | null {
  const box = boxAround([
    ...spaces.map(({ geometry }) => boxOfPositions(linesOf(geometry).flat())),
    ...placed.map(({ ranked: { row } }) => boxOfPositions([[row.lng!, row.lat!]])),
  ])
  if (!box) return null
  const per = metresInDegree(box[1])
  const lng = Math.max(MARGIN_M / per.lng, (box[2] - box[0]) * MARGIN)
  const lat = Math.max(MARGIN_M / per.lat, (box[3] - box[1]) * MARGIN)
  return [box[0] - lng, box[1] - lat, box[2] + lng, box[3] + lat]
}
