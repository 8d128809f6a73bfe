import { and, asc, count, eq, gt, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { comments, contributions, revisions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { reasonTemplates, reports } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
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
}

/** Everything that waits for the desk, the longest-waiting first. */
export async function listQueue(townId: string, limit = 100): Promise<QueueItem[]> {
  const { read } = await getStore()
  const open = await read
    .select()
    .from(reports)
    .where(and(eq(reports.townId, townId), isNull(reports.settledAt)))
    .orderBy(asc(reports.createdAt))
  const reportedIds = (type: string) => [
    ...new Set(open.filter((row) => row.subjectType === type).map((row) => row.subjectId)),
    '',
  ]

  const edited = and(
    isNotNull(contributions.editedAt),
    inArray(contributions.visibility, ['published', 'pending']),
    or(isNull(contributions.reviewedAt), gt(contributions.editedAt, contributions.reviewedAt)),
  )
  const contributionRows = await read
    .select({ row: contributions, author: publicName })
    .from(contributions)
    .leftJoin(people, eq(people.id, contributions.authorId))
    .where(
      and(
        eq(contributions.townId, townId),
        or(
          eq(contributions.visibility, 'pending'),
          edited,
          inArray(contributions.id, reportedIds('contribution')),
        ),
      ),
    )
    .orderBy(asc(sql`coalesce(${contributions.editedAt}, ${contributions.createdAt})`))
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
    .where(
      and(
        eq(comments.townId, townId),
        or(eq(comments.visibility, 'pending'), inArray(comments.id, reportedIds('comment'))),
      ),
    )
    .orderBy(asc(comments.createdAt))
    .limit(limit)
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
      const isEdited = row.editedAt !== null && (row.reviewedAt === null || row.editedAt > row.reviewedAt)
      const causes: Cause[] = []
      if (row.visibility === 'pending' && !isEdited) causes.push('new')
      if (isEdited) causes.push('edited')
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
        before: isEdited ? (before.get(row.id) ?? null) : null,
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
      }
    }),
  ]
  return items.sort((a, b) => a.since.getTime() - b.since.getTime()).slice(0, limit)
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

/** How many people's things wait for the desk; the same set as `listQueue`. */
export async function countQueue(townId: string): Promise<number> {
  return (await listQueue(townId, 1000)).length
}

export async function listReasonTemplates(townId: string) {
  const { read } = await getStore()
  return read
    .select()
    .from(reasonTemplates)
    .where(eq(reasonTemplates.townId, townId))
    .orderBy(asc(reasonTemplates.position))
}

export async function countOpenReports(townId: string): Promise<number> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(reports)
    .where(and(eq(reports.townId, townId), isNull(reports.settledAt)))
  return row!.n
}
