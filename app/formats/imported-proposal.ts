import type { Geometry } from 'geojson'

/**
 * A proposal read from somebody's file, every value checked for its form and none against the town.
 *
 * @property line        where it stands in the file, from 1: a line of a table, an ordinal number of a feature
 * @property externalId  at most 100 characters
 * @property title       1..140 characters
 * @property body        1..10000 characters; the title where the file gives no text
 * @property lng         degrees WGS84; both or neither. null for lines and areas, unless the file also gives a point
 * @property geometry    null without a place; a Point whenever lng and lat are all the file gives
 * @property spaceName   at most 200 characters
 * @property costMinor   whole kopecks, >= 0
 */
export interface ImportedProposal {
  line: number
  externalId: string | null
  title: string
  body: string
  lng: number | null
  lat: number | null
  geometry: Geometry | null
  categoryName: string | null
  spaceName: string | null
  costMinor: number | null
  createdAt: Date | null
}

export type ImportFault =
  | 'title.missing'
  | 'title.too-long'
  | 'body.too-long'
  | 'place.too-long'
  | 'id.too-long'
  | 'coordinate.bad'
  | 'coordinate.half'
  | 'cost.bad'
  | 'date.bad'
  | 'geometry.bad'

/** What is wrong in one cell. `column` is the heading as the file spells it; `value` at most 200 characters. */
export interface ImportError {
  line: number
  column: string
  code: ImportFault
  value: string
}

/** `rows` holds only rows without errors; every other row has at least one entry in `errors`. */
export interface ImportedProposals {
  rows: ImportedProposal[]
  errors: ImportError[]
  unmappedHeaders: string[]
}
