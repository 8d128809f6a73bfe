import { and, asc, eq, isNull } from 'drizzle-orm'
import { LIMITS } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { appeals } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { type Appealed, decisionInForce } from './appealable.server.ts'
import { takeBlockBack, tellBlocked } from './blocks.server.ts'
import { countAct } from './caps.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct, type StaffActRow } from './staff-acts.server.ts'
import { subjectOf } from './subjects.server.ts'
import { tellAuthor } from './tell-about.server.ts'
import { undoDecision } from './undo-moderation.server.ts'

export interface NewAppeal {
  townId: string
  personId: string
  subject: Appealed
  body: string
  now?: Date
}

/**
 * An author's answer to a decision of the desk, once for each decision. The same answer sent twice is one. What a block
 * has hidden is answered with the block.
 * @throws {Refusal} 'appeal.nothing' | 'appeal.once' | 'act.too-many' | as `subjectOf`
 */
export async function sendAppeal({ townId, personId, subject, body, now = new Date() }: NewAppeal) {
  const text = body.trim().slice(0, LIMITS.reason)
  const store = await getStore()
  return store.write(function* recordAppeal(tx) {
    const found = yield* decisionInForce(tx, townId, subject, now)
    if (!found || found.authorId !== personId) throw new Refusal('appeal.nothing')
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
          subjectType: found.subject.type,
          subjectId: found.subject.id,
          contributionId: found.contributionId,
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
 * Another member of the staff grants an appeal, which takes the decision back exactly (a block is lifted), or upholds the
 * decision. What a block of the author hides as well is in sight again once that is lifted.
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
    const blockId = act.act === 'person.block' ? String(act.after.block) : null
    let isHeld = false
    if (outcome === 'granted') {
      if (blockId) yield* takeBlockBack(tx, { townId, actorId, blockId, isTold: false, now })
      else ({ isHeld } = yield* undoDecision(tx, act, actorId, now))
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: `appeal.${outcome === 'granted' ? 'grant' : 'uphold'}`,
      subjectType: appeal.subjectType,
      subjectId: appeal.subjectId,
      contributionId: blockId ? null : appeal.contributionId,
      reason: answer.trim(),
      before: { act: act.act },
      after: { appeal: appeal.id },
      now,
    })
    yield* tellOutcome(tx, appeal, act, isHeld, now)
  })
}

function* tellOutcome(
  tx: Tx,
  appeal: typeof appeals.$inferSelect,
  act: StaffActRow,
  isHeld: boolean,
  now: Date,
): Generator<Step, void, unknown[]> {
  const { townId, authorId, subjectType, subjectId, outcome, answer } = appeal
  if (subjectType === 'person') {
    yield* tellBlocked(tx, townId, authorId, `block-appeal-${outcome}`, { reason: act.reason, answer }, now)
    return
  }
  const about = yield* subjectOf(tx, townId, { type: subjectType, id: subjectId })
  const template = isHeld ? 'appeal-granted-held' : `appeal-${outcome}`
  yield* tellAuthor(tx, townId, { ...about, authorId }, template, { answer }, now)
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
