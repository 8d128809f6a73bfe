import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { type ProvedArchive, proveArchive } from '#app/formats/pmtiles-proof.ts'

/** Files that lie here without a row: half an upload, or one that another took the place of. */
const STRAY_AFTER_MS = 3_600_000
const ARCHIVE = /^([0-9a-f]{64})\.pmtiles$/
const COMING = /^coming-/

/** A PMTiles file that lies under its hash and can be drawn. */
export interface StoredArchive extends ProvedArchive {
  /** SHA-256 of its bytes, hexadecimal. */
  hash: string
  bytes: number
}

interface Coming {
  townId: string
  /** Degrees; the archive must have its middle. */
  town: Bbox
  /** More bytes than this are let run out unread. */
  maxBytes: number
}

/**
 * Writes what comes to a file beside those in use, proves it, and gives it the name of its hash: whoever draws from the
 * old one goes on doing so. Nothing is left of what is refused.
 *
 * @throws {Refusal} 'map.too-big' | 'map.no-file' | one of `ArchiveFault`
 */
export async function storeArchive(
  chunks: AsyncIterable<Uint8Array>,
  { townId, town, maxBytes }: Coming,
): Promise<StoredArchive> {
  const folder = folderOf(townId)
  await mkdir(folder, { recursive: true })
  const path = join(folder, `coming-${randomUUID()}`)
  const file = await open(path, 'wx+')
  try {
    const { hash, bytes } = await write(file, chunks, maxBytes)
    if (bytes > maxBytes) throw new Refusal('map.too-big', { mb: maxBytes / 1_000_000 })
    if (bytes === 0) throw new Refusal('map.no-file')
    const proved = await proveArchive((offset, length) => readAt(file, offset, length), bytes, town)
    if ('fault' in proved) throw new Refusal(proved.fault, proved.details)
    await file.sync()
    await rename(path, join(folder, `${hash}.pmtiles`))
    return { ...proved, hash, bytes }
  } finally {
    await file.close()
    await rm(path, { force: true })
  }
}

async function write(file: FileHandle, chunks: AsyncIterable<Uint8Array>, maxBytes: number) {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    // A browser reads the answer only after it has sent all.
    if (bytes > maxBytes) continue
    hash.update(chunk)
    await file.writeFile(chunk)
  }
  return { hash: hash.digest('hex'), bytes }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/** The files that the platform's operator has laid out for all towns; names only, [] when there is no such folder. */
export async function listOfferedArchives(): Promise<string[]> {
  const { MAPS_DIR } = env()
  if (!MAPS_DIR) return []
  const entries = await readdir(MAPS_DIR, { withFileTypes: true }).catch(() => [])
  // No links: they may lead anywhere.
  return entries.flatMap((entry) => (entry.isFile() && entry.name.endsWith('.pmtiles') ? [entry.name] : []))
}

/**
 * Takes a copy of an offered file, so that changing it in its folder changes no map unseen.
 * @throws {Refusal} as `storeArchive`; 'map.not-offered' for any name that is not in the list
 */
export async function storeOffered(name: string, coming: Omit<Coming, 'maxBytes'>): Promise<StoredArchive> {
  const { MAPS_DIR } = env()
  if (!MAPS_DIR || !(await listOfferedArchives()).includes(name)) throw new Refusal('map.not-offered')
  const bytes = createReadStream(join(resolve(MAPS_DIR), name))
  return storeArchive(bytes, { ...coming, maxBytes: Number.MAX_SAFE_INTEGER })
}

/** Removes a town's files but some; what is younger than an hour may be another's that is just being taken in. */
export async function removeStrayArchives(townId: string, keep: (string | undefined)[], now = Date.now()) {
  const folder = folderOf(townId)
  for (const name of await readdir(folder).catch(() => [])) {
    const hash = ARCHIVE.exec(name)?.[1]
    if (hash ? keep.includes(hash) : !COMING.test(name)) continue
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found && now - found.mtimeMs > STRAY_AFTER_MS) await rm(path, { force: true })
  }
}

export async function removeArchive(townId: string, hash: string) {
  await rm(join(folderOf(townId), `${hash}.pmtiles`), { force: true })
}

/** Whether a town's file is still there: a restored backup may have rows without files. */
export async function hasArchive(townId: string, hash: string): Promise<boolean> {
  const found = await stat(join(folderOf(townId), `${hash}.pmtiles`)).catch(() => null)
  return found?.isFile() ?? false
}

/** Where a town's file lies. */
export function archivePath(townId: string, hash: string): string {
  return join(folderOf(townId), `${hash}.pmtiles`)
}

function folderOf(townId: string): string {
  return join(env().FILES_DIR, 'maps', townId)
}
