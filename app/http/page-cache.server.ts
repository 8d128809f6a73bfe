import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Store } from '#db/store.server.ts'
import { compress, type Encoding, encodingFor, isText } from './compress.server.ts'

/** Phases open and days pass without anybody's writing. */
const LONGEST_MS = 5000
const MOST_BYTES = 64 * 1024 * 1024
const LARGEST_PAGE_BYTES = 1024 * 1024

/** Cookies that say nothing of who asks; with any other the answer may be somebody's own. */
const NAMELESS = new Set(['sreda_prefs', 'sreda_device'])
/** What is no page of a town for everybody, or makes something when it is asked, or holds what somebody looks for at home. */
const NEVER =
  /^\/(sign-in|sign-out|letters|me|admin|consent|settings|unsubscribe|deletion-acts|towns|photos|healthz)\b|\/export\/|\/(places|nearest)\.json$/
/** Data that are the same whoever asks. */
const FOR_ALL = /^\/[^/]+\/(map|spot)\.json$/

export interface Look {
  key: string
  revision: string
  found: Kept | undefined
  nonce: string
}

export interface Kept {
  etag: string
  headers: [string, string][]
  body: Buffer
  small: Map<Encoding, Buffer>
  revision: string
  until: number
}

/** The key of an answer that is the same for everybody who asks so; null when it may be somebody's own. */
export function keyOf(request: Request): string | null {
  if (request.method !== 'GET') return null
  const url = new URL(request.url)
  if (NEVER.test(url.pathname) || url.searchParams.has('lang')) return null
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/).filter(Boolean)
  const names = cookies.map((pair) => pair.slice(0, pair.indexOf('=')))
  if (!FOR_ALL.test(url.pathname) && !names.every((name) => NAMELESS.has(name))) return null
  const prefs = cookies.find((pair) => pair.startsWith('sreda_prefs=')) ?? ''
  return `${url.host} ${url.pathname}${url.search} ${prefs}`
}

/**
 * Finished answers for readers who are nobody in particular: rendered once, compressed once, true until somebody writes
 * what pages may show, and for five seconds at most.
 */
export function createPageCache(store: Store) {
  const kept = new Map<string, Kept>()
  const making = new Map<string, Promise<Kept | Response>>()
  // The same in all workers: else what one of them has sent would be unknown to the next.
  const secret = process.env.SREDA_PAGE_SECRET ?? randomBytes(32)
  let bytes = 0

  /**
   * What is kept for a key and true now; else the revision to keep a new one under. The nonce of its scripts is the same for
   * all who ask in one revision, as it is written in the page; whoever adds words to a page makes another revision.
   */
  async function look(key: string): Promise<Look> {
    const revision = await store.revision()
    const one = kept.get(key)
    const found = one && one.revision === revision && one.until > Date.now() ? one : undefined
    return {
      key,
      revision,
      found,
      nonce: createHmac('sha256', secret).update(`${revision} ${key}`).digest('base64'),
    }
  }

  /** Readers who come while it is made get the same: they came after the same last write. */
  async function keep(key: string, revision: string, make: () => Promise<Response>) {
    const once = `${revision} ${key}`
    const running = making.get(once)
    if (running) {
      const made = await running
      // A response of its own is read once, by whom it was made for.
      return made instanceof Response ? make() : made
    }
    const work = make().then((response) => keepable(response, revision))
    making.set(once, work)
    try {
      const made = await work
      if (!(made instanceof Response)) putAway(key, made)
      return made
    } finally {
      making.delete(once)
    }
  }

  function putAway(key: string, one: Kept) {
    drop(key)
    kept.set(key, one)
    bytes += sizeOf(one)
    // The oldest first: what is asked for often is made anew soon anyway.
    for (const old of kept.keys()) {
      if (bytes <= MOST_BYTES) break
      drop(old)
    }
  }

  function drop(key: string) {
    const old = kept.get(key)
    if (old && kept.delete(key)) bytes -= sizeOf(old)
  }

  return { look, keep }
}

/** Three bodies at most, the compressed ones a quarter of it or less. */
function sizeOf({ body }: Kept): number {
  return 1.5 * body.byteLength + 1000
}

async function keepable(response: Response, revision: string): Promise<Kept | Response> {
  const type = response.headers.get('Content-Type') ?? ''
  const isOwn = response.headers.has('Set-Cookie') || response.headers.has('Content-Disposition')
  if (response.status !== 200 || isOwn || !isText(type) || !response.body) return response
  const body = Buffer.from(await response.arrayBuffer())
  if (body.byteLength > LARGEST_PAGE_BYTES) return new Response(body, response)
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  return {
    etag: response.headers.get('ETag') ?? `W/"${hash}"`,
    headers: [...response.headers].filter(([name]) => name !== 'etag' && name !== 'content-length'),
    body,
    small: new Map(),
    revision,
    until: Date.now() + LONGEST_MS,
  }
}

/** The kept answer as this reader takes it: whole, compressed, or only that it has not changed. */
export async function answerFrom(one: Kept, request: Request): Promise<Response> {
  const headers = new Headers(one.headers)
  headers.set('ETag', one.etag)
  headers.append('Vary', 'Accept-Encoding')
  const known = request.headers.get('if-none-match')?.split(/,\s*/) ?? []
  if (known.includes(one.etag)) return new Response(null, { status: 304, headers })
  const encoding = encodingFor(request, one.body.byteLength)
  if (!encoding) return new Response(new Uint8Array(one.body), { headers })
  let small = one.small.get(encoding)
  if (!small) {
    small = await compress(one.body, encoding)
    one.small.set(encoding, small)
  }
  headers.set('Content-Encoding', encoding)
  return new Response(new Uint8Array(small), { headers })
}
