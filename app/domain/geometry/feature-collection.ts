import type { Feature, GeoJsonProperties, Geometry } from 'geojson'
import { jsonErrorAt, lineAndColumn } from '#app/domain/geometry/json-error.ts'
import type { GeometryCode, GeometryType } from '#app/domain/geometry/read-coordinates.ts'
import { checkGeometry, type GeometryLimits } from '#app/domain/geometry/validate.ts'

/** What may be wrong with features beside their geometry, for who asks more of them. */
export type FeatureCode =
  | 'feature.several'
  | 'feature.slug-taken'
  | 'feature.name-too-long'
  | 'feature.facts-too-long'

/** A fault of one feature; `index` counts from 0 and is null when the whole file is at fault. */
export type FeatureFault = {
  index: number | null
  /** What the feature calls itself (properties name, title, название or its id), to find it in the source. */
  name?: string
  code: GeometryCode | 'geojson.syntax' | FeatureCode
  /** A place within the feature's geometry, or "line:column" (from 1) for 'geojson.syntax'. */
  at?: string
  value?: string
}

export type CheckedFeatures<T extends GeometryType = GeometryType> = {
  features: Feature<Extract<Geometry, { type: T }>>[]
  errors: FeatureFault[]
}

const NAME_KEYS = ['name', 'title', 'Name', 'название', 'Название']

/**
 * Checks a whole GeoJSON file and keeps what is sound: a FeatureCollection, a Feature, a bare geometry, or the text
 * of one. Features come back with their properties ({} if there were none) and id; every other one is an error.
 *
 * @param value    text (a byte order mark is forgiven) or parsed JSON
 * @param allowed  geometry types wanted; others are 'geometry.type'
 * @param limits   for each feature by itself
 * @returns never throws; an empty collection is an error ('geometry.empty' at "features")
 */
export function checkFeatureCollection<T extends GeometryType>(
  value: unknown,
  allowed: readonly T[],
  limits: GeometryLimits = {},
): CheckedFeatures<T> {
  const parsed = typeof value === 'string' ? parseText(value) : { value }
  if ('fault' in parsed) return { features: [], errors: [parsed.fault] }
  const items = itemsOf(parsed.value)
  const checked: CheckedFeatures<T> = { features: [], errors: [] }
  if (items.length === 0) checked.errors.push({ index: null, code: 'geometry.empty', at: 'features' })
  for (const [index, item] of items.entries()) {
    const source = isRecord(item) && item.type === 'Feature' ? item : { geometry: item }
    const properties = isRecord(source.properties) ? source.properties : {}
    const result = checkGeometry(source.geometry, allowed, limits)
    if (result.ok) {
      checked.features.push({ type: 'Feature', ...idOf(source), properties, geometry: result.geometry })
    } else {
      const { ok: _, ...wrong } = result
      checked.errors.push({ index, ...nameOf(source, properties), ...wrong })
    }
  }
  return checked
}

function parseText(text: string): { value: unknown } | { fault: FeatureFault } {
  const json = text.replace(/^\uFEFF/, '')
  try {
    return { value: JSON.parse(json) }
  } catch {
    const offset = jsonErrorAt(json) ?? 0
    const value = json.slice(offset, offset + 20)
    return { fault: { index: null, code: 'geojson.syntax', at: lineAndColumn(json, offset), value } }
  }
}

/** What a file holds: a collection's features (none if it has no list of them), or the thing itself. */
function itemsOf(value: unknown): unknown[] {
  if (!isRecord(value) || value.type !== 'FeatureCollection') return [value]
  return Array.isArray(value.features) ? value.features : []
}

function idOf(source: Record<string, unknown>): { id?: string | number } {
  return typeof source.id === 'string' || typeof source.id === 'number' ? { id: source.id } : {}
}

function nameOf(source: Record<string, unknown>, properties: NonNullable<GeoJsonProperties>) {
  const names: unknown[] = [...NAME_KEYS.map((key) => properties[key]), source.id]
  const name = names.find((one) => (typeof one === 'string' && one.trim() !== '') || typeof one === 'number')
  return name === undefined ? {} : { name: String(name).trim().slice(0, 80) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
