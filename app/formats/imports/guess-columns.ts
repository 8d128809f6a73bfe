import { findColumns, plainName } from '#app/formats/proposal-columns.ts'

/** What a file may say of a proposal; `x` and `y` are its first and second coordinate. */
export const PROPOSAL_FIELDS = [
  'title',
  'body',
  'category',
  'space',
  'x',
  'y',
  'geometry',
  'externalId',
  'cost',
  'date',
] as const
export const SPACE_FIELDS = ['title', 'kind', 'body', 'slug', 'geometry'] as const
export type ImportField = (typeof PROPOSAL_FIELDS)[number] | (typeof SPACE_FIELDS)[number]

/** Fields that only a table needs: an object of a map file is where it is drawn. */
const OF_TABLES: readonly ImportField[] = ['x', 'y', 'geometry']

const MORE_NAMES: Partial<Record<ImportField, readonly string[]>> = {
  x: ['x', 'х', 'координата x', 'координата х', 'восток', 'east', 'easting'],
  y: ['y', 'у', 'координата y', 'координата у', 'север', 'north', 'northing'],
  geometry: ['geometry', 'geom', 'wkt', 'the geom', 'geojson', 'геометрия', 'контур', 'граница'],
  kind: ['kind', 'type', 'вид', 'тип'],
  slug: ['slug'],
  body: ['facts', 'сведения', 'справка'],
}
const KNOWN = {
  title: 'title',
  body: 'body',
  category: 'category',
  space: 'space',
  x: 'lng',
  y: 'lat',
  externalId: 'externalId',
  cost: 'cost',
  date: 'date',
} as const

/** The fields that can be asked of such a file. */
export function fieldsOf(kind: 'proposals' | 'spaces', isTable: boolean): ImportField[] {
  const fields: readonly ImportField[] = kind === 'proposals' ? PROPOSAL_FIELDS : SPACE_FIELDS
  return fields.filter((field) => isTable || !OF_TABLES.includes(field))
}

/** Which heading means what, by its Russian or English name: field -> place of the heading, from 0. */
export function guessColumns(
  header: readonly string[],
  fields: readonly ImportField[],
): Partial<Record<ImportField, number>> {
  const { found } = findColumns(header)
  const names = header.map(plainName)
  const guessed: Partial<Record<ImportField, number>> = {}
  const taken = new Set<number>()
  for (const field of fields) {
    const heading = field in KNOWN ? found.get(KNOWN[field as keyof typeof KNOWN]) : undefined
    const ways = [
      ...(heading === undefined ? [] : [header.indexOf(heading)]),
      ...(MORE_NAMES[field] ?? []).map((name) => names.indexOf(name)),
    ]
    const at = ways.find((one) => one >= 0 && !taken.has(one))
    if (at === undefined) continue
    guessed[field] = at
    taken.add(at)
  }
  return guessed
}
