import { VectorTile } from '@mapbox/vector-tile'
import type { Feature, Geometry } from 'geojson'
import Pbf from 'pbf'
import { PMTiles, ResolvedValueCache, type Source } from 'pmtiles'
import type { ReadBytes } from '#app/formats/pmtiles-proof.ts'
import { unpackDirectory, unpackTile } from '#app/formats/pmtiles-tile.ts'
import { type GroundShape, isArea, linesOf } from '#app/formats/print/ground.ts'
import { type Box, boxOfPositions } from '#app/formats/print/plane.ts'

/** Kinds of the Protomaps basemap's `landuse` as in app/map/archive-style.ts, the lowest first; others are land. */
const LANDUSE: [layer: string, kinds: string[]][] = [
  ['quarter', ['residential', 'neighbourhood', 'commercial', 'retail', 'school', 'university', 'college']],
  ['quarter', ['hospital', 'industrial', 'railway', 'kindergarten', 'military', 'aerodrome']],
  ['meadow', ['meadow', 'grass', 'grassland', 'farmland', 'scrub', 'orchard', 'allotments', 'village_green']],
  ['wood', ['forest', 'wood', 'nature_reserve']],
  ['garden', ['park', 'garden', 'cemetery', 'recreation_ground', 'playground', 'pitch', 'golf_course']],
  ['square', ['pedestrian', 'platform', 'beach', 'sand', 'zoo', 'stadium']],
  ['square', ['pier', 'dam']],
]
const ROADS: Record<string, string> = {
  highway: 'street-major',
  major_road: 'street-major',
  medium_road: 'street-major',
  minor_road: 'street',
  other: 'lane',
  service: 'lane',
  path: 'path',
  rail: 'rail',
}
/** Areas are drawn in this order, whatever tile they come from. */
const ORDER = [...LANDUSE.map(([layer]) => layer), 'water']
/** A finer zoom has nothing that paper shows. */
const MAX_ZOOM = 15
/** Tiles of one document; more ground is drawn coarser. */
const MOST_TILES = 400

interface Tiles {
  read: ReadBytes
  /** Degrees. */
  box: Box
  minZoom: number
  maxZoom: number
  lang: string
}

/** What a town's vector tiles show of a box, as shapes of a plan. Shapes are cut where tiles end. */
export async function shapesFromTiles({ read, box, minZoom, maxZoom, lang }: Tiles): Promise<GroundShape[]> {
  const source: Source = {
    getKey: () => 'print',
    async getBytes(offset, length) {
      const bytes = await read(offset, length)
      return {
        data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
      }
    },
  }
  const archive = new PMTiles(source, new ResolvedValueCache(10, false, unpackDirectory), unpackTile)
  let zoom = Math.min(MAX_ZOOM, maxZoom)
  while (zoom > minZoom && tilesOf(box, zoom).length > MOST_TILES) zoom--
  const shapes: GroundShape[] = []
  for (const [x, y] of tilesOf(box, zoom).slice(0, MOST_TILES)) {
    const tile = await archive.getZxy(zoom, x, y)
    if (tile) shapes.push(...shapesOf(new VectorTile(new Pbf(tile.data)), [zoom, x, y], lang))
  }
  return shapes.sort((a, b) => ORDER.indexOf(a.layer) - ORDER.indexOf(b.layer))
}

function tilesOf([west, south, east, north]: Box, zoom: number): [x: number, y: number][] {
  const [[left, top], [right, bottom]] = [tileAt(west, north, zoom), tileAt(east, south, zoom)]
  const columns = Array.from({ length: right - left + 1 }, (_, i) => left + i)
  return columns.flatMap((x) =>
    Array.from({ length: bottom - top + 1 }, (_, i): [number, number] => [x, top + i]),
  )
}

function tileAt(lng: number, lat: number, zoom: number): [x: number, y: number] {
  const side = 2 ** zoom
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  const within = (share: number) => Math.min(side - 1, Math.max(0, Math.floor(share * side)))
  return [within(lng / 360 + 0.5), within(y)]
}

function shapesOf({ layers }: VectorTile, [z, x, y]: [number, number, number], lang: string): GroundShape[] {
  return Object.entries(layers).flatMap(([name, layer]) =>
    Array.from({ length: layer.length }, (_, i) => layer.feature(i).toGeoJSON(x, y, z) as Feature).flatMap(
      (feature) => shapeOf(name, feature, lang),
    ),
  )
}

function shapeOf(layer: string, { geometry, properties }: Feature, lang: string): GroundShape[] {
  const as = layerFor(layer, geometry, properties ?? {})
  if (!as) return []
  const lines = linesOf(geometry).filter((line) => line.length > 0)
  if (lines.length === 0) return []
  const name = properties?.[`name:${lang}`] ?? properties?.name ?? ''
  return [
    {
      layer: as,
      lines,
      name: String(name),
      rank: layer === 'places' ? 1 : 2,
      box: boxOfPositions(lines.flat()),
    },
  ]
}

/** The plan's own name for a feature; null for what is not drawn. */
function layerFor(
  layer: string,
  geometry: Geometry,
  { kind, kind_detail }: Record<string, unknown>,
): string | null {
  if (geometry.type === 'Point') return layer === 'places' ? 'label' : null
  switch (layer) {
    case 'landuse':
      return isArea(geometry)
        ? (LANDUSE.find(([, kinds]) => kinds.includes(String(kind)))?.[0] ?? null)
        : null
    case 'water':
      return isArea(geometry) ? 'water' : 'stream'
    case 'roads':
      return kind_detail === 'service' ? 'lane' : (ROADS[String(kind)] ?? null)
    case 'buildings':
      return isArea(geometry) ? 'building' : null
    default:
      return null
  }
}
