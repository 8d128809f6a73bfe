import type { Geometry, Position } from 'geojson'
import type { Pages } from '#app/formats/column.ts'

const CHUNK_LENGTH = 64 * 1024
/** Six decimals of a degree are 11 cm. */
const SCALE = 1e6

/** `geometry` is [lng, lat] in WGS84 or null for something without a place. */
export interface OutFeature {
  geometry: Geometry | null
  id?: string | number
  properties: Record<string, unknown>
}

/**
 * Writes an RFC 7946 FeatureCollection: coordinates rounded to 6 decimals, outer rings counterclockwise.
 *
 * @param meta  goes into the foreign member `sreda`, before the features: a reader knows what it reads
 * @returns pieces of text of about 64 KB; the last holds `sreda_rows`, the number of features: a file without it is torn
 */
export async function* geojsonChunks({
  features,
  meta,
}: {
  features: Pages<OutFeature>
  meta: Record<string, unknown>
}): AsyncGenerator<string> {
  let text = `{"type":"FeatureCollection","sreda":${JSON.stringify(meta)},"features":[`
  let count = 0
  for await (const page of features) {
    for (const feature of page) {
      text += `${count === 0 ? '\n' : ',\n'}${featureText(feature)}`
      count += 1
      if (text.length < CHUNK_LENGTH) continue
      yield text
      text = ''
    }
  }
  yield `${text}\n],"sreda_rows":${count}}\n`
}

function featureText({ geometry, id, properties }: OutFeature): string {
  return JSON.stringify({ type: 'Feature', id, geometry: geometry && rounded(geometry), properties })
}

function rounded(geometry: Geometry): Geometry {
  switch (geometry.type) {
    case 'Point':
      return { type: 'Point', coordinates: position(geometry.coordinates) }
    case 'MultiPoint':
    case 'LineString':
      return { type: geometry.type, coordinates: geometry.coordinates.map(position) }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map((line) => line.map(position)) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: geometry.coordinates.map(ring) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: geometry.coordinates.map((polygon) => polygon.map(ring)) }
    case 'GeometryCollection':
      return { type: 'GeometryCollection', geometries: geometry.geometries.map(rounded) }
  }
}

function position(coordinates: Position): Position {
  return coordinates.map((n) => Math.round(n * SCALE) / SCALE)
}

/** RFC 7946, 3.1.6: the outer ring runs counterclockwise, holes clockwise. */
function ring(coordinates: Position[], index: number): Position[] {
  const points = coordinates.map(position)
  const isOuter = index === 0
  return twiceArea(coordinates) > 0 === isOuter ? points : points.reverse()
}

/** Signed and doubled, in square degrees, measured from the first point to keep precision; positive when counterclockwise. */
function twiceArea(points: Position[]): number {
  const [originX = 0, originY = 0] = points[0] ?? []
  let sum = 0
  for (let i = 1; i < points.length; i++) {
    const [x0 = 0, y0 = 0] = points[i - 1]!
    const [x1 = 0, y1 = 0] = points[i]!
    sum += (x0 - originX) * (y1 - originY) - (x1 - originX) * (y0 - originY)
  }
  return sum
}
