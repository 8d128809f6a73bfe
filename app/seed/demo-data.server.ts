import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FeatureCollection, LineString, Point, Polygon, Position } from 'geojson'
import type { Decision, Kind, Status } from '#app/domain/contributions.ts'
import type { PhaseKind } from '#app/domain/phases.ts'

/** A text in the town's language and its translation. */
export interface Both {
  ru: string
  en: string
}

/** Number of a made-up resident, from 1, or the town's own voice. */
export type DemoAuthor = number | 'staff'

export interface DemoComment {
  author: DemoAuthor
  body: Both
  daysAgo: number
  replies?: DemoComment[]
}

interface DemoContribution {
  key: string
  body: Both
  space: string | null
  process: string
  daysAgo: number
  supports: number
  author: number
  comments: DemoComment[]
}

export interface DemoPin extends DemoContribution {
  kind: Exclude<Kind, 'proposal'>
  at: Position
  place: Both
}

export interface DemoProposal extends DemoContribution {
  title: Both
  geometry: Point | LineString | Polygon
  category: string
  costRub: number | null
  /** Keys of pins. */
  cites: string[]
  picture: string | null
  pictureAlt?: Both
  status: Status
  answer: { decision: Decision; body: Both; daysAgo: number } | null
}

export interface DemoProcess {
  key: string
  slug: string
  title: Both
  question: Both
  summary: Both
  fixed: Both
  decision: Both
  spaces: string[]
  budgetRub: number | null
  /** Days from today's midnight in the town; null = open-ended. */
  phases: { kind: PhaseKind; title: Both; startDay: number; endDay: number | null }[]
}

export interface DemoSpace {
  slug: string
  name: Both
  kind: string
  facts: Both
  geometry: Polygon
}

export interface DemoTown {
  slug: string
  name: Both
  region: Both
  intro: Both
  population: number
  timeZone: string
  center: [number, number]
  zoom: number
  boundary: Polygon
}

export interface DemoData {
  town: DemoTown
  baseMap: FeatureCollection
  spaces: DemoSpace[]
  processes: DemoProcess[]
  pins: DemoPin[]
  proposals: DemoProposal[]
}

const folder = () => join(process.env.SREDA_HOME ?? process.cwd(), 'db', 'demo')

export function readDemo(): DemoData {
  const read = (name: string) => JSON.parse(readFileSync(join(folder(), `${name}.json`), 'utf8'))
  return {
    town: read('town'),
    baseMap: read('base-map'),
    spaces: read('spaces'),
    processes: read('processes'),
    pins: read('pins'),
    proposals: read('proposals'),
  }
}

/** A drawing of the demo, as SVG. */
export function readPicture(name: string): Buffer {
  return readFileSync(join(folder(), 'pictures', `${name}.svg`))
}

/** Columns of a row and its translations, from texts in two languages. */
export function inBoth<Key extends string>(texts: Record<Key, Both>) {
  const entries = Object.entries<Both>(texts)
  return {
    ...(Object.fromEntries(entries.map(([key, text]) => [key, text.ru])) as Record<Key, string>),
    translations: { en: Object.fromEntries(entries.map(([key, text]) => [key, text.en])) },
  }
}
