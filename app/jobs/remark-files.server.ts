import { carryOver } from '#app/domain/variants/carry-over.ts'
import { toGround } from '#app/domain/variants/placement.ts'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import type { T } from '#app/i18n/i18n.ts'
import { listRemarks } from '#app/models/remarks.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { getConceptVariant } from '#app/models/variants.server.ts'
import { townDrawing } from './drawing.server.ts'

/** A remark as it leaves: where it stands on the newest published drawing, on the ground, and in the town's drawings. */
export interface RemarkRow {
  number: number
  version: number
  /** Pixels of the version's own drawing. */
  x: number
  y: number
  /** Degrees; null of a drawing that is not placed. */
  place: [lng: number, lat: number] | null
  /** As the town's drawings count, metres. */
  drawn: [number, number] | null
  body: string
  resolution: string
  reply: string
  createdAt: Date
}

/**
 * The remarks of a variant that everybody sees, without their authors.
 *
 * @throws {Refusal} 'variant.not-found'
 */
export async function remarkRows(town: Town, variantId: string, t: T): Promise<RemarkRow[]> {
  const { versions } = await getConceptVariant(town.id, variantId, { isStaff: true })
  const { place: inDrawing } = await townDrawing(town)
  const rows = await listRemarks(town.id, variantId)
  return rows
    .filter(({ remark }) => remark.visibility === 'published')
    .map(({ remark }) => {
      const { number, version, x, y, body, reply, resolution, createdAt } = remark
      const own = versions.find((one) => one.version === version)
      // Of a sheet that nobody placed, through a later one that was.
      const placed = own?.placement ? own : versions.find(({ placement }) => placement !== null)
      const at = own && placed && (own === placed ? ([x, y] as const) : carryOver([x, y], own, placed))
      const place = at && placed?.placement ? toGround(placed.placement, at) : null
      const words = resolution
        ? t(`served.variants.remarks.resolution.${resolution}`)
        : t('served.variants.remarks.open')
      return {
        number,
        version,
        x,
        y,
        place,
        drawn: place && inDrawing(place),
        body,
        resolution: words,
        reply,
        createdAt,
      }
    })
}

/** A table of remarks: pixels, degrees, and the coordinates of the town's drawings. */
export async function remarksCsv(rows: RemarkRow[], t: T, timeZone: string): Promise<string> {
  const name = (key: 'number' | 'version' | 'x' | 'y' | 'lng' | 'lat' | 'east' | 'north') =>
    t(`served.variants.columns.${key}`)
  const digits = (value: number | undefined, places: number) =>
    value === undefined ? null : Math.round(value * 10 ** places) / 10 ** places
  const number = (
    key: Parameters<typeof name>[0],
    value: (row: RemarkRow) => number | null,
    isFraction = true,
  ): Column<RemarkRow> => ({ key, label: name(key), type: 'number', isFraction, value })
  const columns: Column<RemarkRow>[] = [
    number('number', (row) => row.number, false),
    number('version', (row) => row.version, false),
    number('x', (row) => digits(row.x, 1)),
    number('y', (row) => digits(row.y, 1)),
    number('lng', (row) => digits(row.place?.[0], 7)),
    number('lat', (row) => digits(row.place?.[1], 7)),
    number('east', (row) => digits(row.drawn?.[0], 2)),
    number('north', (row) => digits(row.drawn?.[1], 2)),
    ...(['body', 'resolution', 'reply'] as const).map((key) => ({
      key,
      label: t(`served.variants.columns.${key}`),
      type: 'text' as const,
      value: (row: RemarkRow) => row[key],
    })),
    {
      key: 'created',
      label: t('served.variants.columns.created'),
      type: 'date',
      value: (row) => row.createdAt,
    },
  ]
  let text = ''
  for await (const chunk of csvChunks(columns, [rows], { separator: ';', timeZone })) text += chunk
  return text
}

/**
 * Remarks as GeoJSON.
 *
 * @param on  'ground': RFC 7946, null where the drawing is not placed; 'drawing': pixels in a plane with y negative
 *   downwards, in no reference system, as GeoJSON of 2008 says by `crs: null`
 */
export function remarksGeojson(rows: RemarkRow[], on: 'ground' | 'drawing'): string {
  const features = rows.map(({ place, x, y, drawn: _, createdAt, ...rest }) => {
    const coordinates = on === 'drawing' ? [x, -y] : place?.map((value) => Math.round(value * 1e7) / 1e7)
    return {
      type: 'Feature',
      id: rest.number,
      geometry: coordinates ? { type: 'Point', coordinates } : null,
      properties: { ...rest, x, y, createdAt: createdAt.toISOString() },
    }
  })
  const more = on === 'drawing' ? { crs: null } : {}
  return JSON.stringify({ type: 'FeatureCollection', ...more, features })
}
