import {
  type AnyColumn,
  and,
  asc,
  count,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  min,
  or,
  sql,
} from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { comments, contributions, revisions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { reasonTemplates, reports } from '#db/schema/staff.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

export type Cause = 'new' | 'reported' | 'edited'

export interface QueueItem {
  subject: { type: 'contribution' | 'comment'; id: string }
  causes: Cause[]
  contribution: { id: string; number: number; kind: string; title: string }
  title: string
  body: string
  author: string | null
  visibility: Visibility
  /** When its words last changed. */
  updatedAt: Date
  createdAt: Date
  /** When it came to the desk: the queue's order. */
  since: Date
  reports: { reason: string; note: string; createdAt: Date }[]
  /** What it said before the last change, for an edited one. */
  before: { title: string; body: string } | null
  /** The rest of a pin or a proposal; null for a comment. */
  entry: QueuedEntry | null
}

export type QueuedEntry = Pick<
  typeof contributions.$inferSelect,
  'translations' | 'categoryId' | 'spaceId' | 'placePrecision' | 'placeText' | 'lng' | 'lat' | 'costMinor'
>

/** As many as one page of the desk shows. */
const QUEUE_SHOWN = 100

/** The reports that nobody has decided about yet, of this kind of subject. */
const openReports = (townId: string, type: 'contribution' | 'comment') =>
  and(eq(reports.townId, townId), eq(reports.subjectType, type), isNull(reports.settledAt))

const isEdited = and(
  isNotNull(contributions.editedAt),
  inArray(contributions.visibility, ['published', 'pending']),
  or(isNull(contributions.reviewedAt), gt(contributions.editedAt, contributions.reviewedAt)),
)

/** What makes a pin or a proposal wait: it is new, its words were changed, or somebody reported it. */
function contributionWaits(read: Db, townId: string) {
  const reported = read
    .select({ id: reports.subjectId })
    .from(reports)
    .where(openReports(townId, 'contribution'))
  return and(
    eq(contributions.townId, townId),
    or(eq(contributions.visibility, 'pending'), isEdited, inArray(contributions.id, reported)),
  )
}

function commentWaits(read: Db, townId: string) {
  const reported = read.select({ id: reports.subjectId }).from(reports).where(openReports(townId, 'comment'))
  return and(
    eq(comments.townId, townId),
    or(eq(comments.visibility, 'pending'), inArray(comments.id, reported)),
  )
}

/** When the first open report about it came. */
function firstReport(read: Db, townId: string, type: 'contribution' | 'comment', id: AnyColumn) {
  const first = read
    .select({ at: min(reports.createdAt) })
    .from(reports)
    .where(and(openReports(townId, type), eq(reports.subjectId, id)))
  return sql`(${first})`
}

/** How many pins, proposals and comments wait for the desk: the set of which `listQueue` gives the first. */
export async function countQueue(townId: string): Promise<number> {
  const { read } = await getStore()
  const [entries] = await read
    .select({ n: count() })
    .from(contributions)
    .where(contributionWaits(read, townId))
  const [said] = await read.select({ n: count() }).from(comments).where(commentWaits(read, townId))
  return entries!.n + said!.n
}

/** What waits for the desk, the longest-waiting first, at most `limit` of it. */
export async function listQueue(townId: string, limit = QUEUE_SHOWN): Promise<QueueItem[]> {
  const { read } = await getStore()
  const contributionRows = await read
    .select({ row: contributions, author: publicName })
    .from(contributions)
    .leftJoin(people, eq(people.id, contributions.authorId))
    .where(contributionWaits(read, townId))
    .orderBy(
      sql`coalesce(${firstReport(read, townId, 'contribution', contributions.id)}, ${contributions.editedAt}, ${contributions.createdAt})`,
      asc(contributions.id),
    )
    .limit(limit)
  const commentRows = await read
    .select({
      row: comments,
      author: publicName,
      number: contributions.number,
      kind: contributions.kind,
      title: contributions.title,
    })
    .from(comments)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
    )
    .leftJoin(people, eq(people.id, comments.authorId))
    .where(commentWaits(read, townId))
    .orderBy(
      sql`coalesce(${firstReport(read, townId, 'comment', comments.id)}, ${comments.createdAt})`,
      asc(comments.id),
    )
    .limit(limit)
  const open = await read
    .select()
    .from(reports)
    .where(
      and(
        eq(reports.townId, townId),
        isNull(reports.settledAt),
        inArray(
          reports.subjectId,
          [...contributionRows, ...commentRows].map(({ row }) => row.id),
        ),
      ),
    )
    .orderBy(asc(reports.createdAt))
  const before = await lastRevisions(
    townId,
    contributionRows.map(({ row }) => row.id),
  )

  const reportsOf = (type: string, id: string) =>
    open
      .filter((row) => row.subjectType === type && row.subjectId === id)
      .map(({ reason, note, createdAt }) => ({ reason, note, createdAt }))

  const items: QueueItem[] = [
    ...contributionRows.map(({ row, author }) => {
      const own = reportsOf('contribution', row.id)
      const isChanged = row.editedAt !== null && (row.reviewedAt === null || row.editedAt > row.reviewedAt)
      const causes: Cause[] = []
      if (row.visibility === 'pending' && !isChanged) causes.push('new')
      if (isChanged) causes.push('edited')
      if (own.length > 0) causes.push('reported')
      return {
        subject: { type: 'contribution' as const, id: row.id },
        causes,
        contribution: { id: row.id, number: row.number, kind: row.kind, title: row.title },
        title: row.title,
        body: row.body,
        author,
        visibility: row.visibility,
        updatedAt: row.updatedAt,
        createdAt: row.createdAt,
        since: own[0]?.createdAt ?? row.editedAt ?? row.createdAt,
        reports: own,
        before: isChanged ? (before.get(row.id) ?? null) : null,
        entry: entryOf(row),
      }
    }),
    ...commentRows.map(({ row, author, number, kind, title }) => {
      const own = reportsOf('comment', row.id)
      return {
        subject: { type: 'comment' as const, id: row.id },
        causes: [
          ...(row.visibility === 'pending' ? ['new' as const] : []),
          ...(own.length > 0 ? ['reported' as const] : []),
        ],
        contribution: { id: row.contributionId, number, kind, title },
        title: '',
        body: row.body,
        author,
        visibility: row.visibility,
        updatedAt: row.createdAt,
        createdAt: row.createdAt,
        since: own[0]?.createdAt ?? row.createdAt,
        reports: own,
        before: null,
        entry: null,
      }
    }),
  ]
  return items.sort((a, b) => a.since.getTime() - b.since.getTime()).slice(0, limit)
}

function entryOf(row: typeof contributions.$inferSelect): QueuedEntry {
  const { translations, categoryId, spaceId, placePrecision, placeText, lng, lat, costMinor } = row
  return { translations, categoryId, spaceId, placePrecision, placeText, lng, lat, costMinor }
}

async function lastRevisions(townId: string, ids: string[]) {
  const { read } = await getStore()
  const rows = await read
    .select({ id: revisions.contributionId, before: revisions.before })
    .from(revisions)
    .where(and(eq(revisions.townId, townId), inArray(revisions.contributionId, [...ids, ''])))
    .orderBy(asc(revisions.createdAt))
  return new Map(rows.map((row) => [row.id, row.before as { title: string; body: string }]))
}

export async function listReasonTemplates(townId: string) {
  const { read } = await getStore()
  return read
    .select()
    .from(reasonTemplates)
    .where(eq(reasonTemplates.townId, townId))
    .orderBy(asc(reasonTemplates.position))
}
