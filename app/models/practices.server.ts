import { and, asc, count, desc, eq, isNotNull, like, ne, or, type SQL, sql } from 'drizzle-orm'
import type { SpaceKind } from '#app/domain/categories.ts'
import { isFinished, type PracticeFact, type SizeBand } from '#app/domain/practices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { practiceCases } from '#db/schema/practices.server.ts'
import { type Translations, towns } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, query, type Step, type Tx } from '#db/store.server.ts'
import { idOfWords, sha256Hex } from './ids.server.ts'
import { phasesOfProcess } from './process-queries.server.ts'
import { soughtWords, stemsIn } from './search-text.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type PracticeCase = typeof practiceCases.$inferSelect
export type PracticeState = PracticeCase['state']

/** What is told of a case, however it came. */
export interface CaseWords {
  slug: string
  spaceKind: SpaceKind
  townName: string
  region: string
  sizeBand: SizeBand | null
  yearFrom: number | null
  yearTo: number | null
  title: string
  summary: string
  facts: PracticeFact[]
  lng: number | null
  lat: number | null
  translations: Translations
}

/** Every word of a case in every language, as the stems that a search compares. */
function searchTextOfCase({ title, summary, townName, region, facts, translations }: CaseWords): string {
  const said = facts.flatMap(({ label, value, en }) => [label, value, en.label, en.value])
  const others = Object.values(translations).flatMap((words) => Object.values(words))
  const text = [title, summary, townName, region, ...said, ...others].join(' ')
  const stems = stemsIn(text.trim())
  return stems.length > 0 ? ` ${[...new Set(stems)].join(' ')} ` : ''
}

export interface PracticeFilter {
  text: string
  kind: SpaceKind | null
  band: SizeBand | null
}

export const CASES_A_PAGE = 24

function matching({ text, kind, band }: PracticeFilter): SQL {
  return and(
    eq(practiceCases.state, 'published'),
    kind ? eq(practiceCases.spaceKind, kind) : undefined,
    band ? eq(practiceCases.sizeBand, band) : undefined,
    // Stems are letters and digits only: nothing in them means something to `like`.
    ...soughtWords(text).map(({ patterns }) =>
      or(
        ...patterns.map((one) =>
          like(practiceCases.searchText, one.endsWith('*') ? `% ${one.slice(0, -1)}%` : `% ${one} %`),
        ),
      ),
    ),
  )!
}

/** Published cases, those of towns by name; `page` from 1. */
export async function listCases(filter: PracticeFilter, page = 1) {
  const { read } = await getStore()
  const where = matching(filter)
  const [all] = await read.select({ n: count() }).from(practiceCases).where(where)
  const rows = await read
    .select()
    .from(practiceCases)
    .where(where)
    .orderBy(desc(practiceCases.createdAt), asc(practiceCases.slug))
    .limit(CASES_A_PAGE)
    .offset((page - 1) * CASES_A_PAGE)
  return { count: all!.n, cases: rows }
}

const caseBySlug = query<{ slug: string }>()('case_by_slug', (db) =>
  db
    .select()
    .from(practiceCases)
    .where(and(eq(practiceCases.slug, sql.placeholder('slug')), eq(practiceCases.state, 'published'))),
)

const caseOfProcess = query<{ townId: string; processId: string }>()('case_of_process', (db) =>
  db
    .select()
    .from(practiceCases)
    .where(
      and(
        eq(practiceCases.townId, sql.placeholder('townId')),
        eq(practiceCases.processId, sql.placeholder('processId')),
      ),
    ),
)

/** What everybody may read. @throws {Refusal} 'practice.not-found' */
export async function getCase(slug: string): Promise<PracticeCase> {
  const [row] = await (await getStore()).get(caseBySlug, { slug })
  if (!row) throw new Refusal('practice.not-found')
  return row
}

/** Whether the town that proposed a case is made up. */
export async function isOfDemo(row: PracticeCase): Promise<boolean> {
  if (!row.townId) return false
  const { read } = await getStore()
  const [town] = await read.select({ isDemo: towns.isDemo }).from(towns).where(eq(towns.id, row.townId))
  return town?.isDemo ?? false
}

/** Whatever its state, for who keeps the library. @throws {Refusal} 'practice.not-found' */
export async function getAnyCase(id: string): Promise<PracticeCase> {
  const { read } = await getStore()
  const [row] = await read.select().from(practiceCases).where(eq(practiceCases.id, id))
  if (!row) throw new Refusal('practice.not-found')
  return row
}

/** All there are, what waits to be published first. */
export async function listAllCases() {
  const { read } = await getStore()
  const { id, slug, state, title, townName, translations, updatedAt } = practiceCases
  const rows = await read
    .select({ id, slug, state, title, townName, translations, updatedAt })
    .from(practiceCases)
    .orderBy(desc(practiceCases.updatedAt), asc(slug))
    .limit(1000)
  const order = ['proposed', 'draft', 'published', 'hidden']
  return rows.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

export interface SavedCase extends CaseWords {
  /** Made by the client, so that the same form sent twice is one case. */
  id: string
  actorId: string
  state: Exclude<PracticeState, 'proposed'>
  /** When the case was last changed as its editor saw it, in milliseconds; null = a new one. */
  seen: number | null
  now?: Date
}

/**
 * Adds a case to the library or changes one; what was published for a town stands in that town's log.
 *
 * @throws {Refusal} 'practice.changed' when somebody else has changed it meanwhile; 'practice.no-facts' | 'slug.taken'
 */
export async function saveCase(saved: SavedCase): Promise<void> {
  const { id, actorId, state, seen, now = new Date(), ...words } = saved
  if (state === 'published' && words.facts.length === 0) throw new Refusal('practice.no-facts')
  const values = {
    ...words,
    state,
    searchText: searchTextOfCase(words),
    fileHash: null,
    changedBy: actorId,
    updatedAt: now,
  }
  await orTaken(words.slug, function* recordCase(tx) {
    const [before] = yield* tx.do((db) => db.select().from(practiceCases).where(eq(practiceCases.id, id)))
    if (before && seen === null) return
    if (before && before.updatedAt.getTime() !== seen) throw new Refusal('practice.changed')
    if (!before && seen !== null) throw new Refusal('practice.not-found')
    if (before)
      yield* tx.do((db) =>
        db
          .update(practiceCases)
          .set(values)
          .where(eq(practiceCases.id, id))
          .returning({ id: practiceCases.id }),
      )
    else yield* insertCase(tx, { ...values, id, townId: null, processId: null, createdAt: now })
    if (before?.townId && before.state !== state)
      yield* recordStaffAct(tx, {
        townId: before.townId,
        actorId,
        act: state === 'published' ? 'practice.publish' : 'practice.hide',
        subjectType: 'practice',
        subjectId: id,
        before: { state: before.state },
        after: { state },
        now,
      })
  })
}

function* insertCase(tx: Tx, row: typeof practiceCases.$inferInsert): Generator<Step, unknown, unknown[]> {
  return yield* tx.do((db) => db.insert(practiceCases).values(row).returning({ id: practiceCases.id }))
}

async function orTaken(slug: string, act: (tx: Tx) => Generator<Step, void, unknown[]>) {
  try {
    await (await getStore()).write(act)
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('slug.taken', { slug })
    throw error
  }
}

export interface ProposedCase extends CaseWords {
  id: string
  townId: string
  processId: string
  actorId: string
  now?: Date
}

/**
 * Hands a finished process of a town to whoever keeps the library. A process has one case.
 *
 * @throws {Refusal} 'practice.unfinished'; 'practice.proposed' when it has one already; 'slug.taken'
 */
export async function proposeCase(proposed: ProposedCase): Promise<void> {
  const { id, townId, processId, actorId, now = new Date(), ...words } = proposed
  await orTaken(words.slug, function* recordProposal(tx) {
    const [before] = yield* tx.run(caseOfProcess, { townId, processId })
    if (before?.id === id) return
    if (before) throw new Refusal('practice.proposed')
    if (!isFinished(yield* tx.run(phasesOfProcess, { townId, processId }), now))
      throw new Refusal('practice.unfinished')
    yield* insertCase(tx, {
      ...words,
      id,
      townId,
      processId,
      state: 'proposed',
      searchText: searchTextOfCase(words),
      fileHash: null,
      changedBy: actorId,
      createdAt: now,
      updatedAt: now,
    })
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'practice.propose',
      subjectType: 'practice',
      subjectId: id,
      before: {},
      after: { slug: words.slug },
      now,
    })
  })
}

/** The case that was made of a process; null when there is none. */
export async function getCaseOfProcess(townId: string, processId: string): Promise<PracticeCase | null> {
  const [row] = await (await getStore()).get(caseOfProcess, { townId, processId })
  return row ?? null
}

/** Where cases are on a map: the middles of their towns. */
export async function listCasePlaces() {
  const { read } = await getStore()
  const { slug, title, townName, lng, lat, translations } = practiceCases
  return read
    .select({ slug, title, townName, lng, lat, translations })
    .from(practiceCases)
    .where(and(eq(practiceCases.state, 'published'), isNotNull(lng), isNotNull(lat)))
    .orderBy(asc(townName), asc(slug))
    .limit(2000)
}

/** Whatever slug it is given later. */
const idOfFile = (slug: string) => idOfWords('a case of the data files', slug)

/**
 * Takes in the cases of the data files: new ones are published, changed ones replaced unless somebody has changed them here.
 * What was hidden stays hidden.
 *
 * @returns how many were written
 */
export async function takeCases(cases: readonly CaseWords[], now = new Date()): Promise<number> {
  const store = await getStore()
  return store.write(function* recordCases(tx) {
    let written = 0
    for (const words of cases) {
      const fileHash = sha256Hex(JSON.stringify(words))
      const values = { ...words, fileHash, searchText: searchTextOfCase(words), updatedAt: now }
      const [before] = yield* tx.do((db) =>
        db
          .select({ id: practiceCases.id, fileHash: practiceCases.fileHash })
          .from(practiceCases)
          .where(or(eq(practiceCases.slug, words.slug), eq(practiceCases.id, idOfFile(words.slug)))),
      )
      if (before && (before.fileHash === null || before.fileHash === fileHash)) continue
      if (before)
        yield* tx.do((db) =>
          db
            .update(practiceCases)
            .set(values)
            .where(and(eq(practiceCases.id, before.id), ne(practiceCases.fileHash, fileHash)))
            .returning({ id: practiceCases.id }),
        )
      else
        yield* insertCase(tx, {
          ...values,
          id: idOfFile(words.slug),
          state: 'published',
          townId: null,
          processId: null,
          changedBy: null,
          createdAt: now,
        })
      written++
    }
    return written
  })
}
