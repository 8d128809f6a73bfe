import { and, eq, exists, gt, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { isWithin, type Limits } from '#app/domain/permissions.ts'
import { contributions as c, comments, photos } from '#db/schema/contributions.server.ts'
import { flags } from '#db/schema/desk.server.ts'
import { reports, type SubjectType } from '#db/schema/staff.server.ts'
import { type Db, getStore } from '#db/store.server.ts'

export type Cause = 'new' | 'reported' | 'edited' | 'flagged'
export const CAUSES = ['new', 'reported', 'edited', 'flagged'] as const

/** Something that waits for the desk, without its words. */
export interface QueueKey {
  type: SubjectType
  id: string
  contributionId: string
  visibility: Visibility
  causes: Cause[]
  /** When it came to the desk: the queue's order. */
  since: Date
  reports: OpenReport[]
  flags: OpenFlag[]
}

type OpenReport = typeof reports.$inferSelect
type OpenFlag = typeof flags.$inferSelect

/**
 * Everything that waits for the desk, the longest-waiting first: the one set that the list shows and the counts count.
 *
 * @param limits  of a moderator for certain spaces or categories
 */
export async function listQueueKeys(townId: string, limits: Limits | null = null): Promise<QueueKey[]> {
  const { read } = await getStore()
  const [openReports, openFlags] = await Promise.all([
    read
      .select()
      .from(reports)
      .where(and(eq(reports.townId, townId), isNull(reports.settledAt))),
    read
      .select()
      .from(flags)
      .where(and(eq(flags.townId, townId), isNull(flags.settledAt))),
  ])
  const about = { spaceId: c.spaceId, categoryId: c.categoryId }
  const [sent, said, shown] = await Promise.all([
    read
      .select({
        id: c.id,
        visibility: c.visibility,
        createdAt: c.createdAt,
        editedAt: c.editedAt,
        reviewedAt: c.reviewedAt,
        ...about,
      })
      .from(c)
      .where(
        and(
          eq(c.townId, townId),
          or(
            eq(c.visibility, 'pending'),
            isEdited(),
            isReported(read, 'contribution', c),
            isFlagged(read, c),
          ),
        ),
      ),
    read
      .select({
        id: comments.id,
        contributionId: comments.contributionId,
        visibility: comments.visibility,
        createdAt: comments.createdAt,
        ...about,
      })
      .from(comments)
      .innerJoin(c, and(eq(c.townId, comments.townId), eq(c.id, comments.contributionId)))
      .where(
        and(
          eq(comments.townId, townId),
          or(
            eq(comments.visibility, 'pending'),
            isReported(read, 'comment', comments),
            and(inArray(comments.visibility, IN_SIGHT), hasFlag(read, 'comment', comments)),
          ),
        ),
      ),
    read
      .select({
        id: photos.id,
        contributionId: photos.contributionId,
        visibility: photos.visibility,
        createdAt: photos.createdAt,
        ...about,
      })
      .from(photos)
      .innerJoin(c, and(eq(c.townId, photos.townId), eq(c.id, photos.contributionId)))
      .where(
        and(
          eq(photos.townId, townId),
          or(
            isReported(read, 'photo', photos),
            and(eq(photos.visibility, 'published'), hasFlag(read, 'photo', photos)),
          ),
        ),
      ),
  ])

  const bySubject = groupBySubject(openReports, openFlags)
  function keyOf(
    type: SubjectType,
    row: { id: string; contributionId?: string; visibility: Visibility; createdAt: Date },
    editedAt: Date | null,
  ): QueueKey {
    const own = bySubject.get(`${type} ${row.id}`) ?? { reports: [], flags: [] }
    const causes: Cause[] = []
    if (row.visibility === 'pending' && !editedAt) causes.push('new')
    if (editedAt) causes.push('edited')
    if (own.reports.length > 0) causes.push('reported')
    if (own.flags.length > 0) causes.push('flagged')
    const asked = [...own.reports, ...own.flags].map(({ createdAt }) => createdAt.getTime())
    return {
      type,
      id: row.id,
      contributionId: row.contributionId ?? row.id,
      visibility: row.visibility,
      causes,
      since: asked.length > 0 ? new Date(Math.min(...asked)) : (editedAt ?? row.createdAt),
      ...own,
    }
  }
  return [
    ...sent
      .filter((row) => isWithin(limits, row))
      .map((row) => keyOf('contribution', row, isUnreviewedEdit(row) ? row.editedAt : null)),
    ...said.filter((row) => isWithin(limits, row)).map((row) => keyOf('comment', row, null)),
    ...shown.filter((row) => isWithin(limits, row)).map((row) => keyOf('photo', row, null)),
  ].sort((a, b) => a.since.getTime() - b.since.getTime() || (a.id < b.id ? -1 : 1))
}

/** How many things wait for the desk; the same set as the list. */
export async function countQueue(townId: string, limits: Limits | null = null): Promise<number> {
  return (await listQueueKeys(townId, limits)).length
}

const IN_SIGHT: ('pending' | 'published')[] = ['pending', 'published']

function isEdited(): SQL {
  return and(
    isNotNull(c.editedAt),
    inArray(c.visibility, IN_SIGHT),
    or(isNull(c.reviewedAt), gt(c.editedAt, c.reviewedAt)),
  )!
}

function isUnreviewedEdit(row: { visibility: Visibility; editedAt: Date | null; reviewedAt: Date | null }) {
  return (
    row.editedAt !== null &&
    (row.visibility === 'pending' || row.visibility === 'published') &&
    (row.reviewedAt === null || row.editedAt > row.reviewedAt)
  )
}

type SubjectTable = typeof c | typeof comments | typeof photos

function isReported(read: Db, type: SubjectType, table: SubjectTable): SQL {
  return openAbout(read, reports, type, table)
}

function hasFlag(read: Db, type: SubjectType, table: SubjectTable): SQL {
  return openAbout(read, flags as unknown as typeof reports, type, table)
}

function isFlagged(read: Db, table: typeof c): SQL {
  return and(inArray(table.visibility, IN_SIGHT), hasFlag(read, 'contribution', table))!
}

function openAbout(read: Db, open: typeof reports, type: SubjectType, table: SubjectTable): SQL {
  return exists(
    read
      .select({ one: sql`1` })
      .from(open)
      .where(
        and(
          eq(open.townId, table.townId),
          eq(open.subjectType, type),
          eq(open.subjectId, table.id),
          isNull(open.settledAt),
        ),
      ),
  )
}

function groupBySubject(openReports: OpenReport[], openFlags: OpenFlag[]) {
  const groups = new Map<string, { reports: OpenReport[]; flags: OpenFlag[] }>()
  function groupOf({ subjectType, subjectId }: { subjectType: string; subjectId: string }) {
    const key = `${subjectType} ${subjectId}`
    const known = groups.get(key)
    if (known) return known
    const made = { reports: [], flags: [] }
    groups.set(key, made)
    return made
  }
  const byTime = (a: { createdAt: Date }, b: { createdAt: Date }) =>
    a.createdAt.getTime() - b.createdAt.getTime()
  for (const report of openReports.sort(byTime)) groupOf(report).reports.push(report)
  for (const flag of openFlags.sort(byTime)) groupOf(flag).flags.push(flag)
  return groups
}
