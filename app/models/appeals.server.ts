import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import { LIMITS } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { appeals } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { countAct } from './caps.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct, type StaffActRow, undoneBy } from './staff-acts.server.ts'
import { type FoundSubject, type Subject, subjectOf } from './subjects.server.ts'
import { tellAuthor } from './tell-about.server.ts'
import { undoDecision } from './undo-moderation.server.ts'

const APPEALABLE = { hidden: 'moderation.hide', returned: 'moderation.return' } as const

/** The decision in force that an author may answer, with their answer if they gave one; null when there is none. */
export async function getAppealable(townId: string, personId: string, subject: Subject) {
  const { read, write } = await getStore()
  const found = await write((tx) => decisionInForce(tx, townId, subject))
  if (!found || found.about.authorId !== personId) return null
  const [appeal] = await read
    .select()
    .from(appeals)
    .where(and(eq(appeals.townId, townId), eq(appeals.actId, found.act.id)))
  return { ...found, appeal: appeal ?? null }
}

/** The last appeal about something that was decided, for its author. */
export async function getDecidedAppeal(townId: string, personId: string, subject: Subject) {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(appeals)
    .where(
      and(
        eq(appeals.townId, townId),
        eq(appeals.authorId, personId),
        eq(appeals.subjectType, subject.type),
        eq(appeals.subjectId, subject.id),
      ),
    )
    .orderBy(desc(appeals.createdAt))
    .limit(1)
  return row ?? null
}

function* decisionInForce(
  tx: Tx,
  townId: string,
  subject: Subject,
): Generator<Step, { act: StaffActRow; about: FoundSubject } | null, unknown[]> {
  const about = yield* subjectOf(tx, townId, subject)
  const wanted = APPEALABLE[about.visibility as keyof typeof APPEALABLE]
  if (!wanted) return null
  const [row] = yield* tx.do((db) =>
    db
      .select({ act: staffActs, undoneBy })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.subjectType, subject.type),
          eq(staffActs.subjectId, subject.id),
          eq(staffActs.act, wanted),
        ),
      )
      .orderBy(desc(staffActs.id))
      .limit(1),
  )
  return row && !row.undoneBy ? { act: row.act, about } : null
}

export interface NewAppeal {
  townId: string
  personId: string
  subject: Subject
  body: string
  now?: Date
}

/**
 * An author's answer to a decision of the desk, once for each decision. The same answer sent twice is one.
 * @throws {Refusal} 'appeal.nothing' | 'appeal.once' | 'act.too-many' | as `subjectOf`
 */
export async function sendAppeal({ townId, personId, subject, body, now = new Date() }: NewAppeal) {
  const text = body.trim().slice(0, LIMITS.reason)
  const store = await getStore()
  return store.write(function* recordAppeal(tx) {
    const found = yield* decisionInForce(tx, townId, subject)
    if (!found || found.about.authorId !== personId) throw new Refusal('appeal.nothing')
    const [known] = yield* tx.do((db) =>
      db
        .select({ id: appeals.id, body: appeals.body })
        .from(appeals)
        .where(and(eq(appeals.townId, townId), eq(appeals.actId, found.act.id))),
    )
    if (known && known.body !== text) throw new Refusal('appeal.once')
    if (known) return known.id
    yield* countAct(tx, { townId, personId, act: 'appeal', now })
    const id = newId()
    yield* tx.do((db) =>
      db
        .insert(appeals)
        .values({
          townId,
          id,
          actId: found.act.id,
          subjectType: subject.type,
          subjectId: subject.id,
          contributionId: found.about.contributionId,
          authorId: personId,
          body: text,
          createdAt: now,
          outcome: null,
          answer: '',
          decidedBy: null,
          decidedAt: null,
        })
        .returning({ id: appeals.id }),
    )
    return id
  })
}

export interface AppealDecision {
  townId: string
  actorId: string
  appealId: string
  outcome: 'granted' | 'upheld'
  answer: string
  now?: Date
}

/**
 * Another member of the staff grants an appeal, which takes the decision back exactly, or upholds the decision.
 *
 * @throws {Refusal} 'appeal.not-found' (decided already) | 'appeal.same-person' | 'reason.missing' |
 *   'act.not-undoable' (the desk has decided anew since: there is nothing left to take back)
 */
export async function decideAppeal({
  townId,
  actorId,
  appealId,
  outcome,
  answer,
  now = new Date(),
}: AppealDecision) {
  if (answer.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  await store.write(function* recordDecision(tx) {
    const [appeal] = yield* tx.do((db) =>
      db
        .update(appeals)
        .set({ outcome, answer: answer.trim(), decidedBy: actorId, decidedAt: now })
        .where(and(eq(appeals.townId, townId), eq(appeals.id, appealId), isNull(appeals.decidedAt)))
        .returning(),
    )
    if (!appeal) throw new Refusal('appeal.not-found')
    const [act] = yield* tx.do((db) =>
      db
        .select()
        .from(staffActs)
        .where(and(eq(staffActs.townId, townId), eq(staffActs.id, appeal.actId))),
    )
    if (!act) throw new Refusal('appeal.not-found')
    if (act.actorId === actorId) throw new Refusal('appeal.same-person')
    if (outcome === 'granted') yield* undoDecision(tx, act, actorId, now)
    const subject: Subject = { type: appeal.subjectType, id: appeal.subjectId }
    const about = yield* subjectOf(tx, townId, subject)
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: `appeal.${outcome === 'granted' ? 'grant' : 'uphold'}`,
      subjectType: appeal.subjectType,
      subjectId: appeal.subjectId,
      contributionId: appeal.contributionId,
      reason: answer.trim(),
      before: { act: act.act },
      after: { appeal: appeal.id },
      now,
    })
    yield* tellAuthor(
      tx,
      townId,
      { ...about, authorId: appeal.authorId },
      `appeal-${outcome}`,
      { answer: answer.trim() },
      now,
    )
  })
}

/** Appeals that wait, the oldest first, each with the decision that it is about. */
export async function listOpenAppeals(townId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: appeals.id,
      subjectType: appeals.subjectType,
      body: appeals.body,
      createdAt: appeals.createdAt,
      author: people.pseudonym,
      authorId: appeals.authorId,
      number: contributions.number,
      title: contributions.title,
      spaceId: contributions.spaceId,
      categoryId: contributions.categoryId,
      act: staffActs.act,
      reason: staffActs.reason,
      decidedBy: staffActs.actorId,
      decidedAt: staffActs.createdAt,
    })
    .from(appeals)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, appeals.townId), eq(contributions.id, appeals.contributionId)),
    )
    .innerJoin(staffActs, and(eq(staffActs.townId, appeals.townId), eq(staffActs.id, appeals.actId)))
    .innerJoin(people, eq(people.id, appeals.authorId))
    .where(and(eq(appeals.townId, townId), isNull(appeals.decidedAt)))
    .orderBy(asc(appeals.createdAt))
}
