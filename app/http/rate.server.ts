import type { Context, Next } from 'hono'
import { env, shareOfWorker } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getLocale } from '#app/session.server.ts'
import { addressOf } from './address.server.ts'

/** What programs ask, that may ask much; in any letters' case and as data, too: Remix finds its routes so. */
export const FOR_PROGRAMS = /^\/(api|oembed)(?![\w-])|^\/[\w-]+\/(ogc|open311|open-data)(?![\w-])/i
const MINUTE_MS = 60_000
/** Who has not asked for so long is forgotten: their bucket is full again. */
const MOST_KNOWN = 20_000

interface Bucket {
  left: number
  at: number
}

/**
 * A bucket for each address: full it holds a minute's requests, and it fills evenly. In each process its own, with a
 * worker's share. Tokens are no key of it: anybody can make up any number of them.
 */
export function limitPrograms() {
  const buckets = new Map<string, Bucket>()

  return async function limitProgram(c: Context, next: Next) {
    if (!FOR_PROGRAMS.test(c.req.path)) return next()
    const most = shareOfWorker(env().API_PER_MINUTE)
    const key = addressOf(c)
    const now = Date.now()
    const known = buckets.get(key)
    const filled = known ? known.left + ((now - known.at) / MINUTE_MS) * most : most
    const left = Math.min(most, filled) - 1
    buckets.delete(key)
    buckets.set(key, { left: Math.max(left, 0), at: now })
    // The longest silent first.
    if (buckets.size > MOST_KNOWN) buckets.delete(buckets.keys().next().value!)
    if (left >= 0) {
      await next()
      c.res.headers.set('RateLimit-Limit', String(most))
      c.res.headers.set('RateLimit-Remaining', String(Math.floor(left)))
      return
    }
    const seconds = Math.max(1, Math.ceil((-left / most) * 60))
    const detail = tOf(await getLocale(c.req.raw))('served.open.problems.tooMany', { seconds })
    return c.json({ type: 'about:blank', title: 'Too Many Requests', status: 429, detail }, 429, {
      'Retry-After': String(seconds),
      'Content-Type': 'application/problem+json',
      'Access-Control-Allow-Origin': '*',
    })
  }
}

/** What another site's script may send: it asks before, when it brings a token. */
export function preflight(c: Context) {
  return c.body(null, 204, {
    Allow: 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, If-None-Match, Accept',
    'Access-Control-Max-Age': '86400',
  })
}
