import { setImmediate } from 'node:timers/promises'
import type { MultiPolygon, Polygon } from 'geojson'
import { SPACE_KINDS, type SpaceKind } from '#app/domain/categories.ts'
import { LIMITS, searchable } from '#app/domain/contributions.ts'
import { containsGeometry } from '#app/domain/geometry/contains-geometry.ts'
import { slugFrom } from '#app/domain/slug.ts'
import { LOCALES } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { ImportedSpace } from '#app/models/import-spaces.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import type { RowProblem } from './prepare-import.server.ts'
import { type Asked, badRows } from './prepare-proposals.server.ts'

const ROWS_AT_ONCE = 50

/** Reads rows as spaces: areas with names. */
export async function prepareSpaces({ town, source, places, mapping, problems, onRow }: Asked) {
  const placeless = badRows(problems)
  const known = await listSpaces(town.id)
  const names = new Set(known.map(({ name }) => searchable(name)))
  const slugs = new Set(known.map(({ slug }) => slug))
  const numbered = new Map<string, number>()
  const spaces: ImportedSpace[] = []
  const found: RowProblem[] = []
  for (const [index, { cells }] of source.rows.entries()) {
    onRow()
    // Shapes of many vertices take long: others are answered in between.
    if (index % ROWS_AT_ONCE === 0) await setImmediate()
    const number = index + 1
    if (placeless.has(number)) continue
    const cell = (field: string) => (cells[mapping.columns[field] ?? -1] ?? '').trim()
    const before = found.length
    const fault = (code: RowProblem['code'], column = '', value = '') =>
      found.push({ number, column, code, value: value.slice(0, 200), isRepaired: false })
    const name = cell('title').replace(/\s+/g, ' ')
    const facts = cell('body')
    const geometry = places.get(number)
    if (name === '') fault('title.missing', 'title')
    if (name.length > LIMITS.title) fault('title.too-long', 'title', name)
    if (facts.length > LIMITS.body) fault('body.too-long', 'body', facts)
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') fault('space.no-area')
    else if (town.boundary && !containsGeometry(town.boundary, geometry)) fault('place.outside')
    if (names.has(searchable(name)) && name !== '') fault('space.known', 'title', name)
    if (found.length > before) continue
    const kind = kindOf(cell('kind'))
    if (kind === null)
      found.push({
        number,
        column: 'kind',
        code: 'kind.unknown',
        value: cell('kind').slice(0, 200),
        isRepaired: true,
      })
    names.add(searchable(name))
    const slug = freeSlug(slugFrom(cell('slug') || name) || 'space', slugs, numbered)
    slugs.add(slug)
    spaces.push({
      number,
      name,
      facts,
      kind: kind ?? 'other',
      slug,
      geometry: geometry as Polygon | MultiPolygon,
    })
  }
  return { proposals: [], spaces, problems: found, strange: [] }
}

/** The numbers that are given to slugs of one name go on from the last, so that a thousand of them cost no more than one each. */
function freeSlug(wanted: string, taken: ReadonlySet<string>, lastOf: Map<string, number>): string {
  if (!taken.has(wanted)) return wanted
  const base = wanted.slice(0, 50)
  let n = lastOf.get(base) ?? 1
  do n++
  while (taken.has(`${base}-${n}`))
  lastOf.set(base, n)
  return `${base}-${n}`
}

/** By our own word or by the words of the site in any of its languages; null of another one. */
function kindOf(word: string): SpaceKind | null {
  if (word === '') return 'other'
  const asked = searchable(word)
  const isIt = (kind: SpaceKind) =>
    kind === asked || LOCALES.some((locale) => searchable(tOf(locale)(`spaceKinds.${kind}`)) === asked)
  return SPACE_KINDS.find(isIt) ?? null
}
