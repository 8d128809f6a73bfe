import type { Geometry } from 'geojson'
import { searchable } from '#app/domain/contributions.ts'
import type { ImportedProposal } from '#app/formats/imported-proposal.ts'
import type { ImportSource } from '#app/formats/imports/source.ts'
import type { ProposalColumn } from '#app/formats/proposal-columns.ts'
import { readProposalRows } from '#app/formats/proposal-rows.ts'
import type { ImportMapping } from '#app/models/import-drafts.server.ts'
import { findProblems } from '#app/models/imports.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories, type Town } from '#app/models/towns.server.ts'
import type { PlaceProblem } from './import-places.server.ts'
import type { RowProblem, StrangeCategory } from './prepare-import.server.ts'

const LONGEST_CATEGORY = 80

export interface Asked {
  town: Town
  source: ImportSource
  /** By the number of the row, from 1. */
  places: Map<number, Geometry>
  mapping: ImportMapping
  /** What is known already: rows whose place is bad are left out. */
  problems: readonly PlaceProblem[]
  /** May throw, when it has taken too long. */
  onRow: () => void
}

/** Numbers of the rows that are left out already. */
export function badRows(problems: Asked['problems']): Set<number | null> {
  return new Set(problems.filter(({ isRepaired }) => !isRepaired).map(({ number }) => number))
}

/** Reads rows as proposals and holds them against the town. */
export async function prepareProposals({ town, source, places, mapping, problems, onRow }: Asked) {
  const placeless = badRows(problems)
  const columns = new Map<ProposalColumn, string>()
  for (const [field, at] of Object.entries(mapping.columns))
    if (!['x', 'y', 'geometry'].includes(field)) columns.set(field as ProposalColumn, String(at))
  const rows = source.rows.map(({ cells }, index) => ({
    line: index + 1,
    cells: Object.fromEntries([...columns.values()].map((at) => [at, cells[Number(at)] ?? ''])),
    geometry: places.get(index + 1),
  }))
  const read = readProposalRows({ header: [], rows }, { timeZone: town.timeZone, columns, onRow })
  const fieldOf = new Map([...columns].map(([field, heading]) => [heading, field as string]))
  const found: RowProblem[] = read.errors.map(({ line, column, code, value }) => ({
    number: line,
    column: fieldOf.get(column) ?? column,
    code,
    value,
    isRepaired: false,
  }))
  const whole = read.rows.filter(({ line, categoryName }) => {
    if (placeless.has(line)) return false
    if ((categoryName ?? '').length <= LONGEST_CATEGORY) return true
    const value = categoryName!.slice(0, LONGEST_CATEGORY)
    found.push({ number: line, column: 'category', code: 'category.too-long', value, isRepaired: false })
    return false
  })
  const { rows: sorted, strange } = await inCategories(town.id, whole, mapping)
  const unfit = await findProblems(sorted, town, onRow)
  for (const { line, column, code, value } of unfit)
    found.push({ number: line, column: column === 'id' ? 'externalId' : '', code, value, isRepaired: false })
  const bad = new Set(unfit.map(({ line }) => line))
  const proposals = sorted.filter(({ line }) => !bad.has(line))
  found.push(...(await notesOf(town.id, proposals, strange)))
  return { proposals, spaces: [], problems: found, strange: [...strange.values()] }
}

/** Names of categories become what was chosen for them. A name of the town's own stays; so does one that is to be made. */
async function inCategories(townId: string, rows: ImportedProposal[], { categories }: ImportMapping) {
  const known = new Set<string>()
  for (const { id, name, translations } of await listCategories(townId))
    for (const word of [id, name, ...Object.values(translations).map((texts) => texts.name ?? '')])
      known.add(searchable(word))
  const strange = new Map<string, StrangeCategory>()
  const sorted = rows.map((row) => {
    const key = searchable(row.categoryName)
    if (key === '' || known.has(key)) return row
    const one = strange.get(key) ?? { name: row.categoryName!, rows: 0 }
    strange.set(key, { ...one, rows: one.rows + 1 })
    const chosen = categories[key]
    const isChosen = chosen === '' || (chosen !== undefined && known.has(searchable(chosen)))
    return isChosen ? { ...row, categoryName: chosen || null } : row
  })
  return { rows: sorted, strange }
}

/** What is taken, but not as it stands in the file. */
async function notesOf(
  townId: string,
  rows: ImportedProposal[],
  strange: ReadonlyMap<string, StrangeCategory>,
): Promise<RowProblem[]> {
  const spaces = new Set(
    (await listSpaces(townId)).flatMap(({ name, slug }) => [searchable(name), searchable(slug)]),
  )
  const notes: RowProblem[] = []
  for (const { line: number, categoryName, spaceName } of rows) {
    if (categoryName && strange.has(searchable(categoryName)))
      notes.push({ number, column: 'category', code: 'category.new', value: categoryName, isRepaired: true })
    if (spaceName && !spaces.has(searchable(spaceName)))
      notes.push({
        number,
        column: 'space',
        code: 'space.words',
        value: spaceName.slice(0, 200),
        isRepaired: true,
      })
  }
  return notes
}
