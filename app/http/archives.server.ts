import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from 'hono'
import { env } from '#app/env.server.ts'
import { fileResponse } from '#app/file-response.server.ts'

const TOWN = /^[\w-]{1,80}$/
const FILE = /^([0-9a-f]{64})\.pmtiles$/

/**
 * A town's map tiles: a static file, read in ranges. Its name is the hash of its bytes, so whoever has a part of it need
 * never ask again.
 */
export async function serveArchive(c: Context): Promise<Response> {
  const { town = '', file = '' } = c.req.param()
  const hash = TOWN.test(town) && FILE.exec(file)?.[1]
  const missing = c.text('', 404, { 'Cache-Control': 'no-store' })
  const path = join(env().FILES_DIR, 'maps', town, file)
  const found = hash ? await stat(path).catch(() => null) : null
  if (!hash || !found) return missing

  const answer = await fileResponse(c.req.raw, {
    path,
    bytes: found.size,
    hash,
    modifiedAt: found.mtime,
    headers: {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': 'application/vnd.pmtiles',
    },
  })
  return answer ?? missing
}
