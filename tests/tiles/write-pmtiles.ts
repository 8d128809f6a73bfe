import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'
import type { Bbox } from '#app/domain/geometry/bbox.ts'

export interface Tile {
  z: number
  x: number
  y: number
  /** Not compressed. */
  data: Uint8Array
}

interface Entry {
  id: number
  offset: number
  length: number
  /** How many tiles from `id` on are these bytes; 0 = a leaf directory. */
  run: number
}

interface Options {
  /** Degrees. */
  bounds: Bbox
  metadata: object
  /** Entries of one leaf directory; without it everything stands in the root. */
  leafEntries?: number
}

/** The header's length, and the most that header and root may take together. */
export const HEADER_BYTES = 127
const ROOT_WITHIN_BYTES = 16_384
const CODES = { gzip: 2, mvt: 1 }

/**
 * A PMTiles file of version 3: gzip, vector tiles, clustered, the same tile stored once. The same input gives the same bytes.
 * @throws {Error} when the root directory does not fit: give `leafEntries`
 * @see https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function writePmtiles(tiles: Tile[], { bounds, metadata, leafEntries }: Options): Uint8Array {
  const { entries, contents, bodies } = layOut(tiles)
  const { root, leaves } = directoriesOf(entries, leafEntries)
  if (HEADER_BYTES + root.length > ROOT_WITHIN_BYTES) throw new Error(`A root of ${root.length} bytes.`)
  const about = gzipSync(JSON.stringify(metadata))
  const sections = [root, about, leaves, Buffer.concat(bodies)]
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  let offset = HEADER_BYTES
  for (const [i, section] of sections.entries()) {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * i)
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * i)
    offset += section.length
  }
  for (const [i, count] of [tiles.length, entries.length, contents].entries())
    header.writeBigUInt64LE(BigInt(count), 72 + 8 * i)
  const zooms = tiles.map(({ z }) => z)
  header.set([1, CODES.gzip, CODES.gzip, CODES.mvt, Math.min(...zooms), Math.max(...zooms)], 96)
  const [west, south, east, north] = bounds
  for (const [i, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i)
  header.writeUInt8(Math.min(...zooms), 118)
  header.writeInt32LE(Math.round(((west + east) / 2) * 1e7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * 1e7), 123)
  return new Uint8Array(Buffer.concat([header, ...sections]))
}

/** Where each tile lies in the data, by the order of their ids; tiles of the same bytes lie at the same place. */
function layOut(tiles: Tile[]) {
  const entries: Entry[] = []
  const bodies: Buffer[] = []
  const known = new Map<string, { offset: number; length: number }>()
  let end = 0
  const numbered = tiles.map(({ z, x, y, data }) => ({ id: zxyToTileId(z, x, y), data }))
  for (const { id, data } of numbered.sort((a, b) => a.id - b.id)) {
    const hash = createHash('sha256').update(data).digest('hex')
    let place = known.get(hash)
    if (!place) {
      const body = gzipSync(data)
      place = { offset: end, length: body.length }
      known.set(hash, place)
      bodies.push(body)
      end += body.length
    }
    const last = entries.at(-1)
    if (last && last.offset === place.offset && last.id + last.run === id) last.run += 1
    else entries.push({ id, ...place, run: 1 })
  }
  return { entries, contents: known.size, bodies }
}

function directoriesOf(entries: Entry[], leafEntries?: number) {
  if (!leafEntries) return { root: gzipSync(directory(entries)), leaves: Buffer.alloc(0) }
  const leaves: Buffer[] = []
  const root: Entry[] = []
  let offset = 0
  for (let i = 0; i < entries.length; i += leafEntries) {
    const leaf = gzipSync(directory(entries.slice(i, i + leafEntries)))
    root.push({ id: entries[i]!.id, offset, length: leaf.length, run: 0 })
    leaves.push(leaf)
    offset += leaf.length
  }
  return { root: gzipSync(directory(root)), leaves: Buffer.concat(leaves) }
}

/** Columns of numbers, each as a varint: ids as differences, an offset as 0 where it follows from the entry before. */
export function directory(entries: Entry[]): Buffer {
  const bytes: number[] = []
  const write = (value: number) => {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  write(entries.length)
  for (const [i, { id }] of entries.entries()) write(id - (entries[i - 1]?.id ?? 0))
  for (const { run } of entries) write(run)
  for (const { length } of entries) write(length)
  for (const [i, { offset }] of entries.entries()) {
    const last = entries[i - 1]
    write(last && offset === last.offset + last.length ? 0 : offset + 1)
  }
  return Buffer.from(bytes)
}
