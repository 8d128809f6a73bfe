import { setImmediate } from 'node:timers/promises'
import { and, eq, isNotNull } from 'drizzle-orm'
import { languageOf } from '#app/domain/alphabet.ts'
import { searchable } from '#app/domain/contributions.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { containsGeometry } from '#app/domain/geometry/contains-geometry.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { ImportedProposal, ImportFault } from '#app/formats/imported-proposal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { spaces, towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { categoriesFor } from './import-categories.server.ts'
import { placed } from './import-places.server.ts'
import { searchTextOf } from './search-text.server.ts'
import type { Town } from './towns.server.ts'
import { tellWebhooksOfMany } from './webhook-queue.server.ts'

const ROWS_PER_STATEMENT = 200
const ROWS_AT_ONCE = 50
/** Enough of a text to tell its language by. */
const TELLING_LETTERS = 300

/** What is wrong with a row of a file: its form (`ImportFault`), or that it does not fit the town. */
export interface ImportProblem {
  line: number
  column: string
  code: ImportFault | 'duplicate' | 'place.outside'
  value: string
}

export interface ProposalImport {
  townId: string
  processId: string
  rows: ImportedProposal[]
  /** What was wrong with the form of other rows of the same file. */
  problems: ImportProblem[]
  /** Takes the good rows although there are bad ones; otherwise it is all or nothing. */
  skipBad: boolean
  now?: Date
  onProgress?: (rows: number) => void
}

export interface Imported {
  imported: number
  categoriesMade: string[]
  /** In the order of the file. */
  problems: ImportProblem[]
}

interface Taken {
  /** Ids. */
  made: string[]
  categories: { id: string; name: string }[]
  problems: ImportProblem[]
}

type SpaceRow = typeof spaces.$inferSelect

/**
 * The rows that do not fit the town, without writing anything; null for a town that is yet to be made.
 * @param onRow  is called before each; what it throws ends the looking
 */
export async function findProblems(
  rows: ImportedProposal[],
  town: Pick<Town, 'id' | 'boundary'> | null,
  onRow?: () => void,
): Promise<ImportProblem[]> {
  if (!town) return sorted(rows, null, new Set()).bad
  const { read } = await getStore()
  const known = await read
    .select({ id: contributions.externalId })
    .from(contributions)
    .where(imported(town.id))
  const taken = new Set(known.map(({ id }) => id!))
  const found: ImportProblem[] = []
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    found.push(...sorted(rows.slice(from, from + ROWS_AT_ONCE), town.boundary, taken, onRow).bad)
    // Shapes of many vertices in a boundary of many take long: others are answered in between.
    await setImmediate()
  }
  return found
}

const imported = (townId: string) =>
  and(eq(contributions.townId, townId), isNotNull(contributions.externalId))

/**
 * Takes proposals from somebody's file, without authors, as published.
 * A category of an unknown name is made; a space of an unknown name becomes the words that tell the place.
 *
 * @throws {Refusal} 'town.not-found'
 */
export async function importProposals(input: ProposalImport): Promise<Imported> {
  const store = await getStore()
  return store.write(function* recordImport(tx) {
    const { made, categories, problems } = yield* takeProposals(tx, input)
    return { imported: made.length, categoriesMade: categories.map(({ name }) => name), problems }
  })
}

/** The same in a write of somebody else's, with the ids of what was made. @throws {Refusal} 'town.not-found' */
export function* takeProposals(tx: Tx, input: ProposalImport): Generator<Step, Taken, unknown[]> {
  const { townId, processId, rows, skipBad, now = new Date(), onProgress } = input
  const [town] = yield* tx.do((db) => db.select().from(towns).where(eq(towns.id, townId)))
  if (!town) throw new Refusal('town.not-found')
  const known = yield* tx.do((db) => db.select().from(spaces).where(eq(spaces.townId, townId)))
  const { good, bad } = sorted(rows, town.boundary, yield* externalIdsOf(tx, townId))
  const problems = [...input.problems, ...bad].sort((a, b) => a.line - b.line)
  if (problems.length > 0 && !skipBad) return { made: [], categories: [], problems }

  const categoryIds = yield* categoriesFor(tx, townId, good)
  const made = good.map((row, i) => {
    const number = town.lastNumber + i + 1
    const where = placed(row, known)
    return {
      townId,
      id: newId(),
      number,
      processId,
      kind: 'proposal' as const,
      title: row.title,
      body: row.body,
      translations: {},
      locale: languageOf(`${row.title} ${row.body.slice(0, TELLING_LETTERS)}`) ?? 'ru',
      ...where,
      categoryId: row.categoryName ? categoryIds.get(searchable(row.categoryName))!.id : null,
      costMinor: row.costMinor,
      externalId: row.externalId,
      authorId: null,
      visibility: 'published' as const,
      status: 'new' as const,
      decision: null,
      supports: 0,
      comments: 0,
      votes: 0,
      points: 0,
      searchText: searchTextOf({ title: row.title, body: row.body, placeText: where.placeText, number }),
      createdAt: row.createdAt ?? now,
      updatedAt: now,
      editedAt: null,
      reviewedAt: null,
    }
  })
  for (let from = 0; from < made.length; from += ROWS_PER_STATEMENT) {
    const some = made.slice(from, from + ROWS_PER_STATEMENT)
    yield* tx.do((db) => db.insert(contributions).values(some).returning({ id: contributions.id }))
    onProgress?.(some.length)
  }
  const subjectIds = made.map(({ id }) => id)
  yield* tellWebhooksOfMany(tx, { townId, event: 'contribution.published', subjectIds, now })
  yield* tx.do((db) =>
    db
      .update(towns)
      .set({ lastNumber: town.lastNumber + made.length })
      .where(eq(towns.id, townId))
      .returning({ id: towns.id }),
  )
  return {
    made: subjectIds,
    categories: [...categoryIds.values()].filter(({ isNew }) => isNew),
    problems,
  }
}

function* externalIdsOf(tx: Tx, townId: string): Generator<Step, Set<string>, unknown[]> {
  const rows = yield* tx.do((db) =>
    db.select({ externalId: contributions.externalId }).from(contributions).where(imported(townId)),
  )
  return new Set(rows.map((row) => row.externalId!))
}

function sorted(
  rows: ImportedProposal[],
  boundary: (typeof towns.$inferSelect)['boundary'],
  taken: Set<string>,
  onRow?: () => void,
) {
  const [good, bad]: [ImportedProposal[], ImportProblem[]] = [[], []]
  for (const row of rows) {
    onRow?.()
    const before = bad.length
    if (row.externalId !== null && taken.has(row.externalId)) {
      bad.push({ line: row.line, column: 'id', code: 'duplicate', value: row.externalId })
    }
    if (boundary && row.geometry && !isInside(boundary, row)) {
      bad.push({ line: row.line, column: 'place', code: 'place.outside', value: placeText(row) })
    }
    if (bad.length > before) continue
    if (row.externalId !== null) taken.add(row.externalId)
    good.push(row)
  }
  return { good, bad }
}

function isInside(boundary: SpaceRow['geometry'], { geometry, lng, lat }: ImportedProposal): boolean {
  const isPinInside = lng === null || lat === null || contains(boundary, [lng, lat])
  return isPinInside && containsGeometry(boundary, geometry!)
}

function placeText({ geometry, lng, lat }: ImportedProposal): string {
  const [x, y] = lng === null || lat === null ? pointOf(geometry!) : [lng, lat]
  return `${y.toFixed(6)}, ${x.toFixed(6)}`
}
