import type { Locale } from '#app/i18n/locale.ts'
import { mediumFor } from '../media.ts'
import { chromeOf } from '../page.server.tsx'
import { Problem } from '../problem.ts'
import { readQuery, wholeIn } from '../query.ts'
import { jsonReply, orProblem, replyTo, townAt } from '../reply.server.ts'
import {
  COLLECTIONS,
  type CollectionId,
  FILTERS,
  getItem,
  listItems,
  wantedIn,
} from './collections.server.ts'
import {
  addressIn,
  CRS84,
  collection,
  collections,
  conformance,
  type Link,
  landing,
  OPENAPI_TYPE,
  type Place,
  selfLinks,
} from './documents.server.ts'
import { LIMIT, openApi } from './openapi.server.ts'
import {
  apiPage,
  collectionPage,
  collectionsPage,
  conformancePage,
  itemPage,
  itemsPage,
  landingPage,
} from './pages.server.tsx'
import { boxesIn, spanIn } from './place-and-time.ts'

interface Answer {
  json: object
  type: string
  html: () => string
  headers?: Record<string, string>
}

const GEOJSON = 'application/geo+json'

/** OGC API - Features, Part 1: Core (OGC 17-069r4) of one town, for QGIS, GDAL and browsers. */
export function serveOgc(request: Request, params: { town?: string; '*'?: string }): Promise<Response> {
  return orProblem(request, async () => {
    const town = await townAt(params)
    const chrome = await chromeOf(request)
    const place: Place = { town, locale: chrome.prefs.lang, chrome }
    const path = (params['*'] ?? '').replace(/\/$/, '')
    const medium = mediumFor(request, [
      { name: 'json', types: ['application/json', GEOJSON, 'application/vnd.oai.openapi+json'] },
      { name: 'html', types: ['text/html', 'application/xhtml+xml'] },
    ])
    const answer = await answerAt(place, path, new URL(request.url).searchParams)
    if (medium === 'json')
      return jsonReply(request, answer.json, answer.type, { ...headersFor(place.locale), ...answer.headers })
    return replyTo(request, {
      type: 'text/html; charset=utf-8',
      text: answer.html(),
      headers: headersFor(place.locale),
    })
  })
}

const headersFor = (locale: Locale) => ({ 'Content-Language': locale })

async function answerAt(place: Place, path: string, search: URLSearchParams): Promise<Answer> {
  const plain = () => readQuery(search, ['f', 'lang'])
  const [first = '', id = '', items = '', key = '', ...more] = path.split('/')
  if (path === '') {
    plain()
    return { json: landing(place), type: 'application/json', html: () => landingPage(place) }
  }
  if (path === 'conformance') {
    plain()
    return { json: conformance(), type: 'application/json', html: () => conformancePage(place) }
  }
  if (path === 'api') {
    plain()
    return { json: openApi(place), type: OPENAPI_TYPE, html: () => apiPage(place) }
  }
  if (path === 'collections') {
    plain()
    return { json: collections(place), type: 'application/json', html: () => collectionsPage(place) }
  }
  if (first !== 'collections' || more.length > 0 || (items !== '' && items !== 'items'))
    throw new Problem(404, 'noSuchAddress')
  if (!(COLLECTIONS as readonly string[]).includes(id))
    throw new Problem(404, 'noSuchCollection', { id: id.slice(0, 60) })
  const of = id as CollectionId
  if (items === '') {
    plain()
    return { json: collection(place, of), type: 'application/json', html: () => collectionPage(place, of) }
  }
  if (key === '') return itemsAnswer(place, of, search)
  plain()
  const item = await getItem(place, of, key)
  if (!item) throw new Problem(404, 'noSuchFeature')
  const itemPath = `/collections/${of}/items/${item.id}`
  const links: Link[] = [
    ...selfLinks(place, itemPath, GEOJSON),
    {
      rel: 'collection',
      type: 'application/json',
      href: addressIn(place, `/collections/${of}`, { f: 'json' }),
    },
  ]
  return {
    json: { ...item, links },
    type: GEOJSON,
    headers: { 'Content-Crs': `<${CRS84}>` },
    html: () => itemPage(place, of, item),
  }
}

async function itemsAnswer(place: Place, of: CollectionId, search: URLSearchParams): Promise<Answer> {
  const filters = Object.keys(FILTERS[of])
  const query = readQuery<string>(search, ['f', 'lang', 'limit', 'bbox', 'datetime', 'after', ...filters])
  const wanted = wantedIn(of, query)
  const limit = wholeIn('limit', query.limit, LIMIT)
  const page = await listItems(place, of, {
    boxes: boxesIn(query.bbox),
    during: spanIn(query.datetime),
    wanted,
    after: query.after ?? null,
    limit,
  })
  const { f: _, lang: __, ...kept } = query as Record<string, string>
  const path = `/collections/${of}/items`
  const next = page.next === null ? null : { ...kept, limit: String(limit), after: page.next }
  const links: Link[] = [
    ...selfLinks(place, path, GEOJSON, kept),
    ...(next ? [{ rel: 'next', type: GEOJSON, href: addressIn(place, path, { ...next, f: 'json' }) }] : []),
    {
      rel: 'collection',
      type: 'application/json',
      href: addressIn(place, `/collections/${of}`, { f: 'json' }),
    },
  ]
  return {
    json: {
      type: 'FeatureCollection',
      links,
      numberMatched: page.matched,
      numberReturned: page.items.length,
      features: page.items,
    },
    type: GEOJSON,
    headers: {
      'Content-Crs': `<${CRS84}>`,
      Link: links.map(({ rel, type, href }) => `<${href}>; rel="${rel}"; type="${type}"`).join(', '),
    },
    html: () =>
      itemsPage(place, of, { ...page, next: next && addressIn(place, path, { ...next, f: 'html' }) }),
  }
}
