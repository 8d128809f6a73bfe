import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { Refusal } from '#app/domain/refusal.ts'

/** Addresses that no push service has: this machine, its networks, and what is set apart (IANA's special registries). */
const NOT_PUBLIC: ['ipv4' | 'ipv6', string, number][] = [
  ['ipv4', '0.0.0.0', 8],
  ['ipv4', '10.0.0.0', 8],
  ['ipv4', '100.64.0.0', 10],
  ['ipv4', '127.0.0.0', 8],
  ['ipv4', '169.254.0.0', 16],
  ['ipv4', '172.16.0.0', 12],
  ['ipv4', '192.0.0.0', 24],
  ['ipv4', '192.0.2.0', 24],
  ['ipv4', '192.88.99.0', 24],
  ['ipv4', '192.168.0.0', 16],
  ['ipv4', '198.18.0.0', 15],
  ['ipv4', '198.51.100.0', 24],
  ['ipv4', '203.0.113.0', 24],
  ['ipv4', '224.0.0.0', 3],
]
/** Of IPv6 only what is handed out to the world (2000::/3), without the tunnels that carry an IPv4 address inside. */
const GLOBAL_V6 = new BlockList()
GLOBAL_V6.addSubnet('2000::', 3, 'ipv6')
const TUNNELS = new BlockList()
TUNNELS.addSubnet('2001::', 23, 'ipv6')
TUNNELS.addSubnet('2001:db8::', 32, 'ipv6')
TUNNELS.addSubnet('2002::', 16, 'ipv6')
const RESERVED = new BlockList()
for (const [family, net, bits] of NOT_PUBLIC) RESERVED.addSubnet(net, bits, family)

/** @param address an IPv4 or IPv6 address, without brackets */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !RESERVED.check(address, 'ipv4')
  return family === 6 && GLOBAL_V6.check(address, 'ipv6') && !TUNNELS.check(address, 'ipv6')
}

/**
 * The address of a push service as a browser gave it. Anyone can send any: only https at its own port and a public host
 * will do; what the name resolves to is looked at when the message is sent (`publicLookup`).
 *
 * @param isPublicOnly false where somebody tries it out with a service of their own (PUSH_INSIDE)
 * @throws {Refusal} 'push.bad-endpoint'
 */
export function mustBePushEndpoint(text: string, isPublicOnly: boolean): URL {
  const url = URL.canParse(text) && text.length <= 1000 ? new URL(text) : null
  if (url?.protocol !== 'https:' || url.username || url.password) throw new Refusal('push.bad-endpoint')
  if (!isPublicOnly) return url
  if (!isPublicHost(url.hostname) || (url.port !== '' && url.port !== '443'))
    throw new Refusal('push.bad-endpoint')
  return url
}

/** Whether a host of an address may be one of the public internet; where a name leads to is looked at when connecting. */
export function isPublicHost(hostname: string): boolean {
  const host = hostname.replace(/^\[(.+)\]$/, '$1')
  if (isIP(host)) return isPublicAddress(host)
  const isName = /\.[a-z][a-z0-9-]+$/i.test(host)
  return isName && !/\.(local|localhost|internal|home|lan|test|invalid|example|arpa)$/i.test(host)
}

/** As `dns.lookup`, but a name that leads to any address inside is an error: the very address looked at is connected to. */
export const publicLookup: LookupFunction = function lookUpPublic(hostname, options, callback) {
  lookup(hostname, { ...options, all: true }, function judge(error, found: LookupAddress[]) {
    if (error) return callback(error, '', 4)
    const inside = found.find(({ address }) => !isPublicAddress(address))
    if (inside || found.length === 0)
      return callback(new Error(`${hostname} leads to no public address`), '', 4)
    if (options.all) return callback(null, found)
    callback(null, found[0]!.address, found[0]!.family)
  })
}
