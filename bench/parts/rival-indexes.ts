import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import GeoJSONVT from 'geojson-vt'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { tileOf } from '#app/domain/geometry/cell.ts'
import { median, percentile, type Row } from './report.ts'
import { featuresOf, type Pin } from './rival-server.ts'

interface Clusters {
  load(points: GeoJSON.Feature<GeoJSON.Point>[]): Clusters
  getClusters(bbox: readonly number[], zoom: number): unknown[]
}
/** It comes without types: named in a way that the compiler does not follow. */
const { default: Supercluster } = (await import('supercluster' as string)) as {
  default: new (options: { radius: number; extent: number; maxZoom: number }) => Clusters
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** JavaScript objects and buffers that live, bytes. */
function memory(): number {
  for (let i = 0; i < 2; i++) collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** One window of the map: its box and zoom. */
export interface Look {
  box: Bbox
  zoom: number
}

/** What an index costs in node: to build, to keep, to ask for a window, and what it then sends (gzip). */
export async function indexRow<Index>(
  what: string,
  pins: number,
  looks: Look[],
  build: () => Index | Promise<Index>,
  ask: (index: Index, look: Look) => Uint8Array[] | Promise<Uint8Array[]>,
): Promise<Row> {
  const before = memory()
  const start = performance.now()
  const index = await build()
  const built = performance.now() - start
  const kept = memory() - before
  const [times, bytes]: [number[], number[]] = [[], []]
  for (const look of looks) {
    const begun = performance.now()
    const bodies = await ask(index, look)
    times.push(performance.now() - begun)
    bytes.push(bodies.reduce((sum, body) => sum + gzipSync(body, { level: 6 }).length, 0))
  }
  return {
    'in node': what,
    pins,
    'build ms': built,
    'memory MB': kept / 1e6,
    'window p50 ms': median(times),
    'window p95 ms': percentile(times, 0.95),
    'window kB gzip': median(bytes) / 1000,
    'most kB gzip': Math.max(...bytes) / 1000,
  }
}

export function superclusterRow(pins: Pin[], looks: Look[]): Promise<Row> {
  return indexRow(
    'supercluster',
    pins.length,
    looks,
    () => new Supercluster({ radius: 64, extent: 256, maxZoom: 17 }).load(featuresOf(pins).features),
    (index, { box, zoom }) => [Buffer.from(JSON.stringify(index.getClusters(box, zoom)))],
  )
}

/** Tiles of 256 px that the window touches, each built when asked, as Mapbox vector tiles. */
export function tilesRow(pins: Pin[], looks: Look[]): Promise<Row> {
  return indexRow(
    'geojson-vt + vt-pbf',
    pins.length,
    looks,
    () => new GeoJSONVT(featuresOf(pins), { maxZoom: 18, buffer: 0 }),
    function tilesOf(index, { box: [west, south, east, north], zoom }) {
      const [first, last] = [tileOf(west, north, zoom), tileOf(east, south, zoom)]
      const tiles: Uint8Array[] = []
      for (let x = first.x; x <= last.x; x++) {
        for (let y = first.y; y <= last.y; y++) {
          const tile = index.getTile(zoom, x, y)
          if (tile) tiles.push(fromGeojsonVt({ pins: tile }, { version: 2, extent: 4096 }))
        }
      }
      return tiles
    },
  )
}
