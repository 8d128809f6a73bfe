import { redirect } from '@remix-run/node'
import { filterFrom } from '#app/domain/filter-from.ts'
import { origin } from '#app/env.server.ts'
import type { FeedLink } from '#app/follow-view.server.ts'
import { openPaths } from '#app/open-paths.ts'

/** `?embed=1` and `?embed=list` of the town's page lead to what stands in frames. */
export function redirectToEmbed(request: Request, town: string) {
  const search = new URL(request.url).searchParams
  const wanted = search.get('embed')
  if (!wanted) return
  const filter = filterFrom(search)
  throw redirect(
    withLanguage(
      wanted === 'list' ? openPaths.embedList(town, filter) : openPaths.embedMap(town, filter),
      search,
    ),
  )
}

/** The same of a result's page. */
export function redirectToEmbeddedResult(request: Request, town: string, process: string) {
  const search = new URL(request.url).searchParams
  if (search.get('embed')) throw redirect(withLanguage(openPaths.embedResult(town, process), search))
}

/** In a frame on another site no cookie remembers the language: it stays in the address. */
function withLanguage(path: string, search: URLSearchParams): string {
  const lang = search.get('lang')
  if (lang !== 'ru' && lang !== 'en') return path
  return `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`
}

/** For the heads of pages that can be embedded: where oEmbed answers for them. */
export function oEmbedLinks(path: string, title: string): FeedLink[] {
  const url = origin() + path
  return (['json', 'xml'] as const).map((format) => ({
    href: openPaths.oEmbed(url, format),
    title,
    type: `${format === 'json' ? 'application/json' : 'text/xml'}+oembed`,
  }))
}
