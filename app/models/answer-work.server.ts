import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import type { Decision, Status } from '#app/domain/contributions.ts'
import type { Limits } from '#app/domain/permissions.ts'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { recordAnswer, recordStatusChange } from './answers.server.ts'
import { within } from './within.server.ts'

/** One answer of several; without a decision only the status changes. */
export interface AnswerRow {
  number: number
  decision: Decision | null
  status: Status | null
  body: string
}

export interface ManyAnswers {
  townId: string
  actorId: string
  /** Made by the form, so that sending twice is answering once. */
  batchId: string
  rows: AnswerRow[]
  /** What cannot be answered is left out; else nothing is done at all. */
  skipsBad: boolean
  now?: Date
}

export interface LeftOut {
  number: number
  code: RefusalCode
}

/** Not done, because a row was refused; says which. */
class Refused extends Error {
  constructor(readonly left: LeftOut) {
    super(left.code)
  }
}

/**
 * Answers several pins or proposals in one act: all or nothing, unless the bad ones are to be left out.
 *
 * @returns how many were answered, and what was left out and why; `done` is 0 when one row stopped all
 */
export async function answerMany({
  townId,
  actorId,
  batchId,
  rows,
  skipsBad,
  now = new Date(),
}: ManyAnswers): Promise<{ done: number; left: LeftOut[] }> {
  const store = await getStore()
  try {
    return await store.write(function* recordAnswers(tx) {
      const before = yield* tx.do((db) =>
        db
          .select({ id: staffActs.id })
          .from(staffActs)
          .where(and(eq(staffActs.townId, townId), eq(staffActs.batchId, batchId))),
      )
      if (before.length > 0) return { done: before.length, left: [] }
      const known = yield* tx.do((db) =>
        db
          .select({ id: contributions.id, number: contributions.number, status: contributions.status })
          .from(contributions)
          .where(
            and(
              eq(contributions.townId, townId),
              inArray(contributions.number, [...rows.map(({ number }) => number), -1]),
            ),
          ),
      )
      const left: LeftOut[] = []
      let done = 0
      for (const row of rows) {
        const subject = known.find(({ number }) => number === row.number)
        try {
          if (!subject) throw new Refusal('contribution.not-found')
          const about = { townId, actorId, contributionId: subject.id, now }
          if (row.decision) {
            const status = row.status ?? subject.status
            yield* recordAnswer(tx, { ...about, decision: row.decision, status, body: row.body }, batchId)
          } else if (row.status) yield* recordStatusChange(tx, { ...about, status: row.status }, batchId)
          done++
        } catch (error) {
          // Thrown before anything of this row was written.
          if (!(error instanceof Refusal)) throw error
          left.push({ number: row.number, code: error.code })
          if (!skipsBad) throw new Refused(left[0]!)
        }
      }
      return { done, left }
    })
  } catch (error) {
    if (error instanceof Refused) return { done: 0, left: [error.left] }
    throw error
  }
}

/**
 * Pins and proposals in sight by what the town has said to them, the oldest first.
 *
 * @param limits  of a moderator for certain spaces or categories
 */
export async function listToAnswer(
  townId: string,
  {
    isAnswered = false,
    kind = 'all',
    limits = null,
    limit = 100,
  }: { isAnswered?: boolean; kind?: 'all' | 'proposal'; limits?: Limits | null; limit?: number } = {},
) {
  const { read } = await getStore()
  return read
    .select({
      id: contributions.id,
      number: contributions.number,
      kind: contributions.kind,
      title: contributions.title,
      translations: contributions.translations,
      status: contributions.status,
      decision: contributions.decision,
      supports: contributions.supports,
      createdAt: contributions.createdAt,
      spaceId: contributions.spaceId,
      categoryId: contributions.categoryId,
    })
    .from(contributions)
    .where(
      and(
        eq(contributions.townId, townId),
        eq(contributions.visibility, 'published'),
        within(limits),
        kind === 'proposal' ? eq(contributions.kind, 'proposal') : undefined,
        isAnswered ? isNotNull(contributions.decision) : isNull(contributions.decision),
      ),
    )
    .orderBy(asc(contributions.createdAt), asc(contributions.number))
    .limit(limit)
}
