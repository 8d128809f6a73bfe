import { z } from 'zod'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { type OpenedToken, openToken } from '#app/models/api-tokens.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { getLocale } from '#app/session.server.ts'
import { mediumFor } from '../media.ts'
import { chromeOf } from '../page.server.tsx'
import { Problem } from '../problem.ts'
import { readQuery } from '../query.ts'
import { jsonReply, orProblem, replyTo } from '../reply.server.ts'
import { ALLOWED, type Endpoint } from './endpoint.ts'
import { OPENAPI_31, openApi } from './openapi.server.ts'
import { apiPage } from './page.server.tsx'
import { PUBLIC_ENDPOINTS } from './public-endpoints.server.ts'
import { STAFF_ENDPOINTS } from './staff-endpoints.server.ts'

export const ENDPOINTS: Endpoint[] = [...PUBLIC_ENDPOINTS, ...STAFF_ENDPOINTS]

/** The JSON API: /api/v1, its description, and a page for those who write programs. */
export function serveApi(request: Request, path: string): Promise<Response> {
  return orProblem(request, async () => {
    const locale = await getLocale(request)
    const search = new URL(request.url).searchParams
    if (path === 'openapi.json') {
      readQuery(search, ['lang'])
      return jsonReply(request, openApi(ENDPOINTS, locale), OPENAPI_31)
    }
    if (path === '') {
      const medium = mediumFor(request, [
        { name: 'json', types: ['application/json'] },
        { name: 'html', types: ['text/html', 'application/xhtml+xml'] },
      ])
      if (medium === 'json') return jsonReply(request, { openapi: origin() + openPaths.api('/openapi.json') })
      const text = apiPage(await chromeOf(request), ENDPOINTS)
      return replyTo(request, { type: 'text/html; charset=utf-8', text })
    }
    return answerAt(request, path, search, locale)
  })
}

async function answerAt(request: Request, path: string, search: URLSearchParams, locale: Locale) {
  const found = find(path)
  if (!found) throw new Problem(404, 'noSuchAddress')
  const { one, params } = found
  const query = queryOf(one, search)
  const town = params.town === undefined ? null : await getTown(params.town)
  const token = one.scope ? await tokenOf(request, one, town!) : null
  function nextOf(after: string | number | null): string | null {
    if (after === null) return null
    const next = new URLSearchParams(search)
    next.set('after', String(after))
    return `${origin()}${openPaths.api(`/${path}`)}?${next}`
  }
  // Which of them there are is said by the endpoint's own path and scope.
  const call = {
    town: town as Town,
    token: token as OpenedToken,
    params,
    query: query as never,
    locale,
    nextOf,
  }
  // What the schema does not name never leaves.
  const body = one.answer.parse(await one.handle(call)) as { next?: string | null }
  return jsonReply(request, body, 'application/json', {
    'Content-Language': locale,
    ...(body.next ? { Link: `<${body.next}>; rel="next"` } : {}),
    ...(one.scope ? { 'Cache-Control': 'private, no-store' } : {}),
  })
}

function find(path: string): { one: Endpoint; params: Record<string, string> } | null {
  const given = path.split('/')
  for (const one of ENDPOINTS) {
    const parts = one.path.slice(1).split('/')
    if (parts.length !== given.length) continue
    const params: Record<string, string> = {}
    const fits = parts.every(function isSame(part, i) {
      const name = /^\{(\w+)\}$/.exec(part)?.[1]
      if (!name) return part === given[i]
      params[name] = given[i]!
      return /^[\w-]{1,200}$/.test(given[i]!)
    })
    if (fits) return { one, params }
  }
  return null
}

function queryOf({ query }: Endpoint, search: URLSearchParams) {
  const given = readQuery(search, ['lang', ...Object.keys(query)])
  const read = z.object(query).safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const name = String(issue!.path[0])
  const allowed = issue!.code === 'invalid_value' ? issue!.values.join(', ') : (ALLOWED[name] ?? '…')
  throw new Problem(400, 'badValue', { name, allowed })
}

/** @throws {Problem} 401 without a living token, 403 with one for something else or of another town */
async function tokenOf(request: Request, { scope }: Endpoint, town: Town): Promise<OpenedToken> {
  const ask = { 'WWW-Authenticate': 'Bearer realm="sreda"' }
  const key = /^Bearer ([\w-]+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
  if (!key) throw new Problem(401, 'needsToken', {}, ask)
  const token = await openToken(key)
  if (!token)
    throw new Problem(
      401,
      'badToken',
      {},
      { 'WWW-Authenticate': 'Bearer realm="sreda", error="invalid_token"' },
    )
  if (token.townId !== town.id || !token.scopes.includes(scope!))
    throw new Problem(403, 'lacksScope', { scope: scope! })
  return token
}
