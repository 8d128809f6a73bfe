import { and, asc, eq, or } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { type AnswerLimits, type Fault, readAnswer, type Values } from '#app/domain/study/answer.ts'
import type { FormContent } from '#app/domain/study/form.ts'
import { studyAnswers, studyVersions } from '#db/schema/study.server.ts'
import { getStore } from '#db/store.server.ts'
import { idOfWords } from './ids.server.ts'
import { isOpen, roundIn } from './study-rounds.server.ts'

export interface Answering {
  townId: string
  roundId: string
  /** Made by the client: the same sent again is one answer, whoever the sender has become meanwhile. */
  id: string
  /** A keyed hash, another one in each round, of the person or of the browser that answers. */
  respondent: string
  /** The version that was on the screen. */
  version: number
  typed: Readonly<Record<string, readonly string[] | undefined>>
  limits: AnswerLimits
  now?: Date
}

/**
 * Takes an answer to a round. One respondent has one answer in a round: a later one takes the place of theirs before.
 *
 * @returns what is wrong with it, and then nothing is kept; or whether it took an earlier one's place
 * @throws {Refusal} 'round.not-found' | 'round.closed' | 'form.not-found' of a version that was never asked
 */
export async function giveAnswer({
  townId,
  roundId,
  id,
  respondent,
  version,
  typed,
  limits,
  now = new Date(),
}: Answering): Promise<{ faults: Fault[] } | { replaced: boolean }> {
  const store = await getStore()
  return store.write(function* recordAnswer(tx) {
    const round = yield* roundIn(tx, townId, roundId)
    if (!isOpen(round, now)) throw new Refusal('round.closed')
    const [asked] = yield* tx.do((db) =>
      db
        .select({ content: studyVersions.content })
        .from(studyVersions)
        .where(
          and(
            eq(studyVersions.townId, townId),
            eq(studyVersions.formId, round.formId),
            eq(studyVersions.version, version),
          ),
        ),
    )
    if (!asked) throw new Refusal('form.not-found')
    const { values, faults } = readAnswer(asked.content as FormContent, typed, limits)
    if (faults.length > 0) return { faults }
    const inRound = and(eq(studyAnswers.townId, townId), eq(studyAnswers.roundId, roundId))
    const before = yield* tx.do((db) =>
      db
        .delete(studyAnswers)
        .where(and(inRound, or(eq(studyAnswers.respondent, respondent), eq(studyAnswers.id, id))))
        .returning({ id: studyAnswers.id }),
    )
    const elsewhere = yield* tx.do((db) =>
      db
        .select({ id: studyAnswers.id })
        .from(studyAnswers)
        .where(and(eq(studyAnswers.townId, townId), eq(studyAnswers.id, id))),
    )
    const ownId = elsewhere.length > 0 ? idOfWords(id, { roundId, respondent }) : id
    yield* tx.do((db) =>
      db
        .insert(studyAnswers)
        .values({
          ...{ townId, id: ownId, roundId, formId: round.formId, version, respondent },
          ...{ values, sentAt: now },
        })
        .returning({ id: studyAnswers.id }),
    )
    return { replaced: before.some((one) => one.id !== id) }
  })
}

/** Whether somebody has answered in a round. */
export async function hasAnswered(townId: string, roundId: string, respondent: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: studyAnswers.id })
    .from(studyAnswers)
    .where(
      and(
        eq(studyAnswers.townId, townId),
        eq(studyAnswers.roundId, roundId),
        eq(studyAnswers.respondent, respondent),
      ),
    )
  return rows.length > 0
}

export interface GivenAnswer {
  roundId: string
  version: number
  values: Values
  sentAt: Date
}

/** All answers to a form, by round and in the order of coming; without what tells respondents apart. @param roundId  of one round */
export async function listAnswersTo(
  townId: string,
  formId: string,
  roundId?: string,
): Promise<GivenAnswer[]> {
  const { read } = await getStore()
  const rows = await read
    .select({
      roundId: studyAnswers.roundId,
      version: studyAnswers.version,
      values: studyAnswers.values,
      sentAt: studyAnswers.sentAt,
    })
    .from(studyAnswers)
    .where(
      and(
        eq(studyAnswers.townId, townId),
        eq(studyAnswers.formId, formId),
        roundId ? eq(studyAnswers.roundId, roundId) : undefined,
      ),
    )
    .orderBy(asc(studyAnswers.roundId), asc(studyAnswers.sentAt), asc(studyAnswers.id))
  return rows as GivenAnswer[]
}
