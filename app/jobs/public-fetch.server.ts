import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress, publicLookup } from './public-host.server.ts'

/** More than any answer of such a service has. */
const MOST_BYTES = 1_000_000
const MOST_MS = 15_000

interface Options {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  signal?: AbortSignal
}

/** How to reach others; a test names its own server and certificate. */
interface Way {
  lookup?: LookupFunction
  ca?: string
}

/**
 * `fetch` for addresses that somebody typed in, and for those that the answers name in turn: over https, to public
 * addresses only (looked at when connecting), without following redirects, at most 1 MB and 15 seconds.
 *
 * @throws {TypeError} 'fetch failed', as `fetch` does, with the cause
 */
export async function publicFetch(
  address: string,
  { method = 'GET', headers = {}, body, signal }: Options = {},
  { lookup = publicLookup, ca }: Way = {},
): Promise<Response> {
  try {
    const url = mustBePublic(address)
    const limit = AbortSignal.timeout(MOST_MS)
    const response = await new Promise<IncomingMessage>(function send(resolve, reject) {
      const within = signal ? AbortSignal.any([signal, limit]) : limit
      request(url, { method, headers, lookup, ca, signal: within }, resolve)
        .once('error', reject)
        .end(body == null ? undefined : String(body))
    })
    const bytes = await readAtMost(response, MOST_BYTES)
    const status = response.statusCode ?? 0
    return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(bytes), {
      status,
      headers: headersOf(response),
    })
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    throw new TypeError('fetch failed', { cause })
  }
}

function mustBePublic(address: string): URL {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[(.+)\]$/, '$1')
  // A name is judged by where it leads to; digits are never looked up.
  if (url.protocol !== 'https:' || url.username || (isIP(host) && !isPublicAddress(host)))
    throw new Error('not an address of the public internet')
  return url
}

async function readAtMost(response: IncomingMessage, most: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > most) throw new Error(`more than ${most} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

function headersOf(response: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(response.headersDistinct))
    for (const value of values ?? []) headers.append(name, value)
  return headers
}
