import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { listDraftIds } from '#app/models/import-drafts.server.ts'

/** A file that is younger may be on its way to a draft. */
const NEW_MS = 3_600_000

const folderOf = (townId: string) => join(env().FILES_DIR, 'imports', townId)

/** Keeps a file under the id of its draft. */
export async function keepImport(townId: string, id: string, bytes: Uint8Array) {
  await mkdir(folderOf(townId), { recursive: true })
  const path = join(folderOf(townId), id)
  await writeFile(`${path}.part`, bytes, { flush: true })
  await rename(`${path}.part`, path)
}

/** @throws {Refusal} 'import.no-file': a restored backup may have rows without files */
export async function importedFile(townId: string, id: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(join(folderOf(townId), id)))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('import.no-file')
    throw error
  }
}

export async function forgetImport(townId: string, id: string) {
  await rm(join(folderOf(townId), id), { force: true })
}

/** Removes files that belong to no draft: of one that a stopped process had not come to remove. */
export async function removeLostImports(now = new Date()): Promise<number> {
  const folder = join(env().FILES_DIR, 'imports')
  const living = await listDraftIds()
  let removed = 0
  for (const townId of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, townId)).catch(() => [])) {
      if (living.has(name)) continue
      const path = join(folder, townId, name)
      const known = await stat(path).catch(() => null)
      if (!known || now.getTime() - known.mtimeMs < NEW_MS) continue
      await rm(path, { force: true })
      removed++
    }
  }
  return removed
}
