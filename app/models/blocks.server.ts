import { and, asc, desc, eq, gt, isNull, or, type SQL } from 'drizzle-orm'
import { isInForce } from '#app/domain/blocks.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { blocks } from '#db/schema/desk.server.ts'
import { people, roles } from '#db/schema/people.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { grantOpenAppeals } from './appeals-closed.server.ts'
import { type HiddenThing, hideAll, showAgain } from './block-content.server.ts'
import { listHeld } from './held-by-block.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct, type StaffActRow, undoneBy } from './staff-acts.server.ts'
import { tellPeople } from './tell-about.server.ts'

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

/**
 * Keeps a person from writing in a town; supports and votes they have and may give. With `hidesContent`, what others wrote
 * and was taken into something of theirs stands by itself again, as after a withdrawal: these merges are undone, told and
 * in the log. Lifting the block does not make them anew; the desk merges again if it wants to.
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
    const hidden = hidesContent ? yield* hideAll(tx, { townId, actorId, personId, now }) : []
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
    yield* tellBlocked(tx, townId, personId, 'person-block', { reason: reason.trim(), until }, now)
    return id
  })
}

export interface Lifting {
  townId: string
  actorId: string
  blockId: string
  now?: Date
}

/**
 * Lifts a block. What it had hidden is as it was before, unless the desk has decided about it since; while another block
 * hides it still, it waits for the lifting of that one.
 * @throws {Refusal} 'block.not-found' (or lifted already)
 */
export async function liftBlock(lifting: Lifting) {
  const store = await getStore()
  return store.write((tx) => takeBlockBack(tx, lifting))
}

/** `liftBlock` inside another write; `isTold`: no when another letter says it already. */
export function* takeBlockBack(
  tx: Tx,
  { townId, actorId, blockId, isTold = true, now = new Date() }: Lifting & { isTold?: boolean },
): Generator<Step, { restored: number; left: number }, unknown[]> {
  const [block] = yield* tx.do((db) =>
    db
      .update(blocks)
      .set({ endedAt: now })
      .where(and(eq(blocks.townId, townId), eq(blocks.id, blockId), isNull(blocks.endedAt)))
      .returning(),
  )
  if (!block) throw new Refusal('block.not-found')
  const acts = yield* listBlockActs(tx, townId)
  const act = acts.find((row) => row.after.block === blockId)
  const hidden = block.hidesContent ? yield* noLongerHidden(tx, townId, block.personId, acts, now) : []
  const shown = new Set<string>()
  for (const { thing, seq } of hidden) if (yield* showAgain(tx, townId, thing, seq)) shown.add(thing.id)
  const restored = shown.size
  const left = ((act?.before.hidden ?? []) as HiddenThing[]).filter(({ id }) => !shown.has(id)).length
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'person.unblock',
    subjectType: 'person',
    subjectId: block.personId,
    before: { block: blockId },
    after: { restored, left },
    undid: act && !act.undoneBy ? act.id : null,
    now,
  })
  if (act) yield* grantOpenAppeals(tx, { townId, actIds: [act.id], actorId, now })
  if (isTold) yield* tellBlocked(tx, townId, block.personId, 'person-unblock', {}, now)
  return { restored, left }
}

/** Every block that was set in a town, in order; whose, the blocks' rows say: accounts may have been joined since. */
export function* listBlockActs(tx: Tx, townId: string): Generator<Step, BlockAct[], unknown[]> {
  return yield* tx.do((db) =>
    db
      .select({
        id: staffActs.id,
        act: staffActs.act,
        seq: staffActs.seq,
        reason: staffActs.reason,
        before: staffActs.before,
        after: staffActs.after,
        undoneBy,
      })
      .from(staffActs)
      .where(and(eq(staffActs.townId, townId), eq(staffActs.act, 'person.block')))
      .orderBy(asc(staffActs.seq)),
  )
}

export type BlockAct = Pick<StaffActRow, 'id' | 'act' | 'seq' | 'reason' | 'before' | 'after' | 'undoneBy'>

/** What the lifted blocks of a person had hidden or held back, each thing as the last of them found it; nothing while one hides still. */
function* noLongerHidden(
  tx: Tx,
  townId: string,
  personId: string,
  acts: BlockAct[],
  now: Date,
): Generator<Step, { thing: HiddenThing; seq: number }[], unknown[]> {
  const own = yield* tx.do((db) =>
    db
      .select()
      .from(blocks)
      .where(and(eq(blocks.townId, townId), eq(blocks.personId, personId), eq(blocks.hidesContent, true))),
  )
  if (own.some((block) => isInForce(block, now))) return []
  const lifted = new Set(own.filter(({ endedAt }) => endedAt).map(({ id }) => id))
  const found = acts.flatMap(({ seq, before, after }) =>
    (before.hidden as HiddenThing[]).map((thing) => ({
      seq: seq ?? 0,
      blockId: String(after.block),
      thing,
    })),
  )
  const all = [...found, ...(yield* listHeld(tx, townId))].sort((a, b) => a.seq - b.seq)
  const last = new Map<string, { thing: HiddenThing; seq: number }>()
  for (const { blockId, thing, seq } of all) if (lifted.has(blockId)) last.set(thing.id, { thing, seq })
  return [...last.values()]
}

/** A letter about a block to whom it holds for; it names no entry. */
export function* tellBlocked(
  tx: Tx,
  townId: string,
  personId: string,
  template: string,
  { reason = '', until = null, answer = '' }: { reason?: string; until?: Date | null; answer?: string },
  now: Date,
): Generator<Step, void, unknown[]> {
  const [town] = yield* tx.do((db) => db.select().from(towns).where(eq(towns.id, townId)))
  const paramsIn = (locale: string) => ({
    reason,
    answer,
    townName: localized(town!, 'name', locale),
    until: until?.toISOString() ?? '',
    timeZone: town!.timeZone,
  })
  yield* tellPeople(tx, { townId, personIds: [personId], template, params: paramsIn, now })
}
