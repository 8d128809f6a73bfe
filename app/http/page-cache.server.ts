import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Store } from '#db/store.server.ts'
import { compress, type Encoding, encodingFor, isText } from './compress.server.ts'
import { keyOf } from './page-key.server.ts'

/** Phases open and days pass without anybody's writing. */
const LONGEST_MS = 5000
const MOST_BYTES = 64 * 1024 * 1024
const LARGEST_PAGE_BYTES = 1024 * 1024

export interface Look {
  key: string
  revision: string
  found: Kept | undefined
  nonce: string
}

export interface Kept {
  etag: string
  headers: [string, string][]
  /** Whether `headers` are all that a reader gets: then nothing else needs to look at who asks for it. */
  isSealed: boolean
  body: Buffer
  /** As it travels, by the way it is compressed. */
  ready: Map<Encoding | 'identity', Ready>
  revision: string
  until: number
}

interface Ready {
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

export type PageCache = ReturnType<typeof createPageCache>

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

  /**
   * Readers who come while it is made get the same: they came after the same last write. What a route itself calls private
   * or not to be stored is nobody else's.
   */
  async function keep(key: string, revision: string, make: () => Promise<Response>) {
    const once = `${revision} ${key}`
    const running = making.get(once)
    if (running) {
      const made = await running
      // A response of its own is read once, by whom it was made for.
      return made instanceof Response ? withVary(await make()) : made
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
    const now = Date.now()
    // The oldest first: what is asked for often is made anew soon anyway.
    for (const [name, old] of kept) {
      if (bytes <= MOST_BYTES && old.until > now) break
      drop(name)
    }
  }

  function drop(key: string) {
    const old = kept.get(key)
    if (old && kept.delete(key)) bytes -= sizeOf(old)
  }

  return { look, keep }
}

/** Three bodies at most, the compressed ones a quarter of it or less; the key and the headers. */
function sizeOf({ body }: Kept): number {
  return 1.5 * body.byteLength + 4000
}

/** What answers may differ by and are told apart by: the key's cookies, and how each travels. */
const KNOWN_VARY = /^(cookie|accept-encoding)?$/i

async function keepable(response: Response, revision: string): Promise<Kept | Response> {
  const type = response.headers.get('Content-Type') ?? ''
  const isOwn =
    response.headers.has('Set-Cookie') ||
    response.headers.has('Content-Disposition') ||
    /\b(no-store|private)\b/i.test(response.headers.get('Cache-Control') ?? '') ||
    (response.headers.get('Vary') ?? '').split(',').some((name) => !KNOWN_VARY.test(name.trim()))
  withVary(response)
  if (response.status !== 200 || isOwn || !isText(type) || !response.body) return response
  const body = Buffer.from(await response.arrayBuffer())
  if (body.byteLength > LARGEST_PAGE_BYTES) return new Response(body, response)
  response.headers.append('Vary', 'Accept-Encoding')
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  return {
    etag: response.headers.get('ETag') ?? `W/"${hash}"`,
    headers: [...response.headers].filter(([name]) => !OF_ONE_ANSWER.has(name)),
    isSealed: false,
    body,
    ready: new Map(),
    revision,
    until: Date.now() + LONGEST_MS,
  }
}

/** Language, display and what somebody may see hang on cookies, in every answer that says nothing of it itself. */
export function withVary(response: Response): Response {
  const { headers } = response
  // A file for everybody says so.
  if (/\bpublic\b/.test(headers.get('Cache-Control') ?? '')) return response
  if (!/\bcookie\b/i.test(headers.get('Vary') ?? '')) headers.append('Vary', 'Cookie')
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'private, no-cache')
  return response
}

/** What is said anew with each answer. */
const OF_ONE_ANSWER = new Set(['etag', 'content-length', 'content-encoding'])

/** Keeps the headers that the first answer got on its way out, so that the next ones need not go that way. */
export function seal(one: Kept, headers: Headers) {
  if (one.isSealed) return
  one.headers = [...headers].filter(([name]) => !OF_ONE_ANSWER.has(name))
  one.isSealed = true
  one.ready.clear()
}

/**
 * Answers from what is kept, before anything else looks at the request: what is kept has been through all of it once.
 * @returns whether it did
 */
export async function answerKept(
  pages: PageCache,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const key = keyOf(request)
  if (key === null) return false
  const { found } = await pages.look(key)
  if (!found?.isSealed) return false
  const { headers } = request
  const ready = await readyFor(found, encodingFor(headers['accept-encoding'], found.body.byteLength))
  if (isKnown(found, headers['if-none-match'])) response.writeHead(304, withoutEncoding(ready.headers)).end()
  else response.writeHead(200, ready.headers).end(ready.body)
  return true
}

/** The kept answer as this reader takes it: whole, compressed, or only that it has not changed. */
export async function answerFrom(one: Kept, { headers }: Request): Promise<Response> {
  const encoding = encodingFor(headers.get('accept-encoding') ?? undefined, one.body.byteLength)
  const ready = await readyFor(one, encoding)
  return isKnown(one, headers.get('if-none-match') ?? undefined)
    ? new Response(null, { status: 304, headers: withoutEncoding(ready.headers) })
    : new Response(ready.body, { headers: ready.headers })
}

function isKnown({ etag }: Kept, told: string | undefined): boolean {
  return told?.split(/,\s*/).includes(etag) ?? false
}

function withoutEncoding({ 'content-encoding': _, 'content-length': __, ...headers }: Ready['headers']) {
  return headers
}

async function readyFor(one: Kept, encoding: Encoding | null): Promise<Ready> {
  const name = encoding ?? 'identity'
  const known = one.ready.get(name)
  if (known) return known
  const body = new Uint8Array(encoding ? await compress(one.body, encoding) : one.body)
  const ready: Ready = {
    headers: {
      ...Object.fromEntries(one.headers),
      etag: one.etag,
      'content-length': String(body.byteLength),
    },
    body,
  }
  if (encoding) ready.headers['content-encoding'] = encoding
  one.ready.set(name, ready)
  return ready
}
