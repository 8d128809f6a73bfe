import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import GeoJSONVT from 'geojson-vt'
import { type Bbox, bboxOf } from '#app/domain/geometry/bbox.ts'
import { type Tile, writePmtiles } from './write-pmtiles.ts'

type Names = { ru?: string; en?: string }
type Known = Record<string, string | number | boolean>

/** Our plan's layers by the names of the Protomaps basemap: the layer, and what tells a feature's kind there. */
const SCHEME: Record<string, [layer: string, props: Known]> = {
  wood: ['landuse', { kind: 'wood' }],
  meadow: ['landuse', { kind: 'meadow' }],
  quarter: ['landuse', { kind: 'residential' }],
  'old-quarter': ['landuse', { kind: 'residential' }],
  park: ['landuse', { kind: 'park' }],
  square: ['landuse', { kind: 'pedestrian' }],
  bridge: ['landuse', { kind: 'pier' }],
  river: ['water', { kind: 'river' }],
  pond: ['water', { kind: 'water' }],
  building: ['buildings', { kind: 'building' }],
  'landmark-building': ['buildings', { kind: 'building' }],
  path: ['roads', { kind: 'path', kind_detail: 'footway' }],
  lane: ['roads', { kind: 'minor_road', kind_detail: 'service' }],
  street: ['roads', { kind: 'minor_road', kind_detail: 'residential' }],
  'street-major': ['roads', { kind: 'major_road', kind_detail: 'secondary' }],
  rail: ['roads', { kind: 'rail', kind_detail: 'rail' }],
}
const LABELS: Record<number, [layer: string, props: Known]> = {
  1: ['places', { kind: 'neighbourhood' }],
  2: ['pois', { kind: 'attraction', min_zoom: 14 }],
}
const ZOOMS = { min: 8, max: 15 }

export interface ArchiveOptions {
  /** Shifts everything, degrees: another town. */
  shift?: [lng: number, lat: number]
  leafEntries?: number
  metadata?: object
}

/** The demo town's own plan as a PMTiles file of vector tiles, by the layers of a Protomaps basemap. */
export function makeTownArchive({ shift = [0, 0], leafEntries, metadata }: ArchiveOptions = {}): Uint8Array {
  const plan = JSON.parse(
    readFileSync(join(process.env.SREDA_HOME!, 'db/demo/base-map.json'), 'utf8'),
  ) as FeatureCollection
  const layers = new Map<string, Feature[]>()
  for (const feature of plan.features) {
    const {
      layer: own,
      rank = 2,
      name,
    } = feature.properties as { layer: string; rank?: number; name?: Names }
    const [layer, props] = (own === 'label' ? LABELS[rank] : SCHEME[own])!
    const names = name && { name: name.ru ?? '', 'name:ru': name.ru ?? '', 'name:en': name.en ?? '' }
    const moved = {
      type: 'Feature' as const,
      geometry: move(feature.geometry, shift),
      properties: { ...props, ...names },
    }
    layers.set(layer, [...(layers.get(layer) ?? []), moved])
  }
  const bounds = boundsOf([...layers.values()].flat())
  const tiles = cut(layers, bounds)
  const about = {
    name: 'Приреченск',
    attribution: 'Приреченск, план',
    vector_layers: [...layers.keys()].map((id) => ({ id, fields: {} })),
  }
  return writePmtiles(tiles, { bounds, metadata: metadata ?? about, leafEntries })
}

function cut(layers: Map<string, Feature[]>, [west, south, east, north]: Bbox): Tile[] {
  const indexes = [...layers].map(
    ([name, features]) =>
      [
        name,
        new GeoJSONVT(
          { type: 'FeatureCollection', features },
          { maxZoom: ZOOMS.max, extent: 4096, buffer: 64 },
        ),
      ] as const,
  )
  const tiles: Tile[] = []
  for (let z = ZOOMS.min; z <= ZOOMS.max; z++) {
    const [left, top] = tileAt(west, north, z)
    const [right, bottom] = tileAt(east, south, z)
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y)
          return tile && tile.features.length > 0 ? [[name, tile] as const] : []
        })
        if (found.length === 0) continue
        const data = fromGeojsonVt(Object.fromEntries(found) as never, { version: 2, extent: 4096 })
        tiles.push({ z, x, y, data })
      }
    }
  }
  return tiles
}

function tileAt(lng: number, lat: number, z: number): [x: number, y: number] {
  const n = 2 ** z
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  return [Math.floor((lng / 360 + 0.5) * n), Math.floor(y * n)]
}

function boundsOf(features: Feature[]): Bbox {
  const boxes = features.map(({ geometry }) => bboxOf(geometry))
  const edge = (i: number, pick: (...values: number[]) => number) => pick(...boxes.map((box) => box[i]!))
  return [edge(0, Math.min), edge(1, Math.min), edge(2, Math.max), edge(3, Math.max)]
}

function move<G extends Geometry>(geometry: G, [dx, dy]: [number, number]): G {
  if (dx === 0 && dy === 0) return geometry
  const text = JSON.stringify(geometry).replace(
    /\[(-?[\d.]+),(-?[\d.]+)\]/g,
    (_, lng, lat) => `[${Number(lng) + dx},${Number(lat) + dy}]`,
  )
  return JSON.parse(text) as G
}
