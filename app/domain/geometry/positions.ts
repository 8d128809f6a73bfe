import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson'

/** Degrees, longitude first, as in GeoJSON. Unlike GeoJSON's `Position` it is known to have both numbers. */
export type LngLat = [lng: number, lat: number]

export type Area = Polygon | MultiPolygon

/** Every vertex of a geometry in the order written (a ring's closing vertex included); [] for an empty one. */
export function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates.length === 0 ? [] : [geometry.coordinates]
    case 'MultiPoint':
    case 'LineString':
      return geometry.coordinates
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates.flat()
    case 'MultiPolygon':
      return geometry.coordinates.flat(2)
    case 'GeometryCollection':
      return geometry.geometries.flatMap(positionsOf)
  }
}

/** Every run of vertices joined by edges: the lines of a line geometry, the rings of an area; [] for points. */
export function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return []
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

/** The polygons of an area, each a list of rings: the shell first, then its holes. */
export function polygonsOf(area: Area): Position[][][] {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
}
