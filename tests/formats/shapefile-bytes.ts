import { zipSync } from 'fflate'

/** A dBASE table of texts, each field as wide as told; longer cells are cut in the middle of a letter. */
export function dbfBytes(width: number, rows: readonly (readonly Uint8Array[])[]): Uint8Array {
  const fields = rows[0]!.length
  const [head, rowBytes] = [33 + 32 * fields, 1 + fields * width]
  const bytes = Buffer.alloc(head + rows.length * rowBytes, ' ')
  bytes.fill(0, 0, head - 1)
  bytes[0] = 3
  bytes.writeUInt32LE(rows.length, 4)
  bytes.writeUInt16LE(head, 8)
  bytes.writeUInt16LE(rowBytes, 10)
  for (let i = 0; i < fields; i++) {
    bytes.write(`F${i}`, 32 + 32 * i)
    bytes.write('C', 43 + 32 * i)
    bytes[48 + 32 * i] = width
  }
  bytes[head - 1] = 0x0d
  for (const [r, row] of rows.entries())
    for (const [c, cell] of row.entries())
      bytes.set(cell.subarray(0, width), head + r * rowBytes + 1 + c * width)
  return bytes
}

/** So many points in one place. */
export function shpBytes(count: number, [x, y]: readonly [number, number]): Uint8Array {
  const bytes = Buffer.alloc(100 + count * 28)
  bytes.writeInt32BE(9994, 0)
  for (let i = 0; i < count; i++) {
    const at = 100 + 28 * i
    bytes.writeInt32BE(i + 1, at)
    bytes.writeInt32BE(10, at + 4)
    bytes.writeInt32LE(1, at + 8)
    bytes.writeDoubleLE(x, at + 12)
    bytes.writeDoubleLE(y, at + 20)
  }
  return bytes
}

/** A ZIP of some kilobytes that is a table of over a million cells of another encoding. */
export function manyCells(points: number, at: readonly [number, number]): Uint8Array {
  const cell = new Uint8Array([0xc5, 0xeb, 0xea, 0xe0])
  const rows = Array<Uint8Array[]>(20_000).fill(Array<Uint8Array>(60).fill(cell))
  return zipSync({ 'a.shp': shpBytes(points, at), 'a.dbf': dbfBytes(4, rows) })
}
