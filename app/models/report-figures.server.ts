import { and, count, eq, inArray, isNotNull, isNull, or, sum } from 'drizzle-orm'
import type { Kind } from '#app/domain/contributions.ts'
import { contributions as c, comments, supports } from '#db/schema/contributions.server.ts'
import { assistedPeople } from '#db/schema/counter.server.ts'
import { importRows } from '#db/schema/imports.server.ts'
import type { Db } from '#db/store.server.ts'
import { listCountedVotes } from './exported-votes.server.ts'
import type { Condition } from './listing.server.ts'

/** What a report says of a set in figures; all of one snapshot. */
export interface ReportFigures {
  kinds: Record<Kind, number>
  supports: number
  comments: number
  /** Distinct people who wrote something of the set, supported it or published a comment under it. */
  people: number
  /** Of those, whom the help desk acts for. */
  assisted: number
  /** Entries that no account wrote: taken in from a table or a map of the town. */
  imported: number
  /** Entries with a point on the map. */
  placed: number
}

export async function figuresOf(db: Db, townId: string, condition: Condition): Promise<ReportFigures> {
  const rows = await db
    .select({
      kind: c.kind,
      n: count(),
      placed: count(c.lng),
      supports: sum(c.supports),
      comments: sum(c.comments),
    })
    .from(c)
    .where(condition)
    .groupBy(c.kind)
  const [imported] = await db
    .select({ n: count() })
    .from(c)
    .where(and(condition, isNull(c.authorId), or(isNotNull(c.externalId), isImported(db, townId))))
  const kinds: ReportFigures['kinds'] = { problem: 0, value: 0, idea: 0, proposal: 0 }
  for (const { kind, n } of rows) kinds[kind] = n
  const total = (of: (row: (typeof rows)[number]) => unknown) =>
    rows.reduce((all, row) => all + Number(of(row) ?? 0), 0)
  return {
    kinds,
    supports: total((row) => row.supports),
    comments: total((row) => row.comments),
    placed: total((row) => row.placed),
    imported: imported!.n,
    ...(await peopleOf(db, townId, condition)),
  }
}

/** Came from a file that gave it no number of its own. */
const isImported = (db: Db, townId: string) =>
  inArray(c.id, db.select({ id: importRows.subjectId }).from(importRows).where(eq(importRows.townId, townId)))

async function peopleOf(db: Db, townId: string, condition: Condition) {
  const authors = db
    .select({ person: c.authorId })
    .from(c)
    .where(and(condition, isNotNull(c.authorId)))
  const supporters = db
    .select({ person: supports.personId })
    .from(supports)
    .innerJoin(c, and(eq(c.townId, supports.townId), eq(c.id, supports.contributionId)))
    .where(condition)
  const speakers = db
    .select({ person: comments.authorId })
    .from(comments)
    .innerJoin(c, and(eq(c.townId, comments.townId), eq(c.id, comments.contributionId)))
    .where(
      and(
        condition,
        eq(comments.visibility, 'published'),
        eq(comments.isOfficial, false),
        isNotNull(comments.authorId),
      ),
    )
  const all = authors.union(supporters).union(speakers).as('took_part')
  const [people] = await db.select({ n: count() }).from(all)
  const [assisted] = await db
    .select({ n: count() })
    .from(all)
    .innerJoin(
      assistedPeople,
      and(eq(assistedPeople.townId, townId), eq(assistedPeople.personId, all.person)),
    )
  return { people: people!.n, assisted: assisted!.n }
}

/** Ballots of the counted votes of some processes, by where they came from; of a vote that runs nothing is known. */
export async function ballotsOf(db: Db, townId: string, processIds: readonly string[], now: Date) {
  const cast = { web: 0, paper: 0, import: 0 }
  for (const { processId, channels } of await listCountedVotes(db, townId, now))
    if (processIds.includes(processId)) for (const { channel, ballots } of channels) cast[channel] += ballots
  return cast
}

/** The processes that entries of a set belong to. */
export async function processesIn(db: Db, condition: Condition): Promise<Set<string>> {
  const rows = await db.selectDistinct({ id: c.processId }).from(c).where(condition)
  return new Set(rows.map(({ id }) => id))
}
