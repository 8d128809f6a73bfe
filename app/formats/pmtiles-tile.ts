import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { Compression } from 'pmtiles'

const asGunzip = promisify(gunzip)

/** A few bytes may unpack into gigabytes: of a directory (that of the whole earth has parts of 0.2 MiB), metadata, a tile. */
const MAX_DIRECTORY_BYTES = 2 ** 20
const MAX_METADATA_BYTES = 4 * 2 ** 20
const MAX_TILE_BYTES = 16 * 2 ** 20

/** @throws {Error} when the bytes are not what they are said to be, or too many */
export async function unpackDirectory(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  return unpackUpTo(bytes, compression, MAX_DIRECTORY_BYTES)
}

export async function unpackMetadata(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  return unpackUpTo(bytes, compression, MAX_METADATA_BYTES)
}

export async function unpackTile(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  return unpackUpTo(bytes, compression, MAX_TILE_BYTES)
}

async function unpackUpTo(bytes: ArrayBuffer, compression: Compression, maxOutputLength: number) {
  if (compression === Compression.None) return bytes
  const unpacked = await asGunzip(new Uint8Array(bytes), { maxOutputLength })
  return new Uint8Array(unpacked).buffer
}

/** Whether these are layers with features that can be read. */
export function isVectorTile(bytes: ArrayBuffer): boolean {
  try {
    const layers = Object.values(new VectorTile(new Pbf(bytes)).layers)
    for (const layer of layers) if (layer.length > 0) layer.feature(0).loadGeometry()
    return layers.length > 0
  } catch {
    return false
  }
}
