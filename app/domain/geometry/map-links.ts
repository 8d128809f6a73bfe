import type { LngLat } from '#app/domain/geometry/positions.ts'

const NUMBER = '([+-]?\\d{1,3}(?:\\.\\d+)?)'
const PAIR = new RegExp(`^\\s*${NUMBER}\\s*,\\s*${NUMBER}(?![\\d.])`)

/**
 * The place that a link to a map points at: a marker rather than the middle of the view, where the link has both.
 * Knows Yandex, OpenStreetMap, 2GIS and Google. Numbers are not checked against the range of degrees.
 *
 * @returns null for another site, a short link (nothing is fetched) or a link without coordinates
 */
export function placeOfLink(link: string): LngLat | null {
  const url = parseUrl(link)
  if (!url) return null
  const host = url.hostname.replace(/^www\./, '')
  if (/(^|\.)(yandex\.(com\.)?[a-z]{2,3}|ya\.ru)$/.test(host)) return fromYandex(url)
  if (/(^|\.)(openstreetmap\.org|osm\.org)$/.test(host)) return fromOpenStreetMap(url)
  if (/(^|\.)2gis\.(com\.)?[a-z]{2,3}$/.test(host)) return from2Gis(url)
  if (/(^|\.)google\.(com?\.)?[a-z]{2,3}$/.test(host)) return fromGoogle(url)
  return null
}

function fromYandex({ searchParams }: URL): LngLat | null {
  for (const key of ['pt', 'whatshere[point]', 'poi[point]']) {
    const place = lngFirst(searchParams.get(key))
    if (place) return place
  }
  return latFirst(searchParams.get('text')) ?? lngFirst(searchParams.get('ll'))
}

function fromOpenStreetMap({ searchParams, hash }: URL): LngLat | null {
  const marker = latFirst(`${searchParams.get('mlat')},${searchParams.get('mlon')}`)
  return marker ?? latFirst(/map=\d+(?:\.\d+)?\/([^/&]+\/[^/&]+)/.exec(hash)?.[1]?.replace('/', ','))
}

function from2Gis({ pathname, searchParams }: URL): LngLat | null {
  for (const part of decode(pathname).split('/')) {
    const pinned = lngFirst(part)
    if (pinned) return pinned
  }
  return lngFirst(searchParams.get('m'))
}

function fromGoogle({ pathname, searchParams }: URL): LngLat | null {
  const path = decode(pathname)
  const pinned = /!3d([^!/]+)!4d([^!/]+)/.exec(path)
  if (pinned) return latFirst(`${pinned[1]},${pinned[2]}`)
  for (const key of ['q', 'query', 'destination']) {
    const place = latFirst(searchParams.get(key))
    if (place) return place
  }
  const named = /\/(?:place|search)\/([^/@]+)/.exec(path)?.[1]?.replaceAll('+', ' ')
  const view = /@([^/]+)/.exec(path)?.[1]
  return latFirst(named) ?? latFirst(searchParams.get('ll')) ?? latFirst(view)
}

function lngFirst(text: string | null | undefined): LngLat | null {
  const pair = PAIR.exec(text ?? '')
  return pair ? [Number(pair[1]), Number(pair[2])] : null
}

function latFirst(text: string | null | undefined): LngLat | null {
  const place = lngFirst(text)
  return place && [place[1], place[0]]
}

function parseUrl(link: string): URL | null {
  try {
    return new URL(/^https?:\/\//i.test(link) ? link : `https://${link}`)
  } catch {
    return null
  }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
