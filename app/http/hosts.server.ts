import { isIP } from 'node:net'
import type { Context } from 'hono'
import { env, origin } from '#app/env.server.ts'

/**
 * Whether somebody may have meant this site. With ORIGIN set, a name of somebody else's that leads here (DNS rebinding, a
 * forged Host) is not answered. Addresses in digits and localhost are: health checks and proxies come by them, and no page
 * of another site has them as its own name.
 */
export function isMeant(c: Context): boolean {
  const { ORIGIN } = env()
  if (ORIGIN === undefined) return true
  const { hostname } = new URL(c.req.url)
  return (
    hostname === new URL(ORIGIN).hostname ||
    hostname === 'localhost' ||
    isIP(hostname.replace(/^\[(.+)\]$/, '$1')) !== 0
  )
}

/** Whether an origin, as a browser writes it, is one of the names that this site goes by. */
export function isOurs(given: string, c: Context): boolean {
  return given === new URL(c.req.url).origin || given === origin() || given === hostOf(c)
}

/** Whether the browser itself says that another site's page sends this; old browsers say nothing. */
export function isSentElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site')
  return site === 'cross-site' || site === 'same-site'
}

/** What the browser calls this host, so that a proxy in front or another port is not taken for another site. */
function hostOf(c: Context): string {
  const told = env().TRUST_PROXY > 0 ? c.req.header('x-forwarded-proto') : undefined
  return `${told ?? 'http'}://${c.req.header('host')}`
}

/**
 * Whether an address can be read, and led back to: a path that begins with two slashes (a backslash is one to browsers,
 * and they leave out tabs and line breaks) would name another host in a redirect to itself. `_data` is how Remix once
 * asked; it warns of it at length.
 */
export function isReadable(url: string): boolean {
  try {
    const { pathname, searchParams } = new URL(url)
    return !/^\/[/\\\s]/.test(decodeURIComponent(pathname)) && !searchParams.has('_data')
  } catch {
    return false
  }
}
