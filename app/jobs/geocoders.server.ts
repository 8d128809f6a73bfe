import { z } from 'zod'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import type { OutsidePlace } from '#app/models/geocoder.server.ts'

/** What an outside service is told: the words and the town's box, nothing of who asks. */
export interface Question {
  text: string
  /** Degrees. */
  box: Bbox
  locale: string
}

export interface Settings {
  /** The full address of the service's search. */
  url: string
  /** Of services that ask for one. */
  key?: string
  /** Who asks: the name of this program and the address of the site. */
  agent: string
}

interface Asking {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

/** An outside service that finds places by words. */
export interface Geocoder {
  /** The shortest time from one question to the next. */
  gapMs: number
  /** Shown beside what it found. */
  attribution: string
  ask(question: Question, settings: Settings): Asking
  /** @throws {z.ZodError} for an answer of another form */
  read(answer: unknown): OutsidePlace[]
}

const MOST = 8
const OSM = '© OpenStreetMap'

const degrees = z.union([z.number(), z.string().min(1)]).pipe(z.coerce.number())

const NominatimAnswer = z.array(
  z.object({
    lat: degrees,
    lon: degrees,
    name: z.string().nullish(),
    display_name: z.string(),
    address: z.record(z.string(), z.string()).optional(),
  }),
)

/** https://nominatim.org/release-docs/latest/api/Search/, and the usage policy of its public server: once a second. */
const nominatim: Geocoder = {
  gapMs: 1100,
  attribution: OSM,
  ask({ text, box, locale }, { url, agent }) {
    const search = {
      q: text,
      format: 'jsonv2',
      addressdetails: '1',
      limit: String(MOST),
      viewbox: box.join(','),
      bounded: '1',
      'accept-language': locale,
    }
    return get(url, search, agent)
  },
  read(answer) {
    return NominatimAnswer.parse(answer).map(({ lat, lon, name, display_name, address }) => ({
      name: addressOf(address?.road, address?.house_number) ?? (name || display_name.split(',')[0]!),
      lng: lon,
      lat,
    }))
  },
}

const PhotonAnswer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2) }),
      properties: z.object({
        name: z.string().optional(),
        street: z.string().optional(),
        housenumber: z.string().optional(),
      }),
    }),
  ),
})

/** https://github.com/komoot/photon#photon-api: GeoJSON; without `lang` names are as they are locally. */
const photon: Geocoder = {
  gapMs: 500,
  attribution: OSM,
  ask({ text, box }, { url, agent }) {
    const [lon, lat] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2].map(String)
    return get(url, { q: text, limit: String(MOST), bbox: box.join(','), lon: lon!, lat: lat! }, agent)
  },
  read(answer) {
    return PhotonAnswer.parse(answer).features.flatMap(({ geometry, properties }) => {
      const { name, street, housenumber } = properties
      const shown = name ?? addressOf(street, housenumber)
      return shown ? [{ name: shown, lng: geometry.coordinates[0]!, lat: geometry.coordinates[1]! }] : []
    })
  },
}

const DadataAnswer = z.object({
  suggestions: z.array(
    z.object({
      value: z.string(),
      data: z.object({
        geo_lat: degrees.nullish().catch(null),
        geo_lon: degrees.nullish().catch(null),
        street_with_type: z.string().nullish(),
        house: z.string().nullish(),
        block_type: z.string().nullish(),
        block: z.string().nullish(),
      }),
    }),
  ),
})

/** https://dadata.ru/api/suggest/address/; what has no coordinates yet is left out. */
const dadata: Geocoder = {
  gapMs: 100,
  attribution: 'DaData',
  ask({ text, box, locale }, { url, agent, key = '' }) {
    const [lon, lat] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    const body = {
      query: text,
      count: MOST,
      language: locale === 'en' ? 'en' : 'ru',
      locations_geo: [{ lat, lon, radius_meters: radiusM(box) }],
    }
    const headers = {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      Authorization: `Token ${key}`,
      'User-Agent': agent,
    }
    return { url, method: 'POST', headers, body: JSON.stringify(body) }
  },
  read(answer) {
    return DadataAnswer.parse(answer).suggestions.flatMap(({ value, data }) => {
      const { geo_lat: lat, geo_lon: lng, street_with_type: street, house, block_type, block } = data
      if (lat == null || lng == null) return []
      const number = house && `${house}${block ? ` ${block_type ?? ''} ${block}` : ''}`
      return [{ name: addressOf(street, number) ?? street ?? value, lng, lat }]
    })
  },
}

export const GEOCODERS = { nominatim, photon, dadata }

function get(url: string, search: Record<string, string>, agent: string): Asking {
  const address = new URL(url)
  for (const [name, value] of Object.entries(search)) address.searchParams.set(name, value)
  return {
    url: address.href,
    method: 'GET',
    headers: { Accept: 'application/json', 'User-Agent': agent },
  }
}

function addressOf(street: string | null | undefined, number: string | null | undefined): string | null {
  return street && number ? `${street}, ${number}` : null
}

/** Half of the box's diagonal, at most 100 km; equator's degrees will do, for the answer is cut to the box. */
function radiusM([west, south, east, north]: Bbox): number {
  return Math.min(100_000, Math.ceil((Math.hypot(east - west, north - south) / 2) * 111_320))
}
