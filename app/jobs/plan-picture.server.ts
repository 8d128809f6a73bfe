import type { FeatureCollection, Geometry, Position } from 'geojson'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import type { Placement } from '#app/domain/variants/placement.ts'

/** As the map draws designers' layers (`LAYER_COLOURS` of app/map). */
const COLOURS = ['#b3401f', '#1f6fb3', '#2f7d32', '#8e3fa8', '#a66a00', '#00757a']
/** Pixels of the longer side. */
const SIDE = 2400
/** Room at the edges, as a share of the longer side. */
const ROOM = 0.05
/** Metres: one point alone has ground around it, too. */
const LEAST_M = 40

export interface PlanPicture {
  svg: string
  width: number
  height: number
  /** Exact, but for the flatness of the sheet. */
  placement: Placement
}

/**
 * Draws the layers of a designers' plan on a sheet with north above, in a plane that touches the ground at the sheet's corner.
 *
 * @param box  around all objects, degrees
 */
export function drawPlan(
  layers: readonly { position: number; features: FeatureCollection }[],
  [west, south, east, north]: Bbox,
): PlanPicture {
  const per = metresPerDegree((south + north) / 2)
  const [wideM, highM] = [(east - west) * per.lng, (north - south) * per.lat].map((m) => Math.max(m, LEAST_M))
  const roomM = Math.max(wideM!, highM!) * ROOM
  const perPixel = (Math.max(wideM!, highM!) + 2 * roomM) / SIDE
  const width = Math.max(64, Math.round((wideM! + 2 * roomM) / perPixel))
  const height = Math.max(64, Math.round((highM! + 2 * roomM) / perPixel))
  const [midLng, midLat] = [(west + east) / 2, (south + north) / 2]
  const at = ([lng, lat]: Position) =>
    [
      width / 2 + ((lng! - midLng) * per.lng) / perPixel,
      height / 2 - ((lat! - midLat) * per.lat) / perPixel,
    ].map((value) => Math.round(value * 10) / 10) as [number, number]
  const shapes = layers.map(({ position, features }) => {
    const colour = COLOURS[position % COLOURS.length]!
    const drawn = features.features.map(({ geometry }) => shapeOf(geometry, at)).join('')
    return `<g fill="${colour}" stroke="${colour}">${drawn}</g>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g stroke-width="4" stroke-linejoin="round" fill-opacity="0.2">${shapes.join('')}</g></svg>`
  const placement = {
    origin: [midLng, midLat] as const,
    a: perPixel,
    b: 0,
    c: (-width / 2) * perPixel,
    d: 0,
    e: -perPixel,
    f: (height / 2) * perPixel,
  }
  return { svg, width, height, placement }
}

type At = (position: Position) => [x: number, y: number]

/** Numbers only: nothing that a file says comes into the markup. */
function shapeOf(geometry: Geometry | null, at: At): string {
  if (!geometry) return ''
  const line = (positions: Position[]) =>
    positions.map((position, i) => `${i ? 'L' : 'M'}${at(position).join(' ')}`).join('')
  const area = (rings: Position[][]) =>
    `<path fill-rule="evenodd" d="${rings.map((ring) => `${line(ring)}Z`).join('')}"/>`
  const dot = (position: Position) => {
    const [x, y] = at(position)
    return `<circle cx="${x}" cy="${y}" r="9" fill-opacity="0.6"/>`
  }
  const path = (positions: Position[]) => `<path fill="none" d="${line(positions)}"/>`
  switch (geometry.type) {
    case 'Point':
      return dot(geometry.coordinates)
    case 'MultiPoint':
      return geometry.coordinates.map(dot).join('')
    case 'LineString':
      return path(geometry.coordinates)
    case 'MultiLineString':
      return geometry.coordinates.map(path).join('')
    case 'Polygon':
      return area(geometry.coordinates)
    case 'MultiPolygon':
      return geometry.coordinates.map(area).join('')
    case 'GeometryCollection':
      return geometry.geometries.map((one) => shapeOf(one, at)).join('')
  }
}
