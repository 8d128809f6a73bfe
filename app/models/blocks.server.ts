import { and, desc, eq, gt, inArray, isNull, or, type SQL } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { blocks } from '#db/schema/desk.server.ts'
import { people, roles } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct, undoneBy } from './staff-acts.server.ts'
import type { Subject } from './subjects.server.ts'
import { tellPeople } from './tell-about.server.ts'
import { setVisibility } from './visibility.server.ts'

function inForce(townId: string, personId: string, now: Date): SQL {
  return and(
    eq(blocks.townId, townId),
    eq(blocks.personId, personId),
    isNull(blocks.endedAt),
    or(isNull(blocks.until), gt(blocks.until, now)),
  )!
}

/** @throws {Refusal} 'person.blocked' with the reason */
export function* mustNotBeBlocked(
  tx: Tx,
  townId: string,
  personId: string,
  now: Date,
): Generator<Step, void, unknown[]> {
  const [block] = yield* tx.do((db) =>
    db
      .select({ reason: blocks.reason })
      .from(blocks)
      .where(inForce(townId, personId, now))
      .orderBy(desc(blocks.createdAt))
      .limit(1),
  )
  if (block) throw new Refusal('person.blocked', { reason: block.reason })
}

export async function listBlocks(townId: string, personId: string) {
  const { read } = await getStore()
  return read
    .select()
    .from(blocks)
    .where(and(eq(blocks.townId, townId), eq(blocks.personId, personId)))
    .orderBy(desc(blocks.createdAt))
}

export function isInForce(block: { endedAt: Date | null; until: Date | null }, now: Date): boolean {
  return block.endedAt === null && (block.until === null || block.until > now)
}

export interface NewBlock {
  townId: string
  actorId: string
  personId: string
  reason: string
  /** Null = until it is lifted. */
  until: Date | null
  /** Hides everything of the person that is in sight, waits for the desk or was returned. */
  hidesContent: boolean
  now?: Date
}

interface Hidden {
  type: 'contribution' | 'comment'
  id: string
  contributionId: string
  visibility: Visibility
  reviewedAt: string | null
}

/**
 * Keeps a person from writing in a town; supports and votes they have and may give.
 *
 * @returns the id of the block
 * @throws {Refusal} 'reason.missing' | 'person.not-found' | 'person.is-staff'
 */
export async function blockPerson(block: NewBlock): Promise<string> {
  const { townId, actorId, personId, reason, until, hidesContent, now = new Date() } = block
  if (reason.trim() === '') throw new Refusal('reason.missing')
  const store = await getStore()
  return store.write(function* recordBlock(tx) {
    const [person] = yield* tx.do((db) => db.select().from(people).where(eq(people.id, personId)))
    if (!person) throw new Refusal('person.not-found')
    const [role] = yield* tx.do((db) =>
      db
        .select({ role: roles.role })
        .from(roles)
        .where(and(eq(roles.townId, townId), eq(roles.personId, personId)))
        .limit(1),
    )
    if (role || person.isPlatformAdmin) throw new Refusal('person.is-staff')
    const id = newId()
    yield* tx.do((db) =>
      db
        .insert(blocks)
        .values({
          townId,
          id,
          personId,
          reason: reason.trim(),
          until,
          hidesContent,
          createdBy: actorId,
          createdAt: now,
          endedAt: null,
        })
        .returning({ id: blocks.id }),
    )
    const hidden = hidesContent ? yield* hideAll(tx, townId, personId, now) : []
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'person.block',
      subjectType: 'person',
      subjectId: personId,
      reason: reason.trim(),
      before: { hidden },
      after: { block: id, until: until?.toISOString() ?? null, hidden: hidden.length },
      now,
    })
    yield* tell(tx, townId, personId, 'person-block', { reason: reason.trim(), until }, now)
    return id
  })
}

function* hideAll(tx: Tx, townId: string, personId: string, now: Date): Generator<Step, Hidden[], unknown[]> {
  const inSight: Visibility[] = ['pending', 'published', 'returned']
  const sent = yield* tx.do((db) =>
    db
      .select({ id: contributions.id, visibility: contributions.visibility })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.authorId, personId),
          inArray(contributions.visibility, inSight),
        ),
      ),
  )
  const said = yield* tx.do((db) =>
    db
      .select({ id: comments.id, contributionId: comments.contributionId, visibility: comments.visibility })
      .from(comments)
      .where(
        and(
          eq(comments.townId, townId),
          eq(comments.authorId, personId),
          inArray(comments.visibility, ['pending', 'published', 'returned']),
        ),
      ),
  )
  const hidden: Hidden[] = []
  for (const row of [
    ...sent.map((row) => ({ ...row, type: 'contribution' as const, contributionId: row.id })),
    ...said.map((row) => ({ ...row, type: 'comment' as const })),
  ]) {
    const reviewedAt = yield* setVisibility(tx, {
      townId,
      subject: { type: row.type, id: row.id },
      contributionId: row.contributionId,
      before: row.visibility,
      after: 'hidden',
      reviewedAt: now,
    })
    hidden.push({ ...row, reviewedAt })
  }
  return hidden
}

/**
 * Lifts a block. What it had hidden is as it was before, unless the desk has decided about it since.
 * @throws {Refusal} 'block.not-found' (or lifted already)
 */
export async function liftBlock({
  townId,
  actorId,
  blockId,
  now = new Date(),
}: {
  townId: string
  actorId: string
  blockId: string
  now?: Date
}) {
  const store = await getStore()
  return store.write(function* recordLift(tx) {
    const [block] = yield* tx.do((db) =>
      db
        .update(blocks)
        .set({ endedAt: now })
        .where(and(eq(blocks.townId, townId), eq(blocks.id, blockId), isNull(blocks.endedAt)))
        .returning(),
    )
    if (!block) throw new Refusal('block.not-found')
    const acts = yield* tx.do((db) =>
      db
        .select({ id: staffActs.id, before: staffActs.before, after: staffActs.after, undoneBy })
        .from(staffActs)
        .where(
          and(
            eq(staffActs.townId, townId),
            eq(staffActs.subjectId, block.personId),
            eq(staffActs.act, 'person.block'),
          ),
        ),
    )
    const act = acts.find((row) => row.after.block === blockId)
    const hidden = (act?.before.hidden ?? []) as Hidden[]
    let restored = 0
    for (const row of hidden) if (yield* showAgain(tx, townId, row, block.createdAt)) restored++
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'person.unblock',
      subjectType: 'person',
      subjectId: block.personId,
      before: { block: blockId },
      after: { restored, left: hidden.length - restored },
      undid: act && !act.undoneBy ? act.id : null,
      now,
    })
    const [person] = yield* tx.do((db) => db.select().from(people).where(eq(people.id, block.personId)))
    if (person) yield* tell(tx, townId, person.id, 'person-unblock', { reason: '', until: null }, now)
    return { restored, left: hidden.length - restored }
  })
}

function* showAgain(tx: Tx, townId: string, row: Hidden, since: Date): Generator<Step, boolean, unknown[]> {
  const subject: Subject = { type: row.type, id: row.id }
  const table = row.type === 'contribution' ? contributions : (comments as unknown as typeof contributions)
  const [now] = yield* tx.do((db) =>
    db
      .select({ visibility: table.visibility })
      .from(table)
      .where(and(eq(table.townId, townId), eq(table.id, row.id))),
  )
  if (now?.visibility !== 'hidden') return false
  const [decided] = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.subjectId, row.id),
          eq(staffActs.subjectType, row.type),
          gt(staffActs.createdAt, since),
        ),
      )
      .limit(1),
  )
  if (decided) return false
  yield* setVisibility(tx, {
    townId,
    subject,
    contributionId: row.contributionId,
    before: 'hidden',
    after: row.visibility,
    reviewedAt: row.reviewedAt ? new Date(row.reviewedAt) : null,
  })
  return true
}

function* tell(
  tx: Tx,
  townId: string,
  personId: string,
  template: string,
  { reason, until }: Pick<NewBlock, 'reason' | 'until'>,
  now: Date,
): Generator<Step, void, unknown[]> {
  const [town] = yield* tx.do((db) => db.select().from(towns).where(eq(towns.id, townId)))
  const paramsIn = (locale: string) => ({
    reason,
    townName: localized(town!, 'name', locale),
    until: until?.toISOString() ?? '',
    timeZone: town!.timeZone,
  })
  yield* tellPeople(tx, { townId, personIds: [personId], template, params: paramsIn, now })
}
