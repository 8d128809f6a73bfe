import type { ImportProblem } from '#app/models/imports.server.ts'

const REASONS: Record<ImportProblem['code'], string> = {
  'title.missing': 'there is no title',
  'title.too-long': 'the title is longer than 140 characters',
  'body.too-long': 'the text is longer than 10,000 characters',
  'coordinate.bad': 'this is no latitude or longitude in degrees',
  'coordinate.half': 'one of latitude and longitude is missing',
  'cost.bad': 'this is no sum of money, such as 250 000 or 1.2 млн',
  'date.bad': 'this is no date, such as 31.05.2024 or 2024-05-31',
  'geometry.bad': 'this is no GeoJSON shape in degrees',
  duplicate: 'a proposal with this id is already there',
  'place.outside': "this place is outside the town's boundary",
}

/** `line 7, column "Широта": this is no latitude or longitude in degrees ("57,4x")` */
export function problemInWords(
  { line, column, code, value }: ImportProblem,
  unit: 'line' | 'feature',
): string {
  const short = value.length > 60 ? `${value.slice(0, 59)}…` : value
  return `${unit} ${line}, column "${column}": ${REASONS[code]}${short === '' ? '' : ` ("${short}")`}`
}
