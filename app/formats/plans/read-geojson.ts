import { decoderFor, hasMark16, unicodeText } from '#app/formats/plans/decode.ts'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import type { Attributes, PlanSystem, RawPlan } from '#app/formats/plans/plan.ts'
import { readRawShapes } from '#app/formats/plans/raw-shape.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const WGS84 = /(?:CRS:?84|EPSG:+4326)$/i
const EPSG = /EPSG:+(?:[\d.]*:)?(\d{4,6})$/i
const MOST_LETTERS_NESTED = 500

/**
 * Reads a FeatureCollection, a feature or a bare geometry. Coordinates of a named `crs` (GeoJSON of 2008) are of that
 * system; without one they are degrees, as RFC 7946 asks, or what the numbers can only be.
 *
 * @throws {UnreadableFileError} 'json.bad' | 'geojson.not-features' and as `Meter`
 */
export function readGeojsonPlan(bytes: Uint8Array, meter: Meter): RawPlan {
  const { encoding } = hasMark16(bytes) ? { encoding: 'utf-8' } : decoderFor(bytes, null)
  const root = parsed(encoding === 'utf-8' ? unicodeText(bytes) : new TextDecoder(encoding).decode(bytes))
  const plan: RawPlan = { objects: [], problems: [] }
  if (encoding !== 'utf-8')
    plan.problems.push({ number: null, layer: '', code: 'text.encoding', isRepaired: true, value: encoding })
  const system = systemOf(root)
  const name = typeof root.name === 'string' ? cleanText(root.name, { letters: 200 }) : ''
  for (const [index, feature] of featuresOf(root).entries()) {
    meter.addObject()
    const number = index + 1
    const { geometry, properties, id } = isRecord(feature) ? feature : {}
    const attributes = attributesOf(properties, meter)
    if (id !== undefined && attributes.id === undefined) attributes.id = cellOf(id, meter)
    const layer = typeof attributes.layer === 'string' ? attributes.layer : name
    let bad = 0
    const shapes = readRawShapes(geometry, meter, () => bad++)
    if (shapes.length === 0 || bad > 0) {
      const code = geometry === null || geometry === undefined ? 'geometry.none' : 'geometry.bad'
      plan.problems.push({
        number,
        layer,
        code,
        isRepaired: false,
        value: shapes.length > 0 ? `GeometryCollection: ${bad}` : '',
      })
    }
    for (const shape of shapes) plan.objects.push({ number, layer, geometry: shape, attributes, system })
  }
  return plan
}

function parsed(text: string): Record<string, unknown> {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch (error) {
    throw new UnreadableFileError('json.bad', 1, error instanceof Error ? error.message : '')
  }
  if (!isRecord(root)) throw new UnreadableFileError('geojson.not-features', 1)
  return root
}

function featuresOf(root: Record<string, unknown>): unknown[] {
  if (root.type === 'FeatureCollection' && Array.isArray(root.features)) return root.features
  if (root.type === 'Feature') return [root]
  if (typeof root.type === 'string' && ('coordinates' in root || 'geometries' in root))
    return [{ geometry: root, properties: null }]
  throw new UnreadableFileError('geojson.not-features', 1)
}

function systemOf({ crs }: Record<string, unknown>): PlanSystem {
  const properties = isRecord(crs) && isRecord(crs.properties) ? crs.properties : {}
  const { name } = properties
  if (typeof name !== 'string') return { kind: 'unsaid' }
  if (WGS84.test(name)) return { kind: 'degrees' }
  const code = EPSG.exec(name)?.[1]
  return { kind: 'named', epsg: code ? Number(code) : null, text: name.slice(0, 200) }
}

/** A feature's properties as plain values; what lies deeper is its JSON. */
export function attributesOf(properties: unknown, meter: Meter): Attributes {
  const attributes: Attributes = {}
  if (!isRecord(properties)) return attributes
  for (const [key, value] of Object.entries(properties).slice(0, meter.limits.attributes)) {
    if (key !== '__proto__') attributes[cleanText(key, { letters: 100 })] = cellOf(value, meter)
  }
  return attributes
}

function cellOf(value: unknown, { limits }: Meter): Attributes[string] {
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') return cleanText(value, limits)
  if (Array.isArray(value) && value.every((one) => typeof one === 'number' || typeof one === 'string'))
    return cleanText(value.slice(0, MOST_LETTERS_NESTED).join(', '), limits)
  return null
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
