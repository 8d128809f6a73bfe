import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import { contributions, supports } from '#db/schema/contributions.server.ts'
import { follows, type noticeEvents } from '#db/schema/notices.server.ts'
import { processSpaces } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

type Event = Pick<typeof noticeEvents.$inferSelect, 'townId' | 'kind' | 'subjectId' | 'cursor'>

/**
 * The next people who listen to an event, in the order of their ids, from after `cursor`:
 * - status: who supports or follows the contribution;
 * - phases and results: who follows the process or one of its spaces, wrote in it or supports something in it;
 * - digest: who follows a process or a space of the town.
 */
export function* peopleOf(tx: Tx, event: Event, limit: number): Generator<Step, string[], unknown[]> {
  const { townId, kind, subjectId } = event
  if (kind === 'status') {
    const followers = yield* followersOf(tx, event, 'contribution', [subjectId], limit)
    return firstOf([followers, yield* supportersOf(tx, event, 'contributionId', limit)], limit)
  }
  if (kind === 'digest') return yield* followersOfTown(tx, event, limit)
  const spaces = yield* tx.do((db) =>
    db
      .select({ id: processSpaces.spaceId })
      .from(processSpaces)
      .where(and(eq(processSpaces.townId, townId), eq(processSpaces.processId, subjectId))),
  )
  const ofSpaces = spaces.map(({ id }) => id)
  return firstOf(
    [
      yield* followersOf(tx, event, 'process', [subjectId], limit),
      ofSpaces.length > 0 ? yield* followersOf(tx, event, 'space', ofSpaces, limit) : [],
      yield* supportersOf(tx, event, 'processId', limit),
      yield* authorsIn(tx, event, limit),
    ],
    limit,
  )
}

function firstOf(lists: string[][], limit: number): string[] {
  return [...new Set(lists.flat())].sort().slice(0, limit)
}

function* followersOf(
  tx: Tx,
  { townId, cursor }: Event,
  subjectType: 'contribution' | 'process' | 'space',
  subjectIds: string[],
  limit: number,
): Generator<Step, string[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .selectDistinct({ id: follows.personId })
      .from(follows)
      .where(
        and(
          eq(follows.townId, townId),
          eq(follows.subjectType, subjectType),
          inArray(follows.subjectId, subjectIds),
          gt(follows.personId, cursor),
        ),
      )
      .orderBy(asc(follows.personId))
      .limit(limit),
  )
  return rows.map((row) => row.id)
}

function* followersOfTown(
  tx: Tx,
  { townId, cursor }: Event,
  limit: number,
): Generator<Step, string[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .selectDistinct({ id: follows.personId })
      .from(follows)
      .where(
        and(
          eq(follows.townId, townId),
          inArray(follows.subjectType, ['process', 'space']),
          gt(follows.personId, cursor),
        ),
      )
      .orderBy(asc(follows.personId))
      .limit(limit),
  )
  return rows.map((row) => row.id)
}

function* supportersOf(
  tx: Tx,
  { townId, subjectId, cursor }: Event,
  by: 'contributionId' | 'processId',
  limit: number,
): Generator<Step, string[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .selectDistinct({ id: supports.personId })
      .from(supports)
      .where(and(eq(supports.townId, townId), eq(supports[by], subjectId), gt(supports.personId, cursor)))
      .orderBy(asc(supports.personId))
      .limit(limit),
  )
  return rows.map((row) => row.id)
}

function* authorsIn(
  tx: Tx,
  { townId, subjectId, cursor }: Event,
  limit: number,
): Generator<Step, string[], unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .selectDistinct({ id: contributions.authorId })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.processId, subjectId),
          gt(contributions.authorId, cursor),
        ),
      )
      .orderBy(asc(contributions.authorId))
      .limit(limit),
  )
  return rows.flatMap((row) => row.id ?? [])
}
