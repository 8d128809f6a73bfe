import type { Context, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { env, shareOfWorker } from '#app/env.server.ts'

/** Photos travel only in multipart forms; everything else is words. */
const MULTIPART_BYTES = 80_000_000
const OTHER_BYTES = 2_000_000
/** A town's map goes to the disk as it comes: it never lies in memory, and only whoever is signed in sends it. */
const MAP_FORM = /^\/[\w-]+\/admin\/map(\.json|\.data)?$/i
/** What a form takes beside its file. */
const FORM_BYTES = 20_000
/**
 * Large bodies that are received at the same time, by all and by one person: they lie in memory until they are read. Of
 * several workers each takes its share, and one body at least.
 */
const ALL_AT_ONCE_BYTES = Math.max(MULTIPART_BYTES, shareOfWorker(400_000_000))
const ONE_AT_ONCE_BYTES = Math.max(MULTIPART_BYTES, shareOfWorker(160_000_000))

type Failure = (c: Context, status: 413 | 503, code: 'input.too-big' | 'input.busy') => Promise<Response>

/**
 * Refuses bodies that are too large before they are read. A large one is taken only in a form with files from somebody
 * who is signed in, and only while not too many others are on their way.
 *
 * @param whoIs the id of the person of a request's session; null when there is none
 * @param fail  the page that says why not
 */
export function limitBodies(whoIs: (request: Request) => Promise<string | null>, fail: Failure) {
  const underWay = new Map<string, number>()
  const total = () => [...underWay.values()].reduce((sum, bytes) => sum + bytes, 0)

  async function refuse(c: Context, status: 413 | 503, code: 'input.too-big' | 'input.busy') {
    await throwAway(c.req.raw)
    c.header('Connection', 'close')
    return fail(c, status, code)
  }

  return async function limitBody(c: Context, next: Next) {
    const upTo = (maxSize: number) =>
      bodyLimit({ maxSize, onError: (failed) => refuse(failed, 413, 'input.too-big') })
    const isMultipart = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false
    const told = Number(c.req.header('content-length') ?? Number.NaN)
    if (!isMultipart || told <= OTHER_BYTES) return upTo(OTHER_BYTES)(c, next)
    if (MAP_FORM.test(c.req.path)) {
      const most = env().MAP_UPLOAD_MB * 1_000_000 + FORM_BYTES
      const isTold = told <= most && !c.req.raw.headers.has('transfer-encoding')
      return isTold && (await whoIs(c.req.raw)) !== null ? next() : refuse(c, 413, 'input.too-big')
    }
    if (told > MULTIPART_BYTES) return refuse(c, 413, 'input.too-big')
    const person = await whoIs(c.req.raw)
    if (person === null) return upTo(OTHER_BYTES)(c, next)

    // A body whose size is not told may be as large as any.
    const bytes = Number.isNaN(told) ? MULTIPART_BYTES : told
    const own = underWay.get(person) ?? 0
    if (own + bytes > ONE_AT_ONCE_BYTES || total() + bytes > ALL_AT_ONCE_BYTES) {
      c.header('Retry-After', '30')
      return refuse(c, 503, 'input.busy')
    }
    underWay.set(person, own + bytes)
    try {
      return await upTo(MULTIPART_BYTES)(c, next)
    } finally {
      const left = (underWay.get(person) ?? 0) - bytes
      if (left > 0) underWay.set(person, left)
      else underWay.delete(person)
    }
  }
}

/** How long a refused body is listened to: between two pieces of it, and in all. */
const IDLE_MS = 4000
const THROW_AWAY_MS = 60_000

/**
 * Lets a refused body run out, keeping nothing: a browser reads the answer only after it has sent all, and a connection
 * that is closed on it shows an error of its own instead of ours.
 */
async function throwAway(request: Request): Promise<void> {
  if (!request.body || request.body.locked) return
  const reader = request.body.getReader()
  const start = Date.now()
  try {
    while (Date.now() - start < THROW_AWAY_MS) {
      const read = await withinIdle(reader.read())
      if (read === 'idle' || read.done) return
    }
  } catch {
    // The other end has gone.
  }
}

async function withinIdle<T>(read: Promise<T>): Promise<T | 'idle'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const idle = new Promise<'idle'>((resolve) => {
    timer = setTimeout(resolve, IDLE_MS, 'idle')
  })
  try {
    return await Promise.race([read, idle])
  } finally {
    clearTimeout(timer)
  }
}
