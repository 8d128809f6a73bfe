import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'

export const PROOF_MB = 10

const folderOf = (townId: string) => join(env().FILES_DIR, 'proofs', townId)

/** A screenshot, a scan or a page, by its first bytes: whatever a file is called. */
export function isProofFile(bytes: Uint8Array): boolean {
  const begins = (...wanted: number[]) => wanted.every((byte, i) => bytes[i] === byte)
  const isWebp =
    begins(0x52, 0x49, 0x46, 0x46) && Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP'
  const [isPdf, isPng, isJpeg] = [
    begins(0x25, 0x50, 0x44, 0x46),
    begins(0x89, 0x50, 0x4e, 0x47),
    begins(0xff, 0xd8, 0xff),
  ]
  return isPdf || isPng || isJpeg || isWebp
}

/** Keeps a file under the hash of its bytes. @returns the hash, SHA-256 in hex */
export async function keepProof(townId: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const folder = folderOf(townId)
  await mkdir(folder, { recursive: true })
  const coming = join(folder, `coming-${randomUUID()}`)
  await writeFile(coming, bytes, { flush: true })
  await rename(coming, join(folder, hash))
  return hash
}

/** @throws {Refusal} 'proof.not-found': a restored backup may have rows without files */
export async function proofFile(townId: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(join(folderOf(townId), hash)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('proof.not-found')
    throw error
  }
}

export async function forgetProof(townId: string, hash: string) {
  if (hash !== '') await rm(join(folderOf(townId), hash), { force: true })
}
