import { and, count, eq, isNotNull, isNull, lt, max, ne, or, type SQL, sql } from 'drizzle-orm'
import { ballotChoices, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { answers } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { staleWords } from './recount-words.server.ts'

/** Something stored that is not what its rows say. */
export interface Difference {
  what: 'supports' | 'comments' | 'votes' | 'points' | 'last number' | 'decision' | 'status' | 'words'
  townSlug: string
  /** Of the contribution; of the town's newest one for 'last number'. */
  number: number
  stored: number | string | null
  counted: number | string
}

/**
 * Counts every stored tally again from the rows that it counts, in every town, as of one moment. (References between
 * rows are `store.brokenForeignKeys()`.)
 *
 * @returns what differs, by town and number; [] when all is well
 */
export async function recount(): Promise<Difference[]> {
  const store = await getStore()
  const differences = await store.snapshot(async (db) => [
    ...(await differing(db, 'supports', countsOf(db, supports, count()))),
    ...(await differing(
      db,
      'comments',
      countsOf(db, comments, count(), eq(comments.visibility, 'published')),
    )),
    ...(await differing(db, 'votes', votesOf(db, sql`sum(${ballotChoices.times})`))),
    ...(await differing(db, 'points', votesOf(db, POINTS))),
    ...(await lowLastNumbers(db)),
    ...(await staleAnswers(db)),
    ...(await staleWords(db)),
  ])
  return differences.sort((a, b) => a.townSlug.localeCompare(b.townSlug) || a.number - b.number)
}

/** How many rows, or what sum of them, each contribution has. */
function countsOf(db: Db, table: typeof supports | typeof comments, value: SQL, where?: SQL) {
  return db
    .select({
      townId: sql<string>`${table.townId}`.as('counted_town'),
      id: sql<string>`${table.contributionId}`.as('counted_id'),
      n: value.mapWith(Number).as('n'),
    })
    .from(table)
    .where(where)
    .groupBy(table.townId, table.contributionId)
    .as('counts')
}

const POINTS = sql`sum(case when ${frozenBallots.form} in ('points', 'score') then coalesce(${ballotChoices.value}, 0) else 0 end)`

/** What the ballots give each contribution, in the phases whose ballots are counted. */
function votesOf(db: Db, value: SQL) {
  return db
    .select({
      townId: sql<string>`${voteOptions.townId}`.as('counted_town'),
      id: sql<string>`${voteOptions.contributionId}`.as('counted_id'),
      n: value.mapWith(Number).as('n'),
    })
    .from(ballotChoices)
    .innerJoin(
      voteOptions,
      and(eq(voteOptions.townId, ballotChoices.townId), eq(voteOptions.id, ballotChoices.optionId)),
    )
    .innerJoin(
      frozenBallots,
      and(eq(frozenBallots.townId, voteOptions.townId), eq(frozenBallots.phaseId, voteOptions.phaseId)),
    )
    .where(and(isNotNull(frozenBallots.countedAt), isNotNull(voteOptions.contributionId)))
    .groupBy(voteOptions.townId, voteOptions.contributionId)
    .as('counts')
}

async function differing(
  db: Db,
  what: 'supports' | 'comments' | 'votes' | 'points',
  counts: ReturnType<typeof countsOf>,
): Promise<Difference[]> {
  const counted = sql`coalesce(${counts.n}, 0)`.mapWith(Number)
  const rows = await db
    .select({ townSlug: towns.slug, number: c.number, stored: c[what], counted })
    .from(c)
    .innerJoin(towns, eq(towns.id, c.townId))
    .leftJoin(counts, and(eq(counts.townId, c.townId), eq(counts.id, c.id)))
    .where(ne(c[what], counted))
  return rows.map((row) => ({ what, ...row }))
}

async function lowLastNumbers(db: Db): Promise<Difference[]> {
  const highest = max(c.number).mapWith(Number)
  const rows = await db
    .select({ townSlug: towns.slug, number: highest, stored: towns.lastNumber, counted: highest })
    .from(c)
    .innerJoin(towns, eq(towns.id, c.townId))
    .groupBy(towns.slug, towns.lastNumber)
    .having(lt(towns.lastNumber, highest))
  return rows.map((row) => ({ what: 'last number' as const, ...row }))
}

/** Where there is an answer, the newest one says the decision and the status. */
async function staleAnswers(db: Db): Promise<Difference[]> {
  const place = sql`row_number() over (
    partition by ${answers.townId}, ${answers.contributionId} order by ${answers.createdAt} desc, ${answers.id} desc
  )`
  const inForce = db
    .select({
      townId: answers.townId,
      contributionId: answers.contributionId,
      decision: sql<string>`${answers.decision}`.as('said_decision'),
      status: sql<string>`${answers.status}`.as('said_status'),
      place: place.mapWith(Number).as('place'),
    })
    .from(answers)
    .as('in_force')
  const isStale = or(isNull(c.decision), ne(c.decision, inForce.decision), ne(c.status, inForce.status))
  const rows = await db
    .select({
      townSlug: towns.slug,
      number: c.number,
      decision: c.decision,
      status: c.status,
      saidDecision: inForce.decision,
      saidStatus: inForce.status,
    })
    .from(inForce)
    .innerJoin(c, and(eq(c.townId, inForce.townId), eq(c.id, inForce.contributionId)))
    .innerJoin(towns, eq(towns.id, c.townId))
    .where(and(eq(inForce.place, 1), isStale))
  return rows.flatMap(({ townSlug, number, decision, status, saidDecision, saidStatus }) =>
    [
      { what: 'decision' as const, townSlug, number, stored: decision, counted: saidDecision },
      { what: 'status' as const, townSlug, number, stored: status, counted: saidStatus },
    ].filter(({ stored, counted }) => stored !== counted),
  )
}
