import type { IncomingMessage } from 'node:http'

/** Cookies that say nothing of who asks; with any other the answer may be somebody's own. */
const NAMELESS = new Set(['sreda_prefs', 'sreda_device'])
/**
 * What is no page of a town for everybody, or makes something when it is asked, or holds what somebody looks for at home, or
 * is another answer by another Accept. In any letters' case: Remix finds its routes so.
 */
const NEVER =
  /^\/(sign-in|sign-out|letters|me|admin|consent|settings|unsubscribe|deletion-acts|towns|photos|assets|maps|healthz)\b|\/export\/|\/(places|nearest)\.json$|^\/(api|oembed)\b|^\/[^/]+\/(ogc|open311|open-data|drawings)\b/i
/** Data that are the same whoever asks. */
const FOR_ALL = /^\/[^/]+\/(map|spot)\.json$/
/** Our addresses are of these letters; anything else might be another name of a page that must not be kept. */
const PLAIN_PATH = /^\/[\w./-]*$/

/** No page of ours has a longer address; whoever makes one up pays for it alone. */
const LONGEST = 500

/** The key of an answer that is the same for everybody who asks so; null when it may be somebody's own. */
export function keyOf({ method, url, headers }: IncomingMessage): string | null {
  if (method !== 'GET' || !url || url.length > LONGEST || headers.authorization !== undefined) return null
  const end = url.indexOf('?')
  const path = end < 0 ? url : url.slice(0, end)
  if (!PLAIN_PATH.test(path) || NEVER.test(path)) return null
  if (end >= 0 && new URLSearchParams(url.slice(end)).has('lang')) return null
  const cookies = (headers.cookie ?? '').split(/;\s*/).filter(Boolean)
  const isNobody = cookies.every((pair) => NAMELESS.has(pair.slice(0, pair.indexOf('='))))
  if (!isNobody && !FOR_ALL.test(path)) return null
  // However it is written: who reads it may be less strict than this.
  const prefs = cookies.filter((pair) => pair.includes('sreda_prefs')).join(';')
  const key = `${headers.host} ${url} ${prefs}`
  return key.length > 2 * LONGEST ? null : key
}
