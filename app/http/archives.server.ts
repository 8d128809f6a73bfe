import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from 'hono'
import { env } from '#app/env.server.ts'
import { rangeIn } from './range.ts'

const TOWN = /^[\w-]{1,80}$/
const FILE = /^([0-9a-f]{64})\.pmtiles$/

/**
 * A town's map tiles: a static file, read in ranges. Its name is the hash of its bytes, so whoever has a part of it need
 * never ask again.
 * @see RFC 9110, sections 13 and 14
 */
export async function serveArchive(c: Context): Promise<Response> {
  const { town = '', file = '' } = c.req.param()
  const hash = TOWN.test(town) && FILE.exec(file)?.[1]
  const path = join(env().FILES_DIR, 'maps', town, file)
  const found = hash ? await stat(path).catch(() => null) : null
  if (!hash || !found?.isFile()) return c.text('', 404, { 'Cache-Control': 'no-store' })

  const etag = `"${hash}"`
  const headers = new Headers({
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  })
  if (isKnown(c.req.header('if-none-match'), etag)) return c.body(null, 304, Object.fromEntries(headers))
  headers.set('Content-Type', 'application/vnd.pmtiles')
  // Of another version the whole is sent.
  const isSame = (c.req.header('if-range') ?? etag) === etag
  const range = isSame && c.req.method === 'GET' ? rangeIn(c.req.header('range'), found.size) : null
  if (range === 'beyond') {
    headers.set('Content-Range', `bytes */${found.size}`)
    return c.body(null, 416, Object.fromEntries(headers))
  }
  const { start, end } = range ?? { start: 0, end: found.size - 1 }
  headers.set('Content-Length', String(end - start + 1))
  if (range) headers.set('Content-Range', `bytes ${start}-${end}/${found.size}`)
  if (c.req.method === 'HEAD') return c.body(null, 200, Object.fromEntries(headers))
  const bytes = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream
  return c.body(bytes, range ? 206 : 200, Object.fromEntries(headers))
}

function isKnown(told: string | undefined, etag: string): boolean {
  const tags = told?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return tags.includes(etag) || tags.includes('*')
}
