import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { checkFeatureCollection, type FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import type { Area } from '#app/domain/geometry/positions.ts'

/** The most vertices that a boundary or a space may have. */
const MAX_VERTICES = 20_000

export interface AreasRead {
  features: Feature<Polygon | MultiPolygon>[]
  errors: FeatureFault[]
}

/**
 * Areas from a form: a GeoJSON file if one came, else the text of the field (which the drawing fills).
 * @param within the town's boundary, when the areas must lie inside it
 */
export async function readAreas(form: FormData, within?: Area | null): Promise<AreasRead | null> {
  const file = form.get('file')
  const text =
    file instanceof File && file.size > 0 ? await file.text() : String(form.get('geojson') ?? '').trim()
  if (text === '') return null
  return checkFeatureCollection(text.replace(/^\uFEFF/, ''), ['Polygon', 'MultiPolygon'], {
    maxVertices: MAX_VERTICES,
    within: within ?? undefined,
  })
}

/** All areas of a file as one: a boundary of several parts is one multipolygon; null when there are none. */
export function areaOf(areas: AreasRead | null): Area | null {
  const parts = (areas?.features ?? []).flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  )
  if (parts.length === 0) return null
  return parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0]! }
    : { type: 'MultiPolygon', coordinates: parts }
}
