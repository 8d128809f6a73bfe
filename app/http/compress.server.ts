import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const asBrotli = promisify(brotliCompress)
const asGzip = promisify(gzip)

const TEXT =
  /^(text\/|application\/(json|javascript|geo\+json|manifest\+json|vnd\.oai\.openapi\+json|xml)|image\/svg)/
const SMALLEST = 1400

export type Encoding = 'br' | 'gzip'

export function isText(type: string): boolean {
  return TEXT.test(type)
}

/** How a reader with this `Accept-Encoding` takes a text of so many bytes; null = as it is. */
export function encodingFor(accepted: string | undefined, bytes: number): Encoding | null {
  if (accepted === undefined || bytes < SMALLEST) return null
  const takes = (name: Encoding) =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted)
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return asGzip(bytes, { level: 6 })
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 4,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
  }
  return asBrotli(bytes, { params })
}

/**
 * Compresses a finished answer in one call: half the size and twice the speed of compressing Remix's stream chunk by
 * chunk. Downloads marked as attachments stay streams.
 */
export async function compressOnce(request: Request, response: Response): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? ''
  const isStream = response.headers.get('Content-Disposition')?.startsWith('attachment')
  const isDone = response.headers.has('Content-Encoding')
  if (request.method === 'HEAD' || !response.body || isStream || !isText(type) || isDone) return response
  const headers = new Headers(response.headers)
  headers.append('Vary', 'Accept-Encoding')
  const bytes = Buffer.from(await response.arrayBuffer())
  const encoding = encodingFor(request.headers.get('Accept-Encoding') ?? undefined, bytes.byteLength)
  if (!encoding) return new Response(bytes, { status: response.status, headers })
  headers.set('Content-Encoding', encoding)
  headers.delete('Content-Length')
  return new Response(new Uint8Array(await compress(bytes, encoding)), { status: response.status, headers })
}
