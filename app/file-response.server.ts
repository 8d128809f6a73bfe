import { createReadStream } from 'node:fs'
import { createReadableStreamFromReadable } from '@remix-run/node'

/** A finished file that never changes under its address. */
export interface WholeFile {
  path: string
  bytes: number
  /** SHA-256, hex: the entity's tag, and told in `Repr-Digest` (RFC 9530). */
  hash: string
  modifiedAt: Date
  headers: Record<string, string>
}

type Span = { from: number; to: number }

/**
 * Answers a GET or HEAD of a file with the whole of it, or with the part that was asked for (RFC 9110, 13 and 14), so that a
 * download that broke off goes on where it stopped. Several ranges at once get the whole.
 */
export function fileResponse(request: Request, file: WholeFile): Response {
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
  const span = isSame(request, etag, file.modifiedAt)
    ? spanIn(request.headers.get('Range'), file.bytes)
    : null
  if (span === 'none') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${file.bytes}`, 'Content-Length': '0' },
    })
  }
  const { from, to } = span ?? { from: 0, to: file.bytes - 1 }
  const part: Record<string, string> = span ? { 'Content-Range': `bytes ${from}-${to}/${file.bytes}` } : {}
  return new Response(request.method === 'HEAD' ? null : bodyOf(file.path, from, to), {
    status: span ? 206 : 200,
    headers: { ...headers, ...part, 'Content-Length': String(to - from + 1) },
  })
}

function bodyOf(path: string, from: number, to: number) {
  return createReadableStreamFromReadable(createReadStream(path, { start: from, end: to }))
}

/** Whether a range may be answered: the reader has no condition, or still knows this very file. */
function isSame(request: Request, etag: string, modifiedAt: Date): boolean {
  const condition = request.headers.get('If-Range')
  return condition === null || condition === etag || condition === modifiedAt.toUTCString()
}

/** The one range that is asked for; null = the whole is to be sent, 'none' = there is nothing there. */
function spanIn(range: string | null, bytes: number): Span | 'none' | null {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(range?.trim() ?? '')
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? '']
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? 'none' : { from: bytes - length, to: bytes - 1 }
  }
  const [from, to] = [Number(first), last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)]
  if (last !== '' && Number(last) < from) return null
  return from >= bytes ? 'none' : { from, to }
}
