import type { FeatureCollection, Geometry, Position } from 'geojson'
import { type Box, boxOfPositions } from '#app/formats/print/plane.ts'

/** One shape of a town's plan, ready to be drawn: lines or rings in degrees. */
export interface GroundShape {
  layer: string
  lines: Position[][]
  name: string
  /** Of labels: 1 is a district, 2 a place. */
  rank: number
  box: Box
}

/** What lies under the marks of every sheet. */
export interface Ground {
  shapes: GroundShape[]
  boundary: Position[][]
  spaces: { name: string; lines: Position[][]; box: Box }[]
}

interface Sources {
  plan: FeatureCollection | null
  boundary: Geometry | null
  spaces: { name: string; geometry: Geometry }[]
  lang: string
}

/** Takes a town's plan, boundary and spaces apart once for all sheets. */
export function groundOf({ plan, boundary, spaces, lang }: Sources): Ground {
  const shapes = (plan?.features ?? []).flatMap(function takeApart({ geometry, properties }): GroundShape[] {
    const lines = linesOf(geometry).filter((line) => line.length > 0)
    if (lines.length === 0) return []
    const names = (properties?.name ?? {}) as Record<string, string>
    return [
      {
        layer: String(properties?.layer ?? ''),
        lines,
        name: names[lang] ?? names.ru ?? names.en ?? '',
        rank: Number(properties?.rank ?? 2),
        box: boxOfPositions(lines.flat()),
      },
    ]
  })
  return {
    shapes,
    boundary: boundary ? linesOf(boundary) : [],
    spaces: spaces.map(({ name, geometry }) => {
      const lines = linesOf(geometry)
      return { name, lines, box: boxOfPositions(lines.flat()) }
    }),
  }
}

/** Every run of vertices: lines, rings, and a point as a line of one. */
export function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'MultiPoint':
      return geometry.coordinates.map((position) => [position])
    case 'LineString':
      return [geometry.coordinates]
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'GeometryCollection':
      return geometry.geometries.flatMap(linesOf)
  }
}

export const isArea = (geometry: Geometry): boolean => geometry.type.endsWith('Polygon')
