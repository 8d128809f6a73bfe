import type { Geometry, Position } from 'geojson'

export type Attributes = Record<string, string | number | boolean | null>

/**
 * What the numbers of a file are: degrees of WGS84, metres of the town's own drawing, a system that the file names, or
 * nothing said.
 */
export type PlanSystem =
  | { kind: 'degrees' }
  | { kind: 'drawing'; metresPerUnit: number }
  | { kind: 'named'; epsg: number | null; text: string }
  | { kind: 'unsaid' }

/**
 * One object of a designer's file, in the coordinates of the file.
 *
 * @property number  its place in the file, from 1
 */
export interface RawObject {
  number: number
  layer: string
  geometry: Geometry
  attributes: Attributes
  system: PlanSystem
}

export type PlanFault =
  | 'geometry.none'
  | 'geometry.bad'
  | 'geometry.kind'
  | 'text.encoding'
  | 'layer.no-attributes'
  | 'system.assumed'
  | 'file.unread'

/** What is wrong with an object, or with the file where `number` is null; `value` is of the file, at most 200 letters. */
export interface PlanProblem<Code extends string = PlanFault> {
  number: number | null
  layer: string
  code: Code
  /** The object is taken all the same, put right. */
  isRepaired: boolean
  value: string
}

export interface RawPlan {
  objects: RawObject[]
  problems: PlanProblem[]
}

export type ShapeType = Exclude<Geometry['type'], 'GeometryCollection'>

/** Shapes of one kind as one, of several kinds as one of each. */
export function gathered(shapes: readonly Geometry[]): Geometry[] {
  const points: Position[] = []
  const lines: Position[][] = []
  const areas: Position[][][] = []
  for (const shape of shapes) {
    if (shape.type === 'Point') points.push(shape.coordinates)
    else if (shape.type === 'MultiPoint') points.push(...shape.coordinates)
    else if (shape.type === 'LineString') lines.push(shape.coordinates)
    else if (shape.type === 'MultiLineString') lines.push(...shape.coordinates)
    else if (shape.type === 'Polygon') areas.push(shape.coordinates)
    else if (shape.type === 'MultiPolygon') areas.push(...shape.coordinates)
  }
  const found: Geometry[] = []
  if (points.length === 1) found.push({ type: 'Point', coordinates: points[0]! })
  else if (points.length > 1) found.push({ type: 'MultiPoint', coordinates: points })
  if (lines.length === 1) found.push({ type: 'LineString', coordinates: lines[0]! })
  else if (lines.length > 1) found.push({ type: 'MultiLineString', coordinates: lines })
  if (areas.length === 1) found.push({ type: 'Polygon', coordinates: areas[0]! })
  else if (areas.length > 1) found.push({ type: 'MultiPolygon', coordinates: areas })
  return found
}
