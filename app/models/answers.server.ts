import { and, desc, eq, inArray } from 'drizzle-orm'
import { type Decision, type Status, statusesWithoutAnswer } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions, revisions } from '#db/schema/contributions.server.ts'
import { answers, staffActs, statusChanges } from '#db/schema/staff.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { idOfWords, newId } from './ids.server.ts'
import { recordStaffAct, undoneBy } from './staff-acts.server.ts'
import { tellAuthors, tellFollowers } from './tell-about.server.ts'
import { tellWebhooks } from './webhook-queue.server.ts'

export interface OfficialAnswer {
  /** Made by the client, so that sending twice is answering once. */
  id?: string
  townId: string
  actorId: string
  contributionId: string
  decision: Decision
  status: Status
  body: string
  now?: Date
}

/**
 * The town's answer to a pin or proposal: taken into account, partly, or not, always with the reason.
 * A later answer replaces it; both stay readable. The same form sent twice is one answer; with anything else in it, or
 * about something else, it is another one.
 *
 * @throws {Refusal} 'contribution.not-found' | 'answer.missing'
 */
export async function answerContribution({
  id: givenId = newId(),
  townId,
  actorId,
  contributionId,
  decision,
  status,
  body,
  now = new Date(),
}: OfficialAnswer) {
  const store = await getStore()
  await store.write((tx) =>
    recordAnswer(tx, { id: givenId, townId, actorId, contributionId, decision, status, body, now }),
  )
}

/** The act of `answerContribution`, for answers that are given together. */
export function* recordAnswer(
  tx: Tx,
  {
    id: givenId = newId(),
    townId,
    actorId,
    contributionId,
    decision,
    status,
    body,
    now = new Date(),
  }: OfficialAnswer,
  batchId: string | null = null,
): Generator<Step, void, unknown[]> {
  if (body.trim() === '') throw new Refusal('answer.missing')
  const [subject] = yield* tx.do((db) =>
    db
      .select()
      .from(contributions)
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId))),
  )
  if (!subject) throw new Refusal('contribution.not-found')
  const known = (wanted: string) => (db: Db) =>
    db
      .select()
      .from(answers)
      .where(and(eq(answers.townId, townId), eq(answers.id, wanted)))
  const [before] = yield* tx.do(known(givenId))
  const words = { contributionId, authorId: actorId, decision, status, body: body.trim() }
  if (before && Object.entries(words).every(([key, word]) => before[key as 'body'] === word)) return
  const id = before ? idOfWords(givenId, words) : givenId
  if (before && (yield* tx.do(known(id))).length > 0) return
  // Of two answers at one moment the one written later is the later one.
  const [newest] = yield* tx.do((db) =>
    db
      .select({ createdAt: answers.createdAt })
      .from(answers)
      .where(and(eq(answers.townId, townId), eq(answers.contributionId, contributionId)))
      .orderBy(desc(answers.createdAt))
      .limit(1),
  )
  const createdAt = new Date(Math.max(now.getTime(), (newest?.createdAt.getTime() ?? 0) + 1))
  yield* tx.do((db) =>
    db
      .insert(answers)
      .values({ ...words, townId, id, translations: {}, createdAt })
      .returning({ id: answers.id }),
  )
  yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ decision, status })
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
      .returning({ id: contributions.id }),
  )
  if (status !== subject.status) yield* recordStatus(tx, { townId, contributionId, status, actorId, now })
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'answer',
    subjectType: 'contribution',
    subjectId: contributionId,
    contributionId,
    reason: body.trim(),
    batchId,
    before: { decision: subject.decision, status: subject.status },
    after: { decision, status },
    now,
  })
  yield* tellWebhooks(tx, { townId, event: 'contribution.answered', subjectId: contributionId, now })
  yield* tellAuthors(tx, townId, subject, 'answer', { decision, answer: body.trim() }, now)
  yield* tellFollowers(tx, subject, 'answer-followed', { decision, status, answer: body.trim() }, now)
}

interface StatusChange {
  townId: string
  contributionId: string
  status: Status
  actorId: string
  now: Date
}

function* recordStatus(
  tx: Tx,
  { townId, contributionId, status, actorId, now }: StatusChange,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(statusChanges)
      .values({ townId, id: newId(), contributionId, status, changedBy: actorId, createdAt: now })
      .returning({ id: statusChanges.id }),
  )
  yield* tellWebhooks(tx, { townId, event: 'contribution.status', subjectId: contributionId, now })
}

/**
 * A status by itself, with its date, without a new answer. The same status again changes nothing.
 *
 * @throws {Refusal} 'contribution.not-found' | 'status.needs-answer'
 */
export async function changeStatus({
  townId,
  actorId,
  contributionId,
  status,
  now = new Date(),
}: Omit<OfficialAnswer, 'id' | 'decision' | 'body'>) {
  const store = await getStore()
  await store.write((tx) => recordStatusChange(tx, { townId, actorId, contributionId, status, now }))
}

/** The act of `changeStatus`, for changes that are made together. */
export function* recordStatusChange(
  tx: Tx,
  { townId, actorId, contributionId, status, now }: StatusChange,
  batchId: string | null = null,
): Generator<Step, void, unknown[]> {
  const [subject] = yield* tx.do((db) =>
    db
      .select()
      .from(contributions)
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId))),
  )
  if (!subject) throw new Refusal('contribution.not-found')
  if (subject.status === status) return
  if (!statusesWithoutAnswer(subject.decision !== null).includes(status))
    throw new Refusal('status.needs-answer')
  yield* tx.do((db) =>
    db
      .update(contributions)
      .set({ status })
      .where(and(eq(contributions.townId, townId), eq(contributions.id, contributionId)))
      .returning({ id: contributions.id }),
  )
  yield* recordStatus(tx, { townId, contributionId, status, actorId, now })
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'status',
    subjectType: 'contribution',
    subjectId: contributionId,
    contributionId,
    before: { status: subject.status },
    after: { status },
    batchId,
    now,
  })
  yield* tellAuthors(tx, townId, subject, 'status', { status }, now)
  yield* tellFollowers(tx, subject, 'status-followed', { status }, now)
}

export type AnswerRow = typeof answers.$inferSelect

/** Newest first: the first is in force. */
export async function listAnswers(townId: string, contributionIds: string[]): Promise<AnswerRow[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(answers)
    .where(and(eq(answers.townId, townId), inArray(answers.contributionId, [...contributionIds, ''])))
    .orderBy(desc(answers.createdAt), desc(answers.id))
}

/** Everything that happened to a contribution, for its history: changes of text, statuses, acts of the desk. */
export async function getHistory(townId: string, contributionId: string) {
  const { read } = await getStore()
  const here = <
    T extends { townId: typeof revisions.townId; contributionId: typeof revisions.contributionId },
  >(
    table: T,
  ) => and(eq(table.townId, townId), eq(table.contributionId, contributionId))
  const [edits, statuses, acts] = await Promise.all([
    read.select().from(revisions).where(here(revisions)).orderBy(revisions.createdAt),
    read
      .select()
      .from(statusChanges)
      .where(and(eq(statusChanges.townId, townId), eq(statusChanges.contributionId, contributionId)))
      .orderBy(statusChanges.createdAt),
    read
      .select({
        act: staffActs.act,
        reason: staffActs.reason,
        before: staffActs.before,
        after: staffActs.after,
        undoneBy,
      })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.contributionId, contributionId),
          eq(staffActs.subjectType, 'contribution'),
        ),
      )
      .orderBy(staffActs.createdAt),
  ])
  return { edits, statuses, acts }
}
