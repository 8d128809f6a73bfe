import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'

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
  const part = `${path}.part`
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
