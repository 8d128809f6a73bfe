/** A place known in both: degrees of WGS84, and metres of the drawing. */
export interface ControlPair {
  lng: number
  lat: number
  east: number
  north: number
}

/**
 * In what coordinates a town's drawings are: a code of the EPSG register (`codes.ts`), a text of proj4 or WKT (for local
 * systems such as МСК), or two to four places known in both.
 */
export type DrawingSystem =
  | { kind: 'epsg'; code: number }
  | { kind: 'text'; text: string }
  | { kind: 'points'; pairs: ControlPair[] }

/** Which way the first coordinate grows: as in mathematics and CAD, or as Russian geodesists write. */
export const AXES = ['east-north', 'north-east'] as const
export type Axes = (typeof AXES)[number]

export const LEAST_PAIRS = 2
export const MOST_PAIRS = 4

/** The first and second coordinate of a point, as the town writes them; and back, being its own inverse. */
export function inAxes(axes: Axes, [one, other]: readonly [number, number]): [number, number] {
  return axes === 'north-east' ? [other, one] : [one, other]
}
