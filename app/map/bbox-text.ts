import type { Map as LeafletMap } from 'leaflet'

/** What a map shows: west, south, east, north; six decimals, within the world. */
export function bboxText(map: LeafletMap): string {
  const bounds = map.getBounds()
  const [west, east] = [bounds.getWest(), bounds.getEast()].map((lng) => Math.min(180, Math.max(-180, lng)))
  const [south, north] = [bounds.getSouth(), bounds.getNorth()].map((lat) => Math.min(85, Math.max(-85, lat)))
  return [west, south, east, north].map((degrees) => degrees!.toFixed(6)).join(',')
}
