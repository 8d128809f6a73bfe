import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import { contains } from '#app/domain/geometry/contains.ts'
import { type Area, linesOf, positionsOf } from '#app/domain/geometry/positions.ts'
import type { MapLocale } from '#app/map/types.ts'

/** What a point label stands on, which decides its letters. */
export type LabelGround = 'district' | 'water' | 'green' | 'landmark' | 'place'

export type PlanShape = {
  layer: string
  /** Flat x, y pairs of the world square: 0..1 each, y down. */
  lines: Float64Array[]
  name: Partial<Record<MapLocale, string>> | null
  /** Of labels: 1 is a district, 2 a place. */
  rank: number
  ground: LabelGround
  /** Of a landmark's label: the building's lower edge, y of the world square, so that the name stands under it. */
  footY: number | null
}

export type Plan = {
  shapes: PlanShape[]
  attribution: string
  /** Of the world square: west, north, east, south. */
  box: [number, number, number, number]
}

type PlanProperties = { layer?: string; name?: Partial<Record<MapLocale, string>>; rank?: number } | null

/** Projects a town's base map once, so that each drawing only scales and shifts. */
export function readPlan(collection: FeatureCollection<Geometry, PlanProperties>): Plan {
  const grounds = collection.features.filter((feature) => groundOf(feature) !== null)
  const shapes = collection.features.map(({ geometry, properties }) => ({
    layer: properties?.layer ?? '',
    lines: projectLines(geometry),
    name: properties?.name ?? null,
    rank: properties?.rank ?? 2,
    ...(properties?.layer === 'label' ? groundUnder(geometry, properties, grounds) : OWN_GROUND),
  }))
  const { attribution } = collection as { attribution?: unknown }
  return { shapes, attribution: typeof attribution === 'string' ? attribution : '', box: boxOf(shapes) }
}

/** World square of web mercator, flat. */
export function projectLines(geometry: Geometry): Float64Array[] {
  const lines = geometry.type === 'Point' ? [positionsOf(geometry)] : linesOf(geometry)
  return lines.map(projectLine)
}

function projectLine(line: Position[]): Float64Array {
  const flat = new Float64Array(line.length * 2)
  for (const [i, [lng = 0, lat = 0]] of line.entries()) {
    flat[2 * i] = lng / 360 + 0.5
    flat[2 * i + 1] = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  }
  return flat
}

function boxOf(shapes: PlanShape[]): Plan['box'] {
  let [west, north, east, south] = [1, 1, 0, 0]
  for (const { lines } of shapes) {
    for (const line of lines) {
      for (let i = 0; i < line.length; i += 2) {
        const [x, y] = [line[i]!, line[i + 1]!]
        if (x < west) west = x
        if (x > east) east = x
        if (y < north) north = y
        if (y > south) south = y
      }
    }
  }
  return [west, north, east, south]
}

const GROUNDS: Record<string, LabelGround> = {
  river: 'water',
  pond: 'water',
  park: 'green',
  wood: 'green',
  meadow: 'green',
  'landmark-building': 'landmark',
}

function groundOf({ geometry, properties }: Feature<Geometry, PlanProperties>): LabelGround | null {
  return geometry.type.endsWith('Polygon') ? (GROUNDS[properties?.layer ?? ''] ?? null) : null
}

const OWN_GROUND: Pick<PlanShape, 'ground' | 'footY'> = { ground: 'place', footY: null }

/** The topmost ground under a label's point (the last in the file wins, as in drawing), else a building so named. */
function groundUnder(point: Geometry, label: PlanProperties, grounds: Feature<Geometry, PlanProperties>[]) {
  const at = positionsOf(point)[0]
  const under = at && grounds.filter((feature) => contains(feature.geometry as Area, at)).at(-1)
  const ground = under && groundOf(under)
  if (under && ground === 'landmark') return { ground, footY: footOf(projectLines(under.geometry)) }
  const isNamedSo = grounds.some(
    (feature) => groundOf(feature) === 'landmark' && nameKey(feature.properties) === nameKey(label),
  )
  if (isNamedSo) return { ground: 'landmark' as const, footY: null }
  return { ground: ground ?? (label?.rank === 1 ? ('district' as const) : ('place' as const)), footY: null }
}

function nameKey(properties: PlanProperties): string | undefined {
  return (properties?.name?.ru ?? properties?.name?.en)?.toLowerCase()
}

/** The lowest y of some rings. */
export function footOf(lines: Float64Array[]): number {
  return Math.max(
    ...lines.map((line) => line.reduce((foot, value, i) => (i % 2 ? Math.max(foot, value) : foot), 0)),
  )
}
