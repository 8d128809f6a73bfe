import type { Position } from 'geojson'
import type { Ground } from '#app/formats/print/ground.ts'
import type { PrintMark } from '#app/formats/print/marks.ts'
import type { PrintKind } from '#app/formats/print/palette.ts'
import type { Paper, Weight } from '#app/formats/print/pen.ts'
import type { Box } from '#app/formats/print/plane.ts'

/** A figure of the process: '1 234', 'поддержки'. */
export interface Figure {
  value: string
  label: string
}

/** What was asked of residents, and when. */
export interface AskedProcess {
  title: string
  question: string
  /** What cannot be changed, and how it will be decided; '' where nothing is said. */
  fixed: string
  decision: string
  phases: { name: string; dates: string; state: string; isOpen: boolean; who: string }[]
  budget: string | null
}

/** An entry in words, as reports show it. */
export interface ReportEntry {
  number: number
  rank: string
  isTied: boolean
  kind: PrintKind
  kindName: string
  title: string
  body: string
  process: string
  category: string
  space: string
  place: string
  cost: string
  /** Supports, votes, people, comments: as the ranking shows them. */
  counts: Figure[]
  status: string
  /** Of the answer in force: what was decided and why; null where there is none yet. */
  answer: { decision: string; tone: 'leaf' | 'ochre' | 'brick'; reason: string } | null
  /** What the vote decided; '' where there was none. */
  outcome: string
  link: string
}

/** A page of the album about one entry. */
export interface EntryPage {
  entry: ReportEntry
  mark: PrintMark | null
  comments: { said: string; isOfficial: boolean }[]
  /** How many there are in all. */
  commentCount: number
  /** JPEGs at print size, read when the page is drawn. */
  photos: { alt: string; load: () => Promise<Uint8Array | null> }[]
}

export interface TableRow {
  cells: string[]
  kind: PrintKind
}

/** A space by its outline; or points that lie together in no space. */
export interface AlbumArea {
  name: string
  lines: Position[][]
  points?: readonly (readonly [lng: number, lat: number])[]
  box: Box
}

/** Everything of one snapshot that an album says; all words are in the reader's language already. */
export interface Album {
  lang: string
  paper: Paper
  fonts: Record<Weight, string>
  now: Date
  town: string
  region: string
  title: string
  question: string
  /** Said on the cover and on every page where the town is invented. */
  demo: string
  filter: string
  rule: string
  snapshot: string
  figures: Figure[]
  channels: [name: string, value: string][]
  asked: AskedProcess[]
  ground: Ground
  credit: string
  marks: PrintMark[]
  /** Areas that get sheets of their own, in order. */
  areas: AlbumArea[]
  kinds: [kind: PrintKind, name: string][]
  entries: EntryPage[]
  table: { columns: { label: string; share: number; isNumber?: boolean }[]; rows: TableRow[]; note: string }
  method: { heading: string; text: string }[]
  say: Say
}

/** The album's own words. */
export type AlbumWord =
  | 'cover'
  | 'coverAlt'
  | 'asked'
  | 'fixed'
  | 'decision'
  | 'budget'
  | 'channels'
  | 'filter'
  | 'rule'
  | 'snapshot'
  | 'overview'
  | 'sheets'
  | 'sheetsLeft'
  | 'scale'
  | 'part'
  | 'elsewhere'
  | 'legend'
  | 'deviation'
  | 'credit'
  | 'north'
  | 'm'
  | 'km'
  | 'decimal'
  | 'onSheet'
  | 'offSheets'
  | 'onOthers'
  | 'notListed'
  | 'notNumbered'
  | 'noneHere'
  | 'mapAlt'
  | 'entries'
  | 'place'
  | 'tied'
  | 'what'
  | 'comments'
  | 'noComments'
  | 'moreComments'
  | 'official'
  | 'answer'
  | 'noAnswer'
  | 'noPlace'
  | 'restOnSite'
  | 'onSite'
  | 'table'
  | 'method'
  | 'cost'

export type Say = (word: AlbumWord, params?: Record<string, string | number>) => string
