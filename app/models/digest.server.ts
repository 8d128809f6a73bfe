import { and, asc, eq, gte, inArray, lt } from 'drizzle-orm'
import { localized } from '#app/domain/localized.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { follows, type noticeEvents } from '#db/schema/notices.server.ts'
import { answers, statusChanges } from '#db/schema/staff.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import type { Listener, NoticeText } from './tell.server.ts'

/** The most that one letter lists; `more` says how many it leaves out. */
const LISTED = 30
/** The most news of a town's week that are looked through, newest last. */
const LOOKED = 2000

interface DigestItem {
  what: 'new' | 'answer' | 'status'
  number: number
  title: string
  status: string
}

/**
 * The week of a town for each of these people, from the processes and spaces that they follow; null for whom nothing
 * happened. `items` is the list as JSON: letters hold values, the job writes the words.
 */
export function* digestTexts(
  tx: Tx,
  { townId, params }: typeof noticeEvents.$inferSelect,
  personIds: string[],
): Generator<Step, (listener: Listener) => NoticeText | null, unknown[]> {
  const week = { from: new Date(String(params.from)), to: new Date(String(params.to)) }
  const news = yield* newsOf(tx, townId, week)
  const followed =
    personIds.length > 0
      ? yield* tx.do((db) =>
          db
            .select()
            .from(follows)
            .where(
              and(
                eq(follows.townId, townId),
                inArray(follows.personId, personIds),
                inArray(follows.subjectType, ['process', 'space']),
              ),
            ),
        )
      : []
  return function textFor({ id, locale }) {
    const subjects = new Set(followed.filter((row) => row.personId === id).map((row) => row.subjectId))
    const own = news.filter(
      ({ row }) => row.authorId !== id && (subjects.has(row.processId) || subjects.has(row.spaceId ?? '')),
    )
    if (own.length === 0) return null
    const items: DigestItem[] = own.slice(0, LISTED).map(({ what, row, status }) => ({
      what,
      number: row.number,
      title: localized(row, 'title', locale),
      status,
    }))
    return {
      template: 'digest',
      params: {
        town: String(params.town),
        townName: String(params[`townName.${locale}`] ?? params.townName),
        count: own.length,
        more: own.length - items.length,
        items: JSON.stringify(items),
      },
    }
  }
}

/** What became public, was answered or changed its status in a week: one line a contribution, the weightiest. */
function* newsOf(tx: Tx, townId: string, { from, to }: { from: Date; to: Date }) {
  const visible = and(eq(contributions.townId, townId), eq(contributions.visibility, 'published'))
  const columns = {
    id: contributions.id,
    number: contributions.number,
    title: contributions.title,
    translations: contributions.translations,
    authorId: contributions.authorId,
    processId: contributions.processId,
    spaceId: contributions.spaceId,
    status: contributions.status,
  }
  const made = yield* tx.do((db) =>
    db
      .select(columns)
      .from(contributions)
      .where(and(visible, gte(contributions.createdAt, from), lt(contributions.createdAt, to)))
      .orderBy(asc(contributions.number))
      .limit(LOOKED),
  )
  const answered = yield* tx.do((db) =>
    db
      .selectDistinct(columns)
      .from(answers)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, answers.townId), eq(contributions.id, answers.contributionId)),
      )
      .where(and(visible, gte(answers.createdAt, from), lt(answers.createdAt, to)))
      .orderBy(asc(contributions.number))
      .limit(LOOKED),
  )
  const changed = yield* tx.do((db) =>
    db
      .selectDistinct(columns)
      .from(statusChanges)
      .innerJoin(
        contributions,
        and(
          eq(contributions.townId, statusChanges.townId),
          eq(contributions.id, statusChanges.contributionId),
        ),
      )
      .where(and(visible, gte(statusChanges.createdAt, from), lt(statusChanges.createdAt, to)))
      .orderBy(asc(contributions.number))
      .limit(LOOKED),
  )
  const seen = new Set<string>()
  const told = [
    ...answered.map((row) => ({ what: 'answer' as const, row, status: row.status as string })),
    ...changed.map((row) => ({ what: 'status' as const, row, status: row.status as string })),
    ...made.map((row) => ({ what: 'new' as const, row, status: row.status as string })),
  ]
  return told.filter(({ row }) => !seen.has(row.id) && seen.add(row.id))
}
