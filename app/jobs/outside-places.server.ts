import { setTimeout as pause } from 'node:timers/promises'
import type { MultiPolygon, Polygon } from 'geojson'
import { searchable } from '#app/domain/contributions.ts'
import { type Bbox, bboxOf } from '#app/domain/geometry/bbox.ts'
import { env, origin } from '#app/env.server.ts'
import { keepAnswer, keptAnswer, type OutsidePlace, takeTurn } from '#app/models/geocoder.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { GEOCODERS, type Geocoder, type Question } from './geocoders.server.ts'
import { describeFault } from './hidden.server.ts'
import { publicFetch } from './public-fetch.server.ts'

/** People wait for it with the cursor in the field. */
const [PATIENCE_MS, MOST_MS] = [2000, 5000]
const MOST_CHARACTERS = 120
/** A town without a boundary is about so large, degrees to each side. */
const HALF_TOWN = 0.15

export interface OutsideAnswer {
  places: OutsidePlace[]
  /** Whose answer it is; '' when nobody was asked. */
  attribution: string
  /** Why there is none: too many ask at this moment, or the service does not answer. */
  failed: 'busy' | 'broken' | null
}

interface Town {
  id: string
  lng: number
  lat: number
  boundary: Polygon | MultiPolygon | null
}

/**
 * Asks the service that the environment names (GEOCODER), if any, by the server: it learns the typed words and the town's
 * box, and nothing of the person. Answers are kept; it is asked no more often than it allows.
 */
export async function findOutside(
  town: Town,
  typed: string,
  locale: string,
  now = new Date(),
): Promise<OutsideAnswer> {
  const { GEOCODER: service } = env()
  const text = searchable(typed).slice(0, MOST_CHARACTERS)
  if (service === 'off' || text.length < 3) return { places: [], attribution: '', failed: null }
  const geocoder = GEOCODERS[service]
  const { attribution, gapMs } = geocoder
  const hash = sha256([service, locale, text].join('\n'))
  const kept = await keptAnswer(town.id, hash, now)
  if (kept) return { places: kept, attribution, failed: null }
  const waitMs = await takeTurn(service, { gapMs, patienceMs: PATIENCE_MS, now })
  if (waitMs === null) return { places: [], attribution: '', failed: 'busy' }
  await pause(waitMs)
  try {
    const box = boxOf(town)
    const found = await ask(geocoder, { text, box, locale })
    const places = found.filter(({ lng, lat }) => isIn(box, lng, lat)).slice(0, 8)
    await keepAnswer(town.id, hash, places, now)
    return { places, attribution, failed: null }
  } catch (error) {
    console.error(`The service ${service} found no places: ${describeFault(error)}`)
    return { places: [], attribution: '', failed: 'broken' }
  }
}

async function ask(geocoder: Geocoder, question: Question): Promise<OutsidePlace[]> {
  const { GEOCODER_URL, GEOCODER_KEY, GEOCODER_INSIDE } = env()
  const settings = { url: GEOCODER_URL!, key: GEOCODER_KEY, agent: `Sreda (${origin()})` }
  const { url, ...asking } = geocoder.ask(question, settings)
  const signal = AbortSignal.timeout(MOST_MS)
  // A service of the town's own stands on its own network; any other is spoken to only as a public one.
  const send = GEOCODER_INSIDE === 'on' ? fetch : publicFetch
  const response = await send(url, { ...asking, signal, ...(send === fetch && { redirect: 'manual' }) })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return geocoder.read(await response.json())
}

function boxOf({ boundary, lng, lat }: Town): Bbox {
  if (boundary) return bboxOf(boundary)
  return [lng - HALF_TOWN, lat - HALF_TOWN, lng + HALF_TOWN, lat + HALF_TOWN]
}

function isIn([west, south, east, north]: Bbox, lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
