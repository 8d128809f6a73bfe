import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { env } from '#app/env.server.ts'

/**
 * The visitor's address: the other end of the connection, or what the outermost trusted proxy saw there. Each proxy adds
 * an entry at the right end of X-Forwarded-For; what stands further left comes from the visitor and proves nothing.
 */
export function addressOf(c: Context): string {
  const seen = getConnInfo(c).remote.address ?? 'unknown'
  const proxies = env().TRUST_PROXY
  if (proxies === 0) return seen
  const entry = c.req.header('x-forwarded-for')?.split(',').at(-proxies)?.trim() ?? ''
  // Some proxies add the port: 192.0.2.7:51234, [2001:db8::7]:51234.
  const address = isIP(entry) ? entry : entry.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1')
  return isIP(address) ? address : seen
}
