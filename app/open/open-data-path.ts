import { join } from 'node:path'

export function openDataFolder(filesDir: string): string {
  return join(filesDir, 'open-data')
}

/** Where a day's archive lies. */
export function openDataPath(filesDir: string, townId: string, day: string): string {
  return join(openDataFolder(filesDir), townId, `${day}.zip`)
}
