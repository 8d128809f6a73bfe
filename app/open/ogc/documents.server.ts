import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'
import type { Chrome } from '../page.server.tsx'
import { COLLECTIONS, type CollectionId, extentOf } from './collections.server.ts'

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0'

export interface Link {
  rel: string
  type: string
  href: string
  title?: string
}

export interface Place {
  town: Town
  locale: Locale
  chrome: Chrome
}

/** The full address of something below the landing page; `lang` goes along where it was asked for. */
export function addressIn(
  { town, locale }: Place,
  path: string,
  query: Record<string, string> = {},
  isAsked = true,
): string {
  const params = new URLSearchParams(query)
  if (isAsked && locale === 'en') params.set('lang', 'en')
  const text = params.toString()
  return `${origin()}${openPaths.ogc(town.slug, path)}${text ? `?${text}` : ''}`
}

/** The same in both media; `self` is the one that is sent. */
export function selfLinks(
  place: Place,
  path: string,
  type: string,
  query: Record<string, string> = {},
): Link[] {
  const link = (rel: string, f: string, of: string): Link => ({
    rel,
    type: of,
    href: addressIn(place, path, { ...query, f }),
  })
  return [link('self', 'json', type), link('alternate', 'html', 'text/html')]
}

export function landing(place: Place) {
  const { town, locale } = place
  const t = tOf(locale)
  return {
    title: t('served.open.ogc.title', { town: localized(town, 'name', locale) }),
    description: t('served.open.ogc.lead'),
    links: [
      ...selfLinks(place, '', 'application/json'),
      {
        rel: 'service-desc',
        type: OPENAPI_TYPE,
        href: addressIn(place, '/api', { f: 'json' }),
        title: 'OpenAPI 3.0',
      },
      {
        rel: 'service-doc',
        type: 'text/html',
        href: addressIn(place, '/api', { f: 'html' }),
        title: t('served.open.ogc.api'),
      },
      {
        rel: 'conformance',
        type: 'application/json',
        href: addressIn(place, '/conformance'),
        title: t('served.open.ogc.conformance'),
      },
      {
        rel: 'data',
        type: 'application/json',
        href: addressIn(place, '/collections'),
        title: t('served.open.ogc.collections'),
      },
    ] satisfies Link[],
  }
}

export function conformance() {
  const classes = ['core', 'oas30', 'html', 'geojson']
  return {
    conformsTo: classes.map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`),
  }
}

export function collections(place: Place) {
  return {
    links: selfLinks(place, '/collections', 'application/json'),
    collections: COLLECTIONS.map((id) => collection(place, id)),
  }
}

export function collection(place: Place, id: CollectionId) {
  const { town, locale } = place
  const t = tOf(locale)
  const path = `/collections/${id}`
  return {
    id,
    title: t(`served.open.ogc.titles.${id}`),
    description: t(`served.open.ogc.about.${id}`),
    extent: {
      spatial: { bbox: [extentOf(town)], crs: CRS84 },
      temporal: {
        // Imported entries are as old as they say.
        interval: [[null, null]],
        trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
      },
    },
    itemType: 'feature',
    crs: [CRS84],
    storageCrs: CRS84,
    links: [
      ...selfLinks(place, path, 'application/json'),
      { rel: 'items', type: 'application/geo+json', href: addressIn(place, `${path}/items`, { f: 'json' }) },
      { rel: 'items', type: 'text/html', href: addressIn(place, `${path}/items`, { f: 'html' }) },
    ] satisfies Link[],
  }
}
