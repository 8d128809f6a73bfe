import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { termEnd } from '#app/domain/retention.ts'
import type { Licence } from '#app/domain/sharing.ts'
import { env } from '#app/env.server.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'
import { zipStream } from '#app/formats/zip-stream.ts'
import { newId } from '#app/models/ids.server.ts'
import {
  claimArchive,
  deleteOldArchives,
  dropArchive,
  listAllArchives,
  listArchives,
  listPublishingTowns,
  markArchiveDone,
} from '#app/models/open-data.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { openDataFolder, openDataPath } from '#app/open/open-data-path.ts'
import { getStore } from '#db/store.server.ts'
import { describeFault } from './hidden.server.ts'
import { openDataFacts, openDataFiles } from './open-data-files.server.ts'
import { writeWhole } from './write-whole.server.ts'

/** The town's own hour from which a new day's archive is made; the very first one comes at once. */
const FROM_HOUR = 3
/** What nobody has written to for so long is no longer being written. */
const UNDER_WAY_MS = 15 * 60_000

/** Makes the archives that are due, and removes the files of those taken back; safe in several processes. @returns how many were made */
export async function makeDueArchives(now = new Date()): Promise<number> {
  const filesDir = env().FILES_DIR
  await removeLostArchives(filesDir)
  let made = 0
  for (const { town, licence } of await listPublishingTowns()) {
    const { day, hour } = dayIn(town.timeZone, now)
    const [newest] = await listArchives(town.id)
    const isThere = newest !== undefined && existsSync(openDataPath(filesDir, town.id, newest.day))
    // A backup of the database alone was restored.
    if (newest && !isThere) await dropArchive(newest)
    if (newest && isThere && (newest.day >= day || hour < FROM_HOUR)) continue
    if (!(await claimArchive(town.id, day, licence, now))) continue
    try {
      if (await makeArchive(town, day, licence, now)) made++
    } catch (error) {
      // The other towns' do not wait for it; it is tried again at the next look.
      console.error(`The archive of open data of ${town.slug} failed: ${describeFault(error)}`)
    }
  }
  return made
}

/** @returns false when something in it stopped being public meanwhile: then nothing of it is left */
async function makeArchive(town: Town, day: string, licence: Licence, now: Date): Promise<boolean> {
  const making = { townId: town.id, day, at: now }
  const filesDir = env().FILES_DIR
  const path = openDataPath(filesDir, town.id, day)
  // Its own name until it is known to be public still: another making of the day may be under way.
  const own = `${path}.${newId()}`
  try {
    await mkdir(dirname(path), { recursive: true })
    const [store, facts] = [await getStore(), await openDataFacts(town, licence, now)]
    const file = await store.snapshot(async (db) => {
      const { files, rows } = openDataFiles(db, facts)
      const written = await writeWhole(own, zipStream(files, now))
      return { ...written, rows: rows() }
    })
    if (!(await markArchiveDone(making, file, new Date()))) return false
    await rename(own, path)
  } catch (error) {
    await dropArchive(making)
    throw error
  } finally {
    await rm(own, { force: true })
  }
  const outlived = await deleteOldArchives(town.id, day, termEnd('openData', now))
  for (const old of outlived) await rm(openDataPath(filesDir, town.id, old), { force: true })
  return true
}

/** Files that no row names: of archives taken back, of what was restored without them, of a process that died. */
async function removeLostArchives(filesDir: string) {
  const folder = openDataFolder(filesDir)
  // First the names: a file appears after its row.
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const living = new Set((await listAllArchives()).map(({ townId, day }) => openDataPath('', townId, day)))
  for (const name of names) {
    const path = join(folder, name)
    if (living.has(openDataPath('', dirname(name), basename(name, '.zip')))) continue
    const known = await stat(path).catch(() => null)
    const isUnderWay = !name.endsWith('.zip') && known && Date.now() - known.mtimeMs < UNDER_WAY_MS
    if (known?.isFile() && !isUnderWay) await rm(path, { force: true })
  }
}

function dayIn(timeZone: string, now: Date): { day: string; hour: number } {
  const { year, month, day, hour } = wallClockIn(timeZone)(now)
  return { day: [year, month, day].map((part) => String(part).padStart(2, '0')).join('-'), hour }
}
