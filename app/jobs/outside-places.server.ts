import { setTimeout as pause } from 'node:timers/promises'
import type { MultiPolygon, Polygon } from 'geojson'
import { searchable } from '#app/domain/contributions.ts'
import { type Bbox, bboxOf } from '#app/domain/geometry/bbox.ts'
import { type Env, env, origin } from '#app/env.server.ts'
import { keepAnswer, keptAnswer, type OutsidePlace, takeTurn } from '#app/models/geocoder.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { GEOCODERS, type Question } from './geocoders.server.ts'
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

/** Which service is asked, and where. */
export interface Service {
  name: keyof typeof GEOCODERS
  /** Of its search. */
  url: string
  key?: string
  /** The town's own, on its network. */
  isInside: boolean
}

function serviceOf({ GEOCODER, GEOCODER_URL, GEOCODER_KEY, GEOCODER_INSIDE }: Env): Service | null {
  if (GEOCODER === 'off') return null
  return { name: GEOCODER, url: GEOCODER_URL!, key: GEOCODER_KEY, isInside: GEOCODER_INSIDE === 'on' }
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
  { service = serviceOf(env()), now = new Date() }: { service?: Service | null; now?: Date } = {},
): Promise<OutsideAnswer> {
  const text = searchable(typed).slice(0, MOST_CHARACTERS)
  if (!service || text.length < 3) return { places: [], attribution: '', failed: null }
  const geocoder = GEOCODERS[service.name]
  const { attribution, gapMs } = geocoder
  const hash = sha256([service.name, locale, text].join('\n'))
  const kept = await keptAnswer(town.id, hash, now)
  if (kept) return { places: kept, attribution, failed: null }
  const waitMs = await takeTurn(service.name, { gapMs, patienceMs: PATIENCE_MS, now })
  if (waitMs === null) return { places: [], attribution: '', failed: 'busy' }
  await pause(waitMs)
  try {
    const box = boxOf(town)
    const found = await ask(service, { text, box, locale })
    const places = found.filter(({ lng, lat }) => isIn(box, lng, lat)).slice(0, 8)
    await keepAnswer(town.id, hash, places, now)
    return { places, attribution, failed: null }
  } catch (error) {
    console.error(`The service ${service.name} found no places: ${describeFault(error)}`)
    return { places: [], attribution: '', failed: 'broken' }
  }
}

async function ask(
  { name, url: search, key, isInside }: Service,
  question: Question,
): Promise<OutsidePlace[]> {
  const geocoder = GEOCODERS[name]
  const { url, ...asking } = geocoder.ask(question, { url: search, key, agent: `Sreda (${origin()})` })
  const signal = AbortSignal.timeout(MOST_MS)
  // A service of the town's own stands on its own network; any other is spoken to only as a public one.
  const send = isInside ? fetch : publicFetch
  const response = await send(url, { ...asking, signal, ...(send === fetch && { redirect: 'manual' }) })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  const answer = await response.json().catch(() => null)
  // What it did say may repeat the words, which do not belong into a log.
  if (answer === null) throw new Error('answered no JSON')
  return geocoder.read(answer)
}

function boxOf({ boundary, lng, lat }: Town): Bbox {
  if (boundary) return bboxOf(boundary)
  return [lng - HALF_TOWN, lat - HALF_TOWN, lng + HALF_TOWN, lat + HALF_TOWN]
}

function isIn([west, south, east, north]: Bbox, lng: number, lat: number): boolean {
  return lng >= west && lng <= east && lat >= south && lat <= north
}
