import type { GazetteerError } from '#app/formats/gazetteer-rows.ts'
import type { ImportProblem } from '#app/models/imports.server.ts'

const REASONS: Record<ImportProblem['code'], string> = {
  'title.missing': 'there is no title',
  'title.too-long': 'the title is longer than 140 characters',
  'body.too-long': 'the text is longer than 10,000 characters',
  'place.too-long': 'the place or address is longer than 200 characters',
  'id.too-long': 'the id is longer than 100 characters',
  'coordinate.bad': 'this is no latitude or longitude in degrees',
  'coordinate.half': 'one of latitude and longitude is missing',
  'cost.bad': 'this is no sum of money, such as 250 000 or 1.2 млн',
  'date.bad': 'this is no date, such as 31.05.2024 or 2024-05-31, or it is yet to come',
  'geometry.bad': 'this is no GeoJSON shape in degrees',
  duplicate: 'a proposal with this id is already there',
  'place.outside': "this place is outside the town's boundary",
}

/** What is wrong with a row of a gazetteer's file: its form, or that it does not fit. */
export type GazetteerProblem = Omit<GazetteerError, 'code'> & {
  code: GazetteerError['code'] | 'duplicate' | 'place.outside'
}

const GAZETTEER_REASONS: Record<GazetteerProblem['code'], string> = {
  'id.missing': 'there is no id, by which the entry could be known again',
  'kind.unknown': 'this is none of street, house, place and landmark',
  'text.too-long': 'this is too long',
  'coordinate.bad': REASONS['coordinate.bad'],
  'coordinate.missing': 'there is no latitude or longitude',
  'geometry.bad': REASONS['geometry.bad'],
  'json.bad': 'this is no JSON',
  duplicate: 'an entry with this id is already in the file',
  'place.outside': REASONS['place.outside'],
}

/** `line 7, column "Широта": this is no latitude or longitude in degrees ("57,4x")` */
export function problemInWords(problem: ImportProblem, unit: 'line' | 'feature'): string {
  return inWords(problem, REASONS[problem.code], unit)
}

export function gazetteerProblemInWords(problem: GazetteerProblem, unit: 'line' | 'feature'): string {
  return inWords(problem, GAZETTEER_REASONS[problem.code], unit)
}

function inWords(
  { line, column, value }: { line: number; column: string; value: string },
  reason: string,
  unit: 'line' | 'feature',
): string {
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value
  return `${unit} ${line}, column "${column}": ${reason}${short === '' ? '' : ` ("${short}")`}`
}
