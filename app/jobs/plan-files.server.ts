import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { isOriginalUsed } from '#app/models/plans.server.ts'

/** Keeps an original under the hash of its bytes; the same file twice is one. */
export async function keepOriginal(townId: string, bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex')
  const folder = join(env().FILES_DIR, 'plans', townId)
  await mkdir(folder, { recursive: true })
  const coming = join(folder, `coming-${randomUUID()}`)
  await writeFile(coming, bytes, { flush: true })
  await rename(coming, join(folder, hash))
  return hash
}

/** @throws {Refusal} 'plan.not-found': a restored backup may have rows without files */
export async function originalOf(townId: string, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(join(env().FILES_DIR, 'plans', townId, hash)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('plan.not-found')
    throw error
  }
}

/** Removes an original that no plan of the town has any more: of a draft that was thrown away, or never came to be. */
export async function forgetOriginal(townId: string, hash: string) {
  if (await isOriginalUsed(townId, hash)) return
  await rm(join(env().FILES_DIR, 'plans', townId, hash), { force: true })
}
