import { and, desc, eq, isNull, type SQL } from 'drizzle-orm'
import { isInForce } from '#app/domain/blocks.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { type AppealSubjectType, appeals, blocks } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import type { HiddenThing } from './block-content.server.ts'
import { listBlockActs } from './blocks.server.ts'
import { type StaffActRow, undoneBy } from './staff-acts.server.ts'
import { type Subject, subjectOf } from './subjects.server.ts'

const APPEALABLE = { hidden: 'moderation.hide', returned: 'moderation.return' } as const

/** What an appeal is about: something that the desk decided on, or the person who was blocked. */
export interface Appealed {
  type: AppealSubjectType
  id: string
}

interface InForce {
  act: Pick<StaffActRow, 'id' | 'act' | 'reason'>
  subject: Appealed
  contributionId: string
  /** Who may answer it. */
  authorId: string | null
}

/** The decision in force that an author may answer, with their answer if they gave one; null when there is none. */
export async function getAppealable(townId: string, personId: string, subject: Appealed, now = new Date()) {
  const { read, write } = await getStore()
  const found = await write((tx) => decisionInForce(tx, townId, subject, now))
  if (!found || found.authorId !== personId) return null
  const [appeal] = await read
    .select()
    .from(appeals)
    .where(and(eq(appeals.townId, townId), eq(appeals.actId, found.act.id)))
  return { ...found, appeal: appeal ?? null }
}

/** The last appeal about something that was decided, for its author. */
export async function getDecidedAppeal(townId: string, personId: string, subject: Appealed) {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(appeals)
    .where(
      and(
        eq(appeals.townId, townId),
        eq(appeals.authorId, personId),
        eq(appeals.subjectType, subject.type),
        subject.type === 'person' ? undefined : eq(appeals.subjectId, subject.id),
      ),
    )
    .orderBy(desc(appeals.createdAt))
    .limit(1)
  return row ?? null
}

/** The decision about something that stands now. @throws {Refusal} as `subjectOf` */
export function* decisionInForce(
  tx: Tx,
  townId: string,
  { type, id }: Appealed,
  now: Date,
): Generator<Step, InForce | null, unknown[]> {
  if (type === 'person') return yield* blockInForce(tx, townId, id, now)
  const subject: Subject = { type, id }
  const about = yield* subjectOf(tx, townId, subject)
  const wanted = APPEALABLE[about.visibility as keyof typeof APPEALABLE]
  if (!wanted) return null
  const byBlock = about.authorId ? yield* blockInForce(tx, townId, about.authorId, now, subject) : null
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
  const isLater = row && !row.undoneBy && (row.act.seq ?? 0) > (byBlock?.seq ?? 0)
  if (!isLater) return byBlock
  return { act: row.act, subject, contributionId: about.contributionId, authorId: about.authorId }
}

/**
 * The last block of a person that nobody has lifted and that keeps from writing or, its time being over, still keeps what
 * it hid out of sight; with `hiding`, only one that has hidden this.
 */
function* blockInForce(
  tx: Tx,
  townId: string,
  personId: string,
  now: Date,
  hiding?: Subject,
): Generator<Step, (InForce & { seq: number }) | null, unknown[]> {
  const standing = yield* tx.do((db) =>
    db
      .select()
      .from(blocks)
      .where(and(eq(blocks.townId, townId), eq(blocks.personId, personId), isNull(blocks.endedAt))),
  )
  const own = standing.filter((block) => block.hidesContent || isInForce(block, now))
  if (own.length === 0) return null
  const act = (yield* listBlockActs(tx, townId)).findLast(
    ({ before, after }) =>
      own.some(({ id }) => id === after.block) &&
      (!hiding || (before.hidden as HiddenThing[]).some(({ id }) => id === hiding.id)),
  )
  const contributionId = act && (yield* anchorOf(tx, townId, personId))
  if (!act || !contributionId) return null
  return {
    act,
    subject: { type: 'person', id: personId },
    contributionId,
    authorId: personId,
    seq: act.seq ?? 0,
  }
}

/** An appeal's row stands with an entry of the town: for a block it is one that the person wrote or wrote under, if any. */
function* anchorOf(tx: Tx, townId: string, personId: string): Generator<Step, string | null, unknown[]> {
  const newest = (where?: SQL) => (db: Db) =>
    db
      .select({ id: contributions.id })
      .from(contributions)
      .where(and(eq(contributions.townId, townId), where))
      .orderBy(desc(contributions.number))
      .limit(1)
  const [own] = yield* tx.do(newest(eq(contributions.authorId, personId)))
  if (own) return own.id
  const [said] = yield* tx.do((db) =>
    db
      .select({ id: comments.contributionId })
      .from(comments)
      .where(and(eq(comments.townId, townId), eq(comments.authorId, personId)))
      .limit(1),
  )
  if (said) return said.id
  const [any] = yield* tx.do(newest())
  return any?.id ?? null
}
