import { and, asc, desc, eq, max } from 'drizzle-orm'
import { type MemberRole, mustAddUp, type ProtocolItem, type Stage } from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { commissionMembers, commissionSessions, protocolVersions } from '#db/schema/commission.server.ts'
import { processes } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Member = typeof commissionMembers.$inferSelect
export type CommissionSession = typeof commissionSessions.$inferSelect

const MOST_MEMBERS = 60

export interface MemberChange {
  townId: string
  actorId: string
  /** Made by the client: a known id is changed, a new one is another member. */
  id: string
  name: string
  office: string
  isOfficial: boolean
  role: MemberRole
  since: string
  until: string | null
  now?: Date
}

/**
 * Takes somebody into the commission, or changes what is said of them. Nobody is deleted: their time ends.
 * @throws {Refusal} 'member.name-needs-office' | 'member.bad-dates' | 'member.too-many'
 */
export async function saveMember({ townId, actorId, id, now = new Date(), ...member }: MemberChange) {
  if (member.name !== '' && !member.isOfficial) throw new Refusal('member.name-needs-office')
  if (member.until !== null && member.until < member.since) throw new Refusal('member.bad-dates')
  const store = await getStore()
  await store.write(function* recordMember(tx) {
    const rows = yield* tx.do((db) =>
      db.select().from(commissionMembers).where(eq(commissionMembers.townId, townId)),
    )
    const known = rows.find((row) => row.id === id)
    if (!known && rows.length >= MOST_MEMBERS) throw new Refusal('member.too-many', { most: MOST_MEMBERS })
    const number = known?.number ?? Math.max(0, ...rows.map((row) => row.number)) + 1
    if (known && Object.entries(member).every(([key, value]) => known[key as keyof Member] === value)) return
    yield* tx.do((db) =>
      known
        ? db
            .update(commissionMembers)
            .set(member)
            .where(and(eq(commissionMembers.townId, townId), eq(commissionMembers.id, id)))
            .returning({ id: commissionMembers.id })
        : db
            .insert(commissionMembers)
            .values({ townId, id, number, ...member })
            .returning({ id: commissionMembers.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: known ? 'commission.member-change' : 'commission.member-add',
      subjectType: 'commission',
      subjectId: id,
      // The log never forgets: names stay out of it.
      before: known ? { seat: known.role, since: known.since, until: known.until } : {},
      after: { number, seat: member.role, since: member.since, until: member.until },
      now,
    })
  })
}

/** All that ever were, the chair first. */
export async function listMembers(townId: string): Promise<Member[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(commissionMembers)
    .where(eq(commissionMembers.townId, townId))
    .orderBy(asc(commissionMembers.number))
  const order: MemberRole[] = ['chair', 'secretary', 'member']
  return rows.sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.number - b.number)
}

export interface SessionHead {
  processId: string | null
  stage: Stage
  title: string
  place: string
  heldAt: Date
}

export interface NewSession extends SessionHead {
  townId: string
  actorId: string
  /** Made by the client, so that the same form sent twice is one session. */
  id: string
  now?: Date
}

/** Begins a session; nobody but the staff sees it. @throws {Refusal} 'process.not-found' */
export async function createSession({ townId, actorId, id, now = new Date(), ...head }: NewSession) {
  const store = await getStore()
  await store.write(function* recordSession(tx) {
    const [known] = yield* tx.do((db) =>
      db.select({ id: commissionSessions.id }).from(commissionSessions).where(isSession(townId, id)),
    )
    if (known) return
    yield* mustHaveProcess(tx, townId, head.processId)
    const [last] = yield* tx.do((db) =>
      db
        .select({ number: max(commissionSessions.number) })
        .from(commissionSessions)
        .where(eq(commissionSessions.townId, townId)),
    )
    const number = Number(last?.number ?? 0) + 1
    yield* tx.do((db) =>
      db
        .insert(commissionSessions)
        .values({
          townId,
          id,
          number,
          ...head,
          present: [],
          items: [],
          isAnnounced: false,
          revision: 1,
          createdBy: actorId,
          createdAt: now,
        })
        .returning({ id: commissionSessions.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'commission.session',
      subjectType: 'commission',
      subjectId: id,
      before: {},
      after: { number },
      now,
    })
  })
}

export interface SessionChange extends SessionHead {
  townId: string
  id: string
  /** Of the form that was filled in. */
  revision: number
  isAnnounced: boolean
  present: string[]
  items: ProtocolItem[]
}

/**
 * Writes the session anew; a published protocol stays as it is until another version is published.
 * @throws {Refusal} 'session.not-found' | 'session.changed-meanwhile' | 'process.not-found' | 'protocol.votes-over'
 */
export async function changeSession({ townId, id, revision, present, ...change }: SessionChange) {
  const store = await getStore()
  await store.write(function* recordChange(tx) {
    const row = yield* mustHaveSession(tx, townId, id)
    if (row.revision !== revision) throw new Refusal('session.changed-meanwhile')
    yield* mustHaveProcess(tx, townId, change.processId)
    const members = yield* tx.do((db) =>
      db
        .select({ id: commissionMembers.id })
        .from(commissionMembers)
        .where(eq(commissionMembers.townId, townId)),
    )
    const came = members.map((member) => member.id).filter((member) => present.includes(member))
    mustAddUp(change.items, came.length)
    yield* tx.do((db) =>
      db
        .update(commissionSessions)
        .set({ ...change, present: came, revision: revision + 1 })
        .where(isSession(townId, id))
        .returning({ id: commissionSessions.id }),
    )
  })
}

/** Takes a session away that was never published. @throws {Refusal} 'session.not-found' | 'session.published' */
export async function removeSession({
  townId,
  actorId,
  id,
  now = new Date(),
}: {
  townId: string
  actorId: string
  id: string
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const { number } = yield* mustHaveSession(tx, townId, id)
    const versions = yield* tx.do((db) =>
      db
        .select({ version: protocolVersions.version })
        .from(protocolVersions)
        .where(and(eq(protocolVersions.townId, townId), eq(protocolVersions.sessionId, id))),
    )
    if (versions.length > 0) throw new Refusal('session.published')
    yield* tx.do((db) =>
      db.delete(commissionSessions).where(isSession(townId, id)).returning({ id: commissionSessions.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'commission.session-remove',
      subjectType: 'commission',
      subjectId: id,
      before: { number },
      after: {},
      now,
    })
  })
}

export const isSession = (townId: string, id: string) =>
  and(eq(commissionSessions.townId, townId), eq(commissionSessions.id, id))!

/** @throws {Refusal} 'session.not-found' */
export function* mustHaveSession(
  tx: Tx,
  townId: string,
  id: string,
): Generator<Step, CommissionSession, unknown[]> {
  const [row] = yield* tx.do((db) => db.select().from(commissionSessions).where(isSession(townId, id)))
  if (!row) throw new Refusal('session.not-found')
  return row
}

function* mustHaveProcess(tx: Tx, townId: string, id: string | null): Generator<Step, void, unknown[]> {
  if (id === null) return
  const [row] = yield* tx.do((db) =>
    db
      .select({ id: processes.id })
      .from(processes)
      .where(and(eq(processes.townId, townId), eq(processes.id, id))),
  )
  if (!row) throw new Refusal('process.not-found')
}

/** Whatever was announced or published of it. @throws {Refusal} 'session.not-found' */
export async function getCommissionSession(townId: string, id: string): Promise<CommissionSession> {
  const { read } = await getStore()
  const [row] = await read.select().from(commissionSessions).where(isSession(townId, id))
  if (!row) throw new Refusal('session.not-found')
  return row
}

/** Newest first. */
export async function listSessions(townId: string): Promise<CommissionSession[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(commissionSessions)
    .where(eq(commissionSessions.townId, townId))
    .orderBy(desc(commissionSessions.heldAt), desc(commissionSessions.number))
    .limit(300)
}
