import { bytesToHeader, type Header, PMTiles, ResolvedValueCache, type Source } from 'pmtiles'
import { walkDirectories } from './pmtiles-directories.ts'
import { isVectorTile, unpackDirectory, unpackMetadata, unpackTile } from './pmtiles-tile.ts'

/** Degrees: west, south, east, north. */
type Box = readonly [west: number, south: number, east: number, north: number]

/** Reads so many bytes from an offset of the file; fewer at its end. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>

export interface ProvedArchive {
  minZoom: number
  maxZoom: number
  /** What its metadata say of whom it is from, without markup; '' for nothing. */
  attribution: string
}

/** Why a file cannot be a town's map; the details fill the sentence that says so. */
export interface ArchiveFault {
  fault:
    | 'map.not-pmtiles'
    | 'map.version'
    | 'map.not-vector'
    | 'map.compression'
    | 'map.truncated'
    | 'map.directory'
    | 'map.elsewhere'
    | 'map.layers'
    | 'map.tile'
  details?: Record<string, string | number>
}

const HEADER_BYTES = 127
/** Header and root directory are read together, and lie in so many bytes (section 3 of the specification). */
const ROOT_WITHIN_BYTES = 16_384
const MAX_ZOOM = 22
/** Each may be some 20 MB once it is read. */
const KEPT_DIRECTORIES = 2
const TILE_TYPES = ['?', 'MVT', 'PNG', 'JPEG', 'WebP', 'AVIF', 'MLT']
const COMPRESSIONS = ['?', '-', 'gzip', 'brotli', 'zstd']
/** None and gzip: what every browser unpacks. */
const READABLE = [1, 2]
/** Without it the map would be an empty ground: the data are of another scheme. */
const LEAST_LAYER = 'roads'

/**
 * Reads a whole PMTiles file but its tiles: header, every directory, metadata, and one tile in the town's middle. What
 * passes can be drawn in every browser.
 *
 * @param size bytes of the file
 * @param town its box, degrees: the file must have its middle
 * @see https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export async function proveArchive(
  read: ReadBytes,
  size: number,
  town: Box,
): Promise<ProvedArchive | ArchiveFault> {
  const start = await read(0, HEADER_BYTES)
  const magic = String.fromCharCode(...start.subarray(0, 7))
  if (magic !== 'PMTiles') {
    // Versions 1 and 2 begin with two letters and the number of the version.
    const isOld = magic.startsWith('PM') && (start[2] === 1 || start[2] === 2) && start[3] === 0
    return isOld ? { fault: 'map.version', details: { version: start[2]! } } : { fault: 'map.not-pmtiles' }
  }
  if (start.length > 7 && start[7] !== 3) return { fault: 'map.version', details: { version: start[7]! } }
  if (start.length < HEADER_BYTES) return { fault: 'map.truncated', details: kb(HEADER_BYTES, size) }
  const header = bytesToHeader(bufferOf(start))
  return headerFault(header, size, town) ?? proveContents(read, header, town)
}

function headerFault(header: Header, size: number, town: Box): ArchiveFault | null {
  const { tileType, minZoom, maxZoom } = header
  if (tileType !== 1) return { fault: 'map.not-vector', details: { type: TILE_TYPES[tileType] ?? tileType } }
  for (const compression of [header.internalCompression, header.tileCompression])
    if (!READABLE.includes(compression))
      return { fault: 'map.compression', details: { name: COMPRESSIONS[compression] ?? compression } }
  const rootEnd = header.rootDirectoryOffset + header.rootDirectoryLength
  const ends = [
    rootEnd,
    header.jsonMetadataOffset + header.jsonMetadataLength,
    header.leafDirectoryOffset + (header.leafDirectoryLength ?? 0),
    header.tileDataOffset + (header.tileDataLength ?? 0),
  ]
  const end = Math.max(...ends)
  if (end > size) return { fault: 'map.truncated', details: kb(end, size) }
  if (header.rootDirectoryOffset < HEADER_BYTES || rootEnd > ROOT_WITHIN_BYTES)
    return { fault: 'map.directory' }
  if (minZoom > maxZoom || maxZoom > MAX_ZOOM) return { fault: 'map.directory' }
  return holds(header, middleOf(town)) ? null : { fault: 'map.elsewhere', details: whereOf(header) }
}

async function proveContents(
  read: ReadBytes,
  header: Header,
  town: Box,
): Promise<ProvedArchive | ArchiveFault> {
  const source: Source = {
    getKey: () => 'archive',
    getBytes: async (offset, length) => ({ data: bufferOf(await read(offset, length)) }),
  }
  const cache = new ResolvedValueCache(KEPT_DIRECTORIES, false, unpackDirectory)
  if (!(await walkDirectories(source, cache, header))) return { fault: 'map.directory' }
  const archive = new PMTiles(source, cache, unpackTile)
  const metadata = await new PMTiles(source, cache, unpackMetadata).getMetadata().catch(() => null)
  if (metadata === null || typeof metadata !== 'object') return { fault: 'map.directory' }
  const { vector_layers, attribution } = metadata as { vector_layers?: unknown; attribution?: unknown }
  const layers = namesOf(vector_layers)
  if (!layers.includes(LEAST_LAYER))
    return { fault: 'map.layers', details: { layers: layers.slice(0, 12).join(', ').slice(0, 200) || '—' } }
  const [lng, lat] = middleOf(town)
  const { minZoom, maxZoom } = header
  for (let zoom = maxZoom; zoom >= minZoom; zoom--) {
    const tile = await archive.getZxy(zoom, ...tileAt(lng, lat, zoom)).catch(() => null)
    if (tile === null || (tile && !isVectorTile(tile.data))) return { fault: 'map.tile' }
    if (tile) return { minZoom, maxZoom, attribution: plain(attribution) }
  }
  return { fault: 'map.elsewhere', details: whereOf(header) }
}

function middleOf([west, south, east, north]: Box): [lng: number, lat: number] {
  return [(west + east) / 2, (south + north) / 2]
}

function holds({ minLon, minLat, maxLon, maxLat }: Header, [lng, lat]: [lng: number, lat: number]): boolean {
  return lng >= minLon && lng <= maxLon && lat >= minLat && lat <= maxLat
}

function tileAt(lng: number, lat: number, zoom: number): [x: number, y: number] {
  const n = 2 ** zoom
  const square = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2
  const [x, y] = [Math.floor((lng / 360 + 0.5) * n), Math.floor(square * n)]
  return [Math.min(n - 1, Math.max(0, x)), Math.min(n - 1, Math.max(0, y))]
}

function whereOf({ minLon, minLat, maxLon, maxLat }: Header) {
  const degrees = (value: number) => value.toFixed(3)
  return { box: `${degrees(minLat)}, ${degrees(minLon)} – ${degrees(maxLat)}, ${degrees(maxLon)}` }
}

function namesOf(layers: unknown): string[] {
  if (!Array.isArray(layers)) return []
  return layers.flatMap((layer) => (typeof layer?.id === 'string' ? [layer.id as string] : []))
}

/** Attributions are often links. */
function plain(attribution: unknown): string {
  if (typeof attribution !== 'string') return ''
  return attribution
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&copy;', '©')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}

function kb(end: number, size: number) {
  return { wants: Math.ceil(end / 1000), has: Math.floor(size / 1000) }
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}
