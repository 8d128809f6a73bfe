import { gzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import Pbf from 'pbf'
import { PMTiles } from 'pmtiles'
import { beforeAll, describe, expect, test } from 'vitest'
import { proveArchive } from '#app/formats/pmtiles-proof.ts'
import { makeTownArchive } from '../tiles/town-archive.ts'
import { directory, HEADER_BYTES } from '../tiles/write-pmtiles.ts'

/** Around the demo town, degrees. */
const TOWN = [45.55, 57.4, 45.65, 57.44] as const

let whole: Uint8Array
let leafy: Uint8Array
beforeAll(() => {
  whole = makeTownArchive()
  leafy = makeTownArchive({ leafEntries: 20 })
})

function prove(bytes: Uint8Array, town: readonly [number, number, number, number] = TOWN) {
  return proveArchive(async (offset, length) => bytes.slice(offset, offset + length), bytes.length, town)
}

/** A copy with some bytes of the header, or of what the header points at, changed. */
function changed(bytes: Uint8Array, change: (copy: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes)
  change(copy)
  return new Uint8Array(copy)
}

/** The same file with another root directory, which is put at the end of the data and pointed at from the start. */
function withRoot(bytes: Uint8Array, root: Uint8Array): Uint8Array {
  const old = Buffer.from(bytes)
  const at = Number(old.readBigUInt64LE(8))
  const length = Number(old.readBigUInt64LE(16))
  const grown = root.length - length
  const copy = Buffer.concat([old.subarray(0, at), root, old.subarray(at + length)])
  copy.writeBigUInt64LE(BigInt(root.length), 16)
  for (const field of [24, 40, 56]) copy.writeBigUInt64LE(old.readBigUInt64LE(field) + BigInt(grown), field)
  return new Uint8Array(copy)
}

describe('the files that the tests write', () => {
  test('are the same for the same plan, byte for byte', () => {
    expect(Buffer.compare(makeTownArchive(), whole)).toBe(0)
  })

  test.each([
    ['in one directory', () => whole],
    ['with leaf directories', () => leafy],
  ])('are read by the reader of PMTiles, %s', async (_, file) => {
    const bytes = file()
    const archive = new PMTiles({
      getKey: () => 'test',
      getBytes: async (offset, length) => ({
        data: bytes.slice(offset, offset + length).buffer as ArrayBuffer,
      }),
    })
    const header = await archive.getHeader()
    expect(header).toMatchObject({ specVersion: 3, tileType: 1, tileCompression: 2, minZoom: 8, maxZoom: 15 })
    expect(header.minLon).toBeCloseTo(45.544, 2)
    expect(await archive.getMetadata()).toMatchObject({ name: 'Приреченск' })
    // The tile around the Market Square, at the nearest zoom.
    const tile = await archive.getZxy(15, 20534, 9968)
    const { layers } = new VectorTile(new Pbf(tile!.data))
    expect(Object.keys(layers).sort()).toEqual(expect.arrayContaining(['buildings', 'landuse', 'roads']))
    const names = Array.from({ length: layers.roads!.length }, (_, i) => layers.roads!.feature(i).properties)
    expect(names.some((road) => road['name:ru'] && road['name:en'] && road.name === road['name:ru'])).toBe(
      true,
    )
    expect(await archive.getZxy(15, 0, 0)).toBeUndefined()
  })
})

describe('a file that can be drawn is proved', () => {
  test.each([
    ['in one directory', () => whole],
    ['with leaf directories', () => leafy],
  ])('%s', async (_, file) => {
    expect(await prove(file())).toEqual({ minZoom: 8, maxZoom: 15, attribution: 'Приреченск, план' })
  })

  test('its credit without markup', async () => {
    const metadata = {
      attribution: '<a href="https://osm.example.org">&copy; OpenStreetMap</a>',
      vector_layers: [{ id: 'roads' }],
    }
    expect(await prove(makeTownArchive({ metadata }))).toMatchObject({ attribution: '© OpenStreetMap' })
  })

  test('where a corner of the town lies outside', async () => {
    expect(await prove(whole, [45.6, 57.41, 45.68, 57.43])).toMatchObject({ maxZoom: 15 })
  })

  test('but not where it touches only the edge of the town', async () => {
    expect(await prove(whole, [45.64, 57.43, 46, 58])).toMatchObject({ fault: 'map.elsewhere' })
  })
})

describe('what cannot be drawn is told apart', () => {
  const text = (words: string) => new TextEncoder().encode(words)
  const entry = (more: object) => ({ id: 21845, offset: 0, length: 10, run: 1, ...more })
  const rootOf = (entries: object[], bytes = whole) =>
    withRoot(bytes, gzipSync(directory(entries.map(entry) as never)))

  test.each<[what: string, make: () => Uint8Array, fault: string, details?: object]>([
    ['an empty file', () => new Uint8Array(0), 'map.not-pmtiles'],
    ['a text', () => text('PNG and not a map at all'), 'map.not-pmtiles'],
    ['an archive of another kind', () => new Uint8Array(gzipSync(whole)), 'map.not-pmtiles'],
    ['version 1', () => changed(whole, (b) => b.set([0x50, 0x4d, 1, 0])), 'map.version', { version: 1 }],
    ['version 2', () => changed(whole, (b) => b.set([0x50, 0x4d, 2, 0])), 'map.version', { version: 2 }],
    ['a version to come', () => changed(whole, (b) => b.writeUInt8(4, 7)), 'map.version', { version: 4 }],
    ['pictures', () => changed(whole, (b) => b.writeUInt8(2, 99)), 'map.not-vector', { type: 'PNG' }],
    ['unknown tiles', () => changed(whole, (b) => b.writeUInt8(77, 99)), 'map.not-vector', { type: 77 }],
    [
      'brotli inside',
      () => changed(whole, (b) => b.writeUInt8(3, 97)),
      'map.compression',
      { name: 'brotli' },
    ],
    ['zstd tiles', () => changed(whole, (b) => b.writeUInt8(4, 98)), 'map.compression', { name: 'zstd' }],
    ['unknown packing', () => changed(whole, (b) => b.writeUInt8(0, 98)), 'map.compression', { name: '?' }],
    ['a header cut off', () => whole.slice(0, HEADER_BYTES - 1), 'map.truncated'],
    ['a tail cut off', () => whole.slice(0, 100_000), 'map.truncated', { has: 100 }],
    ['one byte too few', () => whole.slice(0, -1), 'map.truncated'],
    ['a root outside its place', () => changed(whole, (b) => b.writeBigUInt64LE(0n, 8)), 'map.directory'],
    ['a root that is none', () => changed(whole, (b) => b.fill(0, HEADER_BYTES, 300)), 'map.directory'],
    ['zooms the wrong way', () => changed(whole, (b) => b.set([15, 8], 100)), 'map.directory'],
    ['zooms beyond all', () => changed(whole, (b) => b.set([0, 40], 100)), 'map.directory'],
    ['no entries', () => rootOf([]), 'map.directory'],
    ['a tile behind the data', () => rootOf([{ offset: 1e9 }]), 'map.directory'],
    ['an empty tile', () => rootOf([{ length: 0 }]), 'map.directory'],
    ['a tile of another zoom', () => rootOf([{ id: 2 }]), 'map.directory'],
    ['entries that overlap', () => rootOf([{ run: 5 }, { id: 21847, offset: 20 }]), 'map.directory'],
    ['a leaf that is not there', () => rootOf([{ run: 0 }]), 'map.directory'],
    [
      'a leaf twice',
      () =>
        rootOf(
          [
            { run: 0, length: 200 },
            { id: 30000, run: 0, length: 900 },
          ],
          leafy,
        ),
      'map.directory',
    ],
    ['a number without an end', () => withRoot(whole, gzipSync(Buffer.alloc(300, 255))), 'map.directory'],
    ['more than is let in', () => withRoot(whole, gzipSync(Buffer.alloc(1.1e6, 1))), 'map.directory'],
    [
      'metadata that are none',
      () =>
        changed(whole, (b) => b.fill(1, Number(b.readBigUInt64LE(24)), Number(b.readBigUInt64LE(24)) + 30)),
      'map.directory',
    ],
    [
      'another town',
      () => makeTownArchive({ shift: [3, 1] }),
      'map.elsewhere',
      { box: '58.400, 48.544 – 58.440, 48.656' },
    ],
    [
      'another town that says it is here',
      () => {
        const there = makeTownArchive({ shift: [3, 1] })
        return changed(there, (b) => Buffer.from(whole).copy(b, 102, 102, 118))
      },
      'map.elsewhere',
    ],
    [
      'another scheme',
      () => makeTownArchive({ metadata: { vector_layers: [{ id: 'transportation' }, { id: 'waterway' }] } }),
      'map.layers',
      { layers: 'transportation, waterway' },
    ],
    ['no word of layers', () => makeTownArchive({ metadata: {} }), 'map.layers', { layers: '—' }],
    [
      'tiles that are noise',
      () => changed(whole, (b) => b.fill(7, Number(b.readBigUInt64LE(56)))),
      'map.tile',
    ],
    ['tiles that are packed noise', () => rootOf([{ id: 21845, run: 65535, length: 10 }]), 'map.tile'],
  ])('%s', async (_, make, fault, details = {}) => {
    const found = await prove(make())
    expect(found).toMatchObject({
      fault,
      ...(Object.keys(details).length > 0 && { details: expect.objectContaining(details) }),
    })
  })
})
