import proj4 from 'proj4'

const WGS84 = '+proj=longlat +datum=WGS84 +no_defs'
const DEGREES = 180 / Math.PI

/** The text names no system that can be computed; `why` is for a program to put into words. */
export class UnreadableProjection extends Error {
  constructor(readonly why: 'unreadable' | 'degrees' | 'grids') {
    super(why)
  }
}

/** A map projection: from [lng, lat] of WGS84, degrees, to [east, north], metres; NaN where it does not reach. */
export interface Projection {
  forward(position: readonly number[]): [east: number, north: number]
  inverse(metres: readonly number[]): [lng: number, lat: number]
  /** The name that a WKT gives itself. */
  name: string | null
  /** For a file beside a drawing; null where it can only be said by proj4's text. */
  wkt: string | null
}

/**
 * Reads a text of proj4 (`+proj=tmerc …`) or WKT (1 or 2). The order of axes that it names is not looked at: east first.
 *
 * @param register  what the system is in EPSG's register: its WKT says so
 * @throws {UnreadableProjection} 'grids' where it needs a file of shifts that nobody has here
 */
export function readProjection(text: string, register?: { name: string; code: number }): Projection {
  const trimmed = text.trim()
  const isWkt = /^[A-Za-z]\w*\s*\[/.test(trimmed)
  if (!isWkt && !/^\+\w+=/.test(trimmed)) throw new UnreadableProjection('unreadable')
  if (/nadgrids=(?!@null)|geoidgrids=|EXTENSION\s*\[\s*"PROJ4_GRIDS"/i.test(trimmed))
    throw new UnreadableProjection('grids')
  let known: KnownProjection
  let way: Way
  try {
    known = new proj4.Proj(trimmed) as unknown as KnownProjection
    way = proj4(WGS84, trimmed) as unknown as Way
  } catch {
    throw new UnreadableProjection('unreadable')
  }
  if (known.names?.includes('longlat')) throw new UnreadableProjection('degrees')
  return {
    forward: (position) => compute(way.forward, position),
    inverse: (metres) => compute(way.inverse, metres),
    name: (isWkt && known.name) || null,
    wkt: isWkt ? trimmed : wktOf(known, register),
  }
}

type Step = (point: [number, number]) => number[]
type Way = Record<'forward' | 'inverse', Step>

function compute(step: Step, point: readonly number[]): [number, number] {
  try {
    const [x, y] = step([point[0]!, point[1]!])
    return [x!, y!]
  } catch {
    return [Number.NaN, Number.NaN]
  }
}

/** What proj4 knows of a projection: angles in radians. */
interface KnownProjection {
  names?: string[]
  name?: string
  a?: number
  rf?: number
  b?: number
  long0?: number
  lat0?: number
  k0?: number
  x0?: number
  y0?: number
  datum_params?: (number | string)[]
}

/** Well-known text (OGC 01-009) of a transverse Mercator, which UTM, Gauss-Krüger and МСК all are; null of others. */
function wktOf(known: KnownProjection, register?: { name: string; code: number }): string | null {
  const { names = [], a, b, long0, lat0 = 0, k0 = 1, x0 = 0, y0 = 0 } = known
  if (!names.some((name) => name === 'tmerc' || name === 'utm') || !a || long0 === undefined) return null
  const flattening = known.rf ?? (b && b !== a ? a / (a - b) : 0)
  const params = (known.datum_params ?? []).map(Number)
  const seven = [0, 1, 2, 3, 4, 5, 6].map((i) => params[i] ?? 0)
  const number = (value: number) => String(Number(value.toFixed(12)))
  const named = (name: string, value: number) => `PARAMETER["${name}",${number(value)}]`
  return [
    `PROJCS["${register?.name ?? 'Drawing'}",GEOGCS["Geographic",`,
    `DATUM["Datum",SPHEROID["Ellipsoid",${number(a)},${number(flattening)}],TOWGS84[${seven.map(number)}]],`,
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],',
    `${named('latitude_of_origin', lat0 * DEGREES)},${named('central_meridian', long0 * DEGREES)},`,
    `${named('scale_factor', k0)},${named('false_easting', x0)},${named('false_northing', y0)},`,
    'UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]',
    register ? `,AUTHORITY["EPSG","${register.code}"]]` : ']',
  ].join('')
}
