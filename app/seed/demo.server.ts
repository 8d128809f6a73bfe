import { eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { recordStaffAct } from '#app/models/staff-acts.server.ts'
import {
  citations,
  comments,
  contributions,
  photos,
  revisions,
  supports,
} from '#db/schema/contributions.server.ts'
import { answers, reports, statusChanges } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { demoAnswers } from './demo-answers.server.ts'
import { demoCommission } from './demo-commission.server.ts'
import { readDemo } from './demo-data.server.ts'
import { demoDesk, HELD_PIN } from './demo-desk.server.ts'
import { DESK_PINS, demoDeskWork } from './demo-desk-work.server.ts'
import { demoFunding } from './demo-funding.server.ts'
import { seedPeople } from './demo-people.server.ts'
import { demoPictures } from './demo-pictures.server.ts'
import { demoResults } from './demo-results.server.ts'
import { type DemoEntry, demoEntries } from './demo-rows.server.ts'
import { demoStudy } from './demo-study.server.ts'
import { demoSupports } from './demo-supports.server.ts'
import { seedTown } from './demo-town.server.ts'
import { demoVariants } from './demo-variants.server.ts'
import { demoVotes } from './demo-votes.server.ts'
import { removeDemo } from './remove-demo.server.ts'

/** SQLite and PostgreSQL bind some tens of thousands of values to a statement. */
const ROWS_PER_STATEMENT = 500
/** A town without contributions for so long was left by a seed that was stopped halfway. */
const UNFINISHED_AFTER_MS = 60_000

export interface Seeded {
  contributions: number
  supports: number
  photos: number
}

/**
 * Fills in the demo town, once: null when it is there already. One that was stopped halfway is begun again.
 * What people have said is written in one transaction, after everything it stands on.
 */
export async function seedDemo(now = new Date()): Promise<Seeded | null> {
  const data = readDemo()
  const known = await findTown(data.town.slug)
  if (known && !isUnfinished(known, now)) return null
  if (known) await removeDemo()
  const places = await seedTown(data, now).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'slug.taken') return null
    throw error
  })
  if (!places) return null
  const scene = { ...places, ...(await seedPeople(places.town.id, now)), now }
  const entries = demoEntries(scene, [...data.pins, ...data.proposals, HELD_PIN, ...DESK_PINS])
  const photoRows = await demoPictures(entries)
  const supportRows = demoSupports(scene, entries)
  const answered = demoAnswers(scene, entries)
  const desk = demoDesk(scene, entries)

  const store = await getStore()
  await store.write(function* recordDemo(tx) {
    yield* insertAll(
      tx,
      contributions,
      entries.map(({ row }) => row),
    )
    yield* insertAll(tx, comments, [...entries.flatMap((entry) => entry.comments), ...desk.comments])
    yield* insertAll(tx, citations, citationRows(entries))
    yield* insertAll(tx, supports, supportRows)
    yield* insertAll(tx, photos, photoRows)
    yield* insertAll(tx, answers, answered.answers)
    yield* insertAll(tx, statusChanges, answered.statusChanges)
    yield* insertAll(tx, reports, desk.reports)
    yield* insertAll(tx, revisions, desk.revisions)
    const acts = [...answered.acts, ...desk.acts].sort((a, b) => a.now.getTime() - b.now.getTime())
    for (const act of acts) yield* recordStaffAct(tx, act)
  })
  await demoDeskWork(scene, entries)
  await demoVotes(scene, entries)
  await demoResults(scene)
  await demoStudy(scene)
  await demoVariants(scene)
  await demoCommission(scene)
  await demoFunding(scene)
  // Last of all: a town without a last number was left halfway.
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(towns)
        .set({ lastNumber: entries.length })
        .where(eq(towns.id, scene.town.id))
        .returning({ id: towns.id }),
    ),
  )
  return { contributions: entries.length, supports: supportRows.length, photos: photoRows.length }
}

function citationRows(entries: DemoEntry[]) {
  const idOf = new Map(entries.map(({ source, row }) => [source.key, row.id]))
  return entries.flatMap(({ source, row }) =>
    'cites' in source
      ? source.cites.map((key) => ({ townId: row.townId, proposalId: row.id, pinId: idOf.get(key)! }))
      : [],
  )
}

type DemoTable =
  | typeof contributions
  | typeof comments
  | typeof citations
  | typeof supports
  | typeof photos
  | typeof answers
  | typeof statusChanges
  | typeof reports
  | typeof revisions

function* insertAll<Table extends DemoTable>(
  tx: Tx,
  table: Table,
  rows: Table['$inferInsert'][],
): Generator<Step, void, unknown[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const some = rows.slice(from, from + ROWS_PER_STATEMENT)
    yield* tx.do((db) =>
      db
        .insert(table as typeof supports)
        .values(some as (typeof supports.$inferInsert)[])
        .returning({ townId: supports.townId }),
    )
  }
}

async function findTown(slug: string) {
  const { read } = await getStore()
  const [town] = await read.select().from(towns).where(eq(towns.slug, slug))
  return town ?? null
}

function isUnfinished(town: typeof towns.$inferSelect, now: Date): boolean {
  return (
    town.isDemo && town.lastNumber === 0 && now.getTime() - town.createdAt.getTime() > UNFINISHED_AFTER_MS
  )
}
