import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Of the names of files that are only there while another is being written: nobody else's end so. */
const PART = /^\.sreda-[\w.-]+\.part$/

/** Such a file, beside its place; `dropParts` removes what a failure left of them. */
export function partOf(path: string, name = 'whole'): string {
  return `${path}.sreda-${name}.part`
}

/**
 * Writes a file that appears under its name only when it is whole and on the disk; of what fails nothing is left.
 *
 * @returns its size and SHA-256, hex
 * @throws whatever `chunks` or the disk throws
 */
export async function writeWhole(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<{ bytes: number; hash: string }> {
  const part = partOf(path)
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(part, 'w')
  try {
    for await (const chunk of chunks) {
      const data = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk
      hash.update(data)
      bytes += data.byteLength
      await file.writeFile(data)
    }
    await file.sync()
    await file.close()
    await rename(part, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  }
  return { bytes, hash: hash.digest('hex') }
}

/**
 * Takes a file that something else has written beside its place: puts it on the disk, and under its name.
 *
 * @param part  in the folder of `path`
 */
export async function sealWhole(path: string, part: string): Promise<{ bytes: number; hash: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(part)) {
    hash.update(chunk)
    bytes += (chunk as Buffer).byteLength
  }
  const file = await open(part, 'r+')
  await file.sync()
  await file.close()
  await rename(part, path)
  return { bytes, hash: hash.digest('hex') }
}

/** Removes what a failed writing has left beside its place. */
export async function dropParts(path: string): Promise<void> {
  const folder = dirname(path)
  const own = basename(path)
  for (const name of await readdir(folder).catch(() => []))
    if (name.startsWith(own) && PART.test(name.slice(own.length)))
      await rm(join(folder, name), { force: true })
}
