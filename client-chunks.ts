import type { Rollup } from 'vite'

/** From so many routes on a module is in the chunk that every page loads. */
const MANY_ROUTES = 16

const FRAMEWORK =
  /\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run\/\w+)\//
const ROUTE = '?__remix-build-client-route'
const ALWAYS = /\/app\/(entry\.client\.tsx|root\.tsx)/

/**
 * Which chunk of the browser's scripts a module goes into: React and Remix into one, what every page or most of them load
 * into another, the rest as Rollup has it. Left alone, Rollup made some 40 chunks a page; gzip sees each by itself and
 * found a third less to save.
 */
export const manualChunks: Rollup.GetManualChunk = function chunkOf(id, { getModuleInfo }) {
  if (FRAMEWORK.test(id)) return 'framework'
  if (id.includes(ROUTE)) return undefined
  const routes = new Set<string>()
  const seen = new Set<string>()
  const waiting = [id]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    if (ALWAYS.test(next)) return 'common'
    if (next.includes(ROUTE)) routes.add(next)
    waiting.push(...(getModuleInfo(next)?.importers ?? []))
  }
  return routes.size >= MANY_ROUTES ? 'common' : undefined
}
