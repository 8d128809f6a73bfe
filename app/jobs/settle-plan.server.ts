import type { Geometry, Position } from 'geojson'
import { systemOfCode } from '#app/domain/drawing/codes.ts'
import { inAxes } from '#app/domain/drawing/system.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { positionsOf } from '#app/domain/geometry/positions.ts'
import type { GeometryCode, GeometryType } from '#app/domain/geometry/read-coordinates.ts'
import { checkGeometry } from '#app/domain/geometry/validate.ts'
import { numbersNamed } from '#app/domain/plan-numbers.ts'
import { cleanText } from '#app/formats/plans/meter.ts'
import type {
  Attributes,
  PlanFault,
  PlanProblem,
  PlanSystem,
  RawObject,
  RawPlan,
} from '#app/formats/plans/plan.ts'
import { readProjection, UnreadableProjection } from '#app/formats/projection.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { Drawing } from './drawing-of.server.ts'

export type SettledFault =
  | PlanFault
  | GeometryCode
  | 'system.unknown'
  | 'axes.swapped'
  | 'units.metres'
  | 'ring.closed'
  | 'place.elsewhere'
  | 'proposal.unread'

/** An object in degrees of WGS84, valid, in or near the town. */
export interface SettledObject {
  number: number
  layer: string
  geometry: Geometry
  attributes: Attributes
  proposalNumbers: number[]
}

export interface SettledPlan {
  objects: SettledObject[]
  problems: PlanProblem<SettledFault>[]
  /** Problems past those that are kept. */
  moreProblems: number
}

type Place = (position: Position) => Position

const TYPES: GeometryType[] = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
]
/** Looking for crossings may cost the square of it. */
const MOST_VERTICES = 5000
const LONGEST_MS = 8000
/** A designer's sheet may go beyond the town by as much as the town is wide. */
const AROUND = 1
/** Where fewer objects than this share lie at the town, the other order of axes is tried. */
const SWAPPED_SHARE = 0.5
const METRES: PlanSystem = { kind: 'drawing', metresPerUnit: 1 }
const WEB_CODES = [3857, 900913]
const WEB_MERCATOR =
  '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs'

/**
 * Brings what a file holds to where it lies: degrees of WGS84 from degrees, from a system that the file names or from the
 * town's own drawing. Axes that run the other way are found by the town's box; open rings are closed. What crosses itself,
 * lies elsewhere or is of an unknown system is left out, and each is told.
 *
 * @param box           of the town, degrees
 * @param mostProblems  to keep: the others are only counted
 * @throws {UnreadableFileError} 'plan.too-slow'
 */
export function settlePlan(
  raw: RawPlan,
  { drawing, box }: { drawing: Pick<Drawing, 'axes' | 'degrees'>; box: Bbox },
  longestMs = LONGEST_MS,
  mostProblems = Number.POSITIVE_INFINITY,
): SettledPlan {
  const end = Date.now() + longestMs
  const problems: PlanProblem<SettledFault>[] = []
  let moreProblems = 0
  const tell = (problem: PlanProblem<SettledFault>) => {
    if (problems.length < mostProblems) problems.push(problem)
    else moreProblems++
  }
  for (const problem of raw.problems) tell(problem)
  const objects: SettledObject[] = []
  const around = widened(box)
  for (const group of bySystem(raw.objects)) {
    const { system } = group[0]!
    const place = placeOf(group, system, drawing)
    if (!place) {
      for (const object of group) tell(told(object, 'system.unknown', nameOf(system)))
      continue
    }
    const settled = turned(group, place, around)
    // Templates name millimetres, and surveyors draw in metres all the same.
    const metres = settled.hits === 0 && system.kind === 'drawing' && system.metresPerUnit !== 1
    const asMetres = metres && turned(group, placeOf(group, METRES, drawing)!, around)
    const way = asMetres && asMetres.hits > 0 ? asMetres : settled
    const whole = { number: null, layer: '', isRepaired: true, value: '' }
    if (way !== settled) tell({ ...whole, code: 'units.metres' })
    if (way.isSwapped) tell({ ...whole, code: 'axes.swapped' })
    for (const object of group) {
      if (Date.now() > end) throw new UnreadableFileError('plan.too-slow', objects.length)
      const one = settle(object, way.place, around)
      for (const problem of one.problems) tell(problem)
      if (one.object) objects.push(one.object)
    }
  }
  return {
    objects: objects.sort((a, b) => a.layer.localeCompare(b.layer, 'ru') || a.number - b.number),
    problems,
    moreProblems,
  }
}

function told(
  { number, layer }: Pick<RawObject, 'number' | 'layer'>,
  code: SettledFault,
  value = '',
  isRepaired = false,
): PlanProblem<SettledFault> {
  return { number, layer, code, isRepaired, value: cleanText(value, { letters: 200 }) }
}

function bySystem(objects: readonly RawObject[]): RawObject[][] {
  const groups = new Map<string, RawObject[]>()
  for (const object of objects) {
    const key = JSON.stringify(object.system)
    const group = groups.get(key)
    if (group) group.push(object)
    else groups.set(key, [object])
  }
  return [...groups.values()]
}

const nameOf = (system: PlanSystem) =>
  system.kind !== 'named' ? '' : system.epsg === null ? system.text : `EPSG:${system.epsg}`

/** From the numbers of the file to degrees; null of a system that nobody here knows. */
function placeOf(
  group: readonly RawObject[],
  system: PlanSystem,
  drawing: Pick<Drawing, 'axes' | 'degrees'>,
): Place | null {
  const fromDrawing = (metresPerUnit: number): Place => {
    return ([x, y]) => drawing.degrees(inAxes(drawing.axes, [x! * metresPerUnit, y! * metresPerUnit]))
  }
  if (system.kind === 'degrees') return (position) => position
  if (system.kind === 'drawing') return fromDrawing(system.metresPerUnit)
  if (system.kind === 'unsaid') return areDegrees(group) ? (position) => position : fromDrawing(1)
  const text = (system.epsg === null ? null : textOf(system.epsg)) ?? system.text
  try {
    return readProjection(text).inverse
  } catch (error) {
    if (error instanceof UnreadableProjection) return null
    throw error
  }
}

/** What web maps write is no system to draw in, but one to read. */
function textOf(epsg: number): string | undefined {
  return WEB_CODES.includes(epsg) ? WEB_MERCATOR : systemOfCode(epsg)?.text
}

function areDegrees(group: readonly RawObject[]): boolean {
  return group.every(({ geometry }) =>
    positionsOf(geometry).every(([x, y]) => Math.abs(x!) <= 180 && Math.abs(y!) <= 180),
  )
}

function widened([west, south, east, north]: Bbox): Bbox {
  const [wide, high] = [Math.max(east - west, 0.02) * AROUND, Math.max(north - south, 0.01) * AROUND]
  return [west - wide, south - high, east + wide, north + high]
}

const isIn = ([west, south, east, north]: Bbox, [lng, lat]: Position) =>
  lng! >= west && lng! <= east && lat! >= south && lat! <= north

/** The way that brings most objects to the town: as it is written, or with x and y exchanged. */
function turned(group: readonly RawObject[], place: Place, around: Bbox) {
  const exchanged: Place = ([x, y]) => place([y!, x!])
  const hits = (way: Place) =>
    group.filter(({ geometry }) => isIn(around, way(positionsOf(geometry)[0] ?? [Number.NaN, 0]))).length
  const straight = hits(place)
  const isSwapped = straight < group.length * SWAPPED_SHARE && hits(exchanged) > straight
  return isSwapped
    ? { place: exchanged, isSwapped, hits: hits(exchanged) }
    : { place, isSwapped, hits: straight }
}

function settle(
  object: RawObject,
  place: Place,
  around: Bbox,
): { object: SettledObject | null; problems: PlanProblem<SettledFault>[] } {
  const problems: PlanProblem<SettledFault>[] = []
  const { geometry, closed } = moved(object.geometry, place)
  if (!positionsOf(geometry).every((position) => isIn(around, position))) {
    const [lng, lat] = positionsOf(geometry).find((position) => !isIn(around, position))!
    const where = `${lat!.toFixed(5)}, ${lng!.toFixed(5)}`
    return { object: null, problems: [told(object, 'place.elsewhere', where)] }
  }
  const checked = checkGeometry(geometry, TYPES, { maxVertices: MOST_VERTICES })
  if (!checked.ok)
    return { object: null, problems: [told(object, checked.code, checked.value ?? checked.at ?? '')] }
  if (closed > 0) problems.push(told(object, 'ring.closed', String(closed), true))
  const { numbers, unread } = numbersNamed(object.attributes)
  for (const word of unread) problems.push(told(object, 'proposal.unread', word))
  const { number, layer, attributes } = object
  return {
    object: { number, layer, attributes, geometry: checked.geometry, proposalNumbers: numbers },
    problems,
  }
}

function moved(geometry: Geometry, place: Place): { geometry: Geometry; closed: number } {
  let closed = 0
  const line = (positions: Position[]) => positions.map(rounded)
  const ring = (positions: Position[]) => {
    const [first, last] = [positions[0], positions.at(-1)]
    const there = line(positions)
    if (!first || !last || (first[0] === last[0] && first[1] === last[1])) {
      // What began and ended in one place does so after the rounding, too.
      return there.length > 1 ? [...there.slice(0, -1), there[0]!] : there
    }
    closed++
    return [...there, there[0]!]
  }
  /** Eight decimals of a degree are a millimetre. */
  function rounded(position: Position): Position {
    return place(position).map((degrees) => Math.round(degrees * 1e8) / 1e8)
  }
  switch (geometry.type) {
    case 'Point':
      return { geometry: { type: 'Point', coordinates: rounded(geometry.coordinates) }, closed }
    case 'MultiPoint':
    case 'LineString':
      return { geometry: { type: geometry.type, coordinates: line(geometry.coordinates) }, closed }
    case 'MultiLineString':
      return { geometry: { type: geometry.type, coordinates: geometry.coordinates.map(line) }, closed }
    case 'Polygon': {
      const coordinates = geometry.coordinates.map(ring)
      return { geometry: { type: 'Polygon', coordinates }, closed }
    }
    case 'MultiPolygon': {
      const coordinates = geometry.coordinates.map((rings) => rings.map(ring))
      return { geometry: { type: 'MultiPolygon', coordinates }, closed }
    }
    case 'GeometryCollection':
      throw new TypeError('readers give no collections')
  }
}
