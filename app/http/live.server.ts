import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Env, Hono } from 'hono'
import { shareOfWorker } from '#app/env.server.ts'
import { type LiveTopic, liveContribution, liveProcess } from '#app/live-tallies.server.ts'
import { addressOf } from './address.server.ts'
import type { LiveHub } from './live-hub.server.ts'

/** Listeners at a time, all and from one network address: a hall full of people may sit behind one. */
const MOST = 10_000
const MOST_OF_ADDRESS = 500
/** After an end browsers come again, not all at once. */
const [SOONEST_MS, SPREAD_MS] = [3000, 10_000]

const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Proxies that gather or compress would hold the numbers back.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
}

/**
 * Numbers that change, as server-sent events. Written to the connection itself: one more stream between would cost twice
 * the time and memory. Who is too many is answered 204, which tells a browser to ask no more; its page is right without.
 */
export function addLive<E extends Env>(app: Hono<E>, hub: LiveHub) {
  const byAddress = new Map<string, number>()
  let all = 0

  function answer(find: (params: unknown) => Promise<LiveTopic | null>) {
    return async function listenTo(c: Context) {
      const address = networkOf(addressOf(c))
      const own = byAddress.get(address) ?? 0
      if (all >= shareOfWorker(MOST) || own >= shareOfWorker(MOST_OF_ADDRESS)) return c.body(null, 204)
      if (c.req.method === 'HEAD') return c.body(null, 200, HEADERS)
      const topic = await find(c.req.param())
      if (!topic) return c.body(null, 404)
      const { outgoing } = c.env as HttpBindings
      all++
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1)
      outgoing.once('close', function goAway() {
        hub.leave(topic, listener)
        all--
        const left = byAddress.get(address)! - 1
        if (left > 0) byAddress.set(address, left)
        else byAddress.delete(address)
      })
      let isBegun = false
      const listener = {
        get writableLength() {
          return outgoing.writableLength
        },
        write(bytes: Buffer) {
          if (!isBegun) begin()
          outgoing.write(bytes)
        },
        end: () => outgoing.end(),
        destroy: () => outgoing.destroy(),
      }
      function begin() {
        isBegun = true
        outgoing.writeHead(200, HEADERS)
        outgoing.write(`retry: ${Math.round(SOONEST_MS + Math.random() * SPREAD_MS)}\n`)
      }
      if (!(await hub.listen(topic, listener))) return c.body(null, 204)
      // Gone while it was looked up.
      if (outgoing.destroyed) hub.leave(topic, listener)
      return RESPONSE_ALREADY_SENT
    }
  }

  app.get('/:town/processes/:process/live', answer(liveProcess))
  app.get('/:town/:number{[0-9]+}/live', answer(liveContribution))
}

/** Whoever has one address of IPv6 has 2^64 of them. */
function networkOf(address: string): string {
  return address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address
}
