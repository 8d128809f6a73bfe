import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createReadableStreamFromReadable } from '@remix-run/node'
import { rangeIn } from './byte-range.ts'

/** A finished file that never changes under its address. */
export interface WholeFile {
  path: string
  bytes: number
  /** SHA-256, hex: the entity's tag, and told in `Repr-Digest` (RFC 9530). */
  hash: string
  modifiedAt: Date
  headers: Record<string, string>
}

/**
 * Answers a GET or HEAD of a file with the whole of it, or with the part that was asked for (RFC 9110, 13 and 14), so that a
 * download that broke off goes on where it stopped. Several ranges at once get the whole.
 *
 * @returns null when it is not there, or not as long as it should be
 */
export async function fileResponse(request: Request, file: WholeFile): Promise<Response | null> {
  const found = await stat(file.path).catch(() => null)
  if (!found?.isFile() || found.size !== file.bytes) return null
  const etag = `"${file.hash}"`
  const headers = {
    ...file.headers,
    ETag: etag,
    'Last-Modified': file.modifiedAt.toUTCString(),
    'Accept-Ranges': 'bytes',
    'Repr-Digest': `sha-256=:${Buffer.from(file.hash, 'hex').toString('base64')}:`,
  }
  const known = request.headers.get('If-None-Match')
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*'))
    return new Response(null, { status: 304, headers })
  const isPart = request.method === 'GET' && isSame(request, etag, file.modifiedAt)
  const range = isPart ? rangeIn(request.headers.get('Range') ?? undefined, file.bytes) : null
  if (range === 'beyond') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${file.bytes}`, 'Content-Length': '0' },
    })
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
  const part: Record<string, string> = range ? { 'Content-Range': `bytes ${start}-${end}/${file.bytes}` } : {}
  return new Response(request.method === 'HEAD' ? null : bodyOf(file.path, start, end), {
    status: range ? 206 : 200,
    headers: { ...headers, ...part, 'Content-Length': String(end - start + 1) },
  })
}

function bodyOf(path: string, start: number, end: number) {
  return createReadableStreamFromReadable(createReadStream(path, { start, end }))
}

/** Whether a range may be answered: the reader has no condition, or still knows this very file. */
function isSame(request: Request, etag: string, modifiedAt: Date): boolean {
  const condition = request.headers.get('If-Range')
  return condition === null || condition === etag || condition === modifiedAt.toUTCString()
}
