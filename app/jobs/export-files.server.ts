import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  cancelExport,
  type ExportJob,
  type ExportJobKey,
  listLivingExports,
} from '#app/models/export-jobs.server.ts'

type FileOf = Pick<ExportJob, 'townId' | 'id' | 'tries'>

/** A file that is being written has no row yet for a moment; what is older than this and has none is nobody's. */
const NEW_MS = 60_000

/** Exports lie beside the towns' photos; each try has a file of its own. */
export function exportPath(filesDir: string, job: FileOf): string {
  return join(filesDir, 'exports', nameOf(job))
}

const nameOf = ({ townId, id, tries }: FileOf) => `${townId}_${id}_${tries}`

/** Stops an export, or gives up its file. @throws {Refusal} 'export.not-found' */
export async function dropExport(filesDir: string, key: ExportJobKey, now = new Date()) {
  const job = await cancelExport({ ...key, now })
  await rm(exportPath(filesDir, job), { force: true })
}

/**
 * Removes files of exports that are cancelled, outlived, or were being written by a process that died.
 * @returns how many went
 */
export async function removeLostExports(filesDir: string, now = new Date()): Promise<number> {
  const folder = join(filesDir, 'exports')
  const names = await readdir(folder).catch(() => [])
  const living = new Set((await listLivingExports()).map(nameOf))
  let removed = 0
  for (const name of names) {
    if (living.has(name.replace(/(\.[\w-]+)*\.part$/, ''))) continue
    const known = await stat(join(folder, name)).catch(() => null)
    if (!known || now.getTime() - known.mtimeMs < NEW_MS) continue
    await rm(join(folder, name), { force: true })
    removed++
  }
  return removed
}
