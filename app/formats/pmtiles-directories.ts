import { setImmediate } from 'node:timers/promises'
import type { Entry, Header, ResolvedValueCache, Source } from 'pmtiles'

/** Readers look no deeper. */
const MAX_DEPTH = 3
/** A region's map has fewer; that of the whole earth, some hundred million, is none of a town. */
const MAX_ENTRIES = 2_000_000

/**
 * Reads every directory of a PMTiles file: that it can be unpacked, that its entries are in order, and that what they
 * point at lies inside the file.
 */
export async function walkDirectories(
  source: Source,
  cache: ResolvedValueCache,
  header: Header,
): Promise<boolean> {
  let leavesLeft = header.leafDirectoryLength ?? 0
  let entriesLeft = MAX_ENTRIES
  const dataBytes = header.tileDataLength ?? 0
  const [firstId, endId] = [firstOfZoom(header.minZoom), firstOfZoom(header.maxZoom + 1)]

  async function walk(offset: number, length: number, depth: number): Promise<boolean> {
    const entries: Entry[] = await cache.getDirectory(source, offset, length, header)
    // Others are answered between one directory and the next.
    await setImmediate()
    entriesLeft -= entries.length
    if (entries.length === 0 || entriesLeft < 0) return false
    let nextId = firstId
    for (const { tileId, offset: at, length: bytes, runLength } of entries) {
      if (tileId < nextId || bytes < 1 || at < 0) return false
      nextId = tileId + Math.max(1, runLength)
      if (nextId > endId) return false
      if (runLength > 0) {
        if (at + bytes > dataBytes) return false
        continue
      }
      // A directory that points at itself, or at one that was read already, would use up more than there is.
      leavesLeft -= bytes
      if (depth === MAX_DEPTH || leavesLeft < 0 || at + bytes > (header.leafDirectoryLength ?? 0))
        return false
      if (!(await walk(header.leafDirectoryOffset + at, bytes, depth + 1))) return false
    }
    return true
  }
  try {
    return await walk(header.rootDirectoryOffset, header.rootDirectoryLength, 0)
  } catch {
    // Of the unpacking, or of a number that does not end.
    return false
  }
}

/** How many tiles all zooms before one have: ids go on from zoom to zoom. */
function firstOfZoom(zoom: number): number {
  return (4 ** zoom - 1) / 3
}
