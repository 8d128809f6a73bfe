import { and, asc, count, desc, eq } from 'drizzle-orm'
import { canonicalJson } from '#app/domain/log-chain.ts'
import { mustBePublishable, type ProtocolContent, REGISTER_ROWS, sittingOn } from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import {
  commissionMembers,
  commissionSessions,
  protocolVersions,
  publicationProofs,
} from '#db/schema/commission.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { phases, processes, spaces, towns } from '#db/schema/towns.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'
import { type CommissionSession, mustHaveSession } from './commission.server.ts'
import { sha256Hex } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** A version of a protocol as it was published. */
export interface Protocol {
  sessionId: string
  version: number
  content: ProtocolContent
  hash: string
  reason: string
  publishedAt: Date
}

/**
 * Publishes a session as the next version of its protocol, word for word as it stands; it never changes again.
 *
 * @param reason  of a correction: why
 * @returns the number of the version
 * @throws {Refusal} 'session.not-found' | 'session.changed-meanwhile' | 'protocol.reason-missing' | 'protocol.nothing-new', and what
 *   `mustBePublishable` throws
 */
export async function publishProtocol({
  townId,
  actorId,
  id,
  revision,
  reason,
  now = new Date(),
}: {
  townId: string
  actorId: string
  id: string
  /** Of the page on which it was read. */
  revision: number
  reason: string
  now?: Date
}): Promise<number> {
  const store = await getStore()
  return store.write(function* recordProtocol(tx) {
    const session = yield* mustHaveSession(tx, townId, id)
    if (session.revision !== revision) throw new Refusal('session.changed-meanwhile')
    const content = yield* contentOf(tx, session)
    mustBePublishable(content, now)
    const [last] = yield* tx.do((db) => newest(db, townId, id))
    const hash = sha256Hex(canonicalJson(content))
    if (last?.hash === hash) throw new Refusal('protocol.nothing-new')
    if (last && reason === '') throw new Refusal('protocol.reason-missing')
    const version = (last?.version ?? 0) + 1
    yield* tx.do((db) =>
      db
        .insert(protocolVersions)
        .values({
          townId,
          sessionId: id,
          version,
          content,
          hash,
          reason: last ? reason : '',
          publishedBy: actorId,
          publishedAt: now,
        })
        .returning({ version: protocolVersions.version }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: version === 1 ? 'commission.publish' : 'commission.correct',
      subjectType: 'commission',
      subjectId: id,
      reason: last ? reason : '',
      before: last ? { version: last.version } : {},
      after: { number: session.number, version, hash },
      now,
    })
    return version
  })
}

/** What a protocol of the session would say now; in a transaction, so that all of it is of one moment. */
export async function draftOf(session: CommissionSession): Promise<ProtocolContent> {
  const store = await getStore()
  return store.write((tx) => contentOf(tx, session))
}

function* contentOf(tx: Tx, session: CommissionSession): Generator<Step, ProtocolContent, unknown[]> {
  const { townId, processId, number, stage, title, place, heldAt, items, present } = session
  const [town] = yield* tx.do((db) =>
    db.select({ timeZone: towns.timeZone }).from(towns).where(eq(towns.id, townId)),
  )
  const all = yield* tx.do((db) =>
    db
      .select()
      .from(commissionMembers)
      .where(eq(commissionMembers.townId, townId))
      .orderBy(asc(commissionMembers.number)),
  )
  const sitting = sittingOn(all, wallTimeOf(heldAt, town!.timeZone).slice(0, 10))
  return {
    number,
    stage,
    title,
    place,
    heldAt: heldAt.toISOString(),
    members: sitting.map((member) => ({
      number: member.number,
      name: member.name,
      office: member.office,
      role: member.role,
      isPresent: present.includes(member.id),
    })),
    items,
    ...(yield* aboutProcess(tx, townId, processId)),
  }
}

function* aboutProcess(
  tx: Tx,
  townId: string,
  processId: string | null,
): Generator<Step, Pick<ProtocolContent, 'process' | 'intakes' | 'proofs' | 'register'>, unknown[]> {
  if (processId === null) return { process: null, intakes: [], proofs: [], register: null }
  const [process] = yield* tx.do((db) =>
    db
      .select({ slug: processes.slug, title: processes.title })
      .from(processes)
      .where(and(eq(processes.townId, townId), eq(processes.id, processId))),
  )
  const intakes = yield* tx.do((db) =>
    db
      .select({ title: phases.title, startsAt: phases.startsAt, endsAt: phases.endsAt })
      .from(phases)
      .where(and(eq(phases.townId, townId), eq(phases.processId, processId), eq(phases.kind, 'collect')))
      .orderBy(asc(phases.startsAt)),
  )
  const proofs = yield* tx.do((db) =>
    db
      .select({
        subject: publicationProofs.subject,
        channel: publicationProofs.channel,
        title: publicationProofs.title,
        url: publicationProofs.url,
        publishedOn: publicationProofs.publishedOn,
      })
      .from(publicationProofs)
      .where(and(eq(publicationProofs.townId, townId), eq(publicationProofs.processId, processId)))
      .orderBy(asc(publicationProofs.publishedOn), asc(publicationProofs.id)),
  )
  return {
    process: process ?? null,
    intakes: intakes.map((one) => ({
      title: one.title,
      startsAt: one.startsAt.toISOString(),
      endsAt: one.endsAt?.toISOString() ?? null,
    })),
    proofs,
    register: yield* registerOf(tx, townId, processId),
  }
}

const isProposal = (townId: string, processId: string) =>
  and(
    eq(contributions.townId, townId),
    eq(contributions.processId, processId),
    eq(contributions.kind, 'proposal'),
    eq(contributions.visibility, 'published'),
  )

function* registerOf(
  tx: Tx,
  townId: string,
  processId: string,
): Generator<Step, ProtocolContent['register'], unknown[]> {
  const inSpace = and(eq(spaces.townId, contributions.townId), eq(spaces.id, contributions.spaceId))
  const rows = yield* tx.do((db) =>
    db
      .select({
        number: contributions.number,
        title: contributions.title,
        space: spaces.name,
        supports: contributions.supports,
        decision: contributions.decision,
      })
      .from(contributions)
      .leftJoin(spaces, inSpace)
      .where(isProposal(townId, processId))
      .orderBy(asc(contributions.number))
      .limit(REGISTER_ROWS),
  )
  const counts = yield* tx.do((db) =>
    db
      .select({ space: spaces.name, count: count() })
      .from(contributions)
      .leftJoin(spaces, inSpace)
      .where(isProposal(townId, processId))
      .groupBy(spaces.name),
  )
  const bySpace = counts.map((one) => ({ space: one.space ?? '', count: Number(one.count) }))
  return {
    all: bySpace.reduce((sum, one) => sum + one.count, 0),
    rows: rows.map((row) => ({ ...row, space: row.space ?? '' })),
    spaces: bySpace.sort((a, b) => b.count - a.count || (a.space < b.space ? -1 : 1)),
  }
}

const newest = (db: Db, townId: string, sessionId: string) =>
  db
    .select({ version: protocolVersions.version, hash: protocolVersions.hash })
    .from(protocolVersions)
    .where(and(eq(protocolVersions.townId, townId), eq(protocolVersions.sessionId, sessionId)))
    .orderBy(desc(protocolVersions.version))
    .limit(1)

const columns = {
  sessionId: protocolVersions.sessionId,
  version: protocolVersions.version,
  content: protocolVersions.content,
  hash: protocolVersions.hash,
  reason: protocolVersions.reason,
  publishedAt: protocolVersions.publishedAt,
}

/** Versions of one session, the newest first. */
export async function listVersions(townId: string, sessionId: string): Promise<Protocol[]> {
  const { read } = await getStore()
  const rows = await read
    .select(columns)
    .from(protocolVersions)
    .where(and(eq(protocolVersions.townId, townId), eq(protocolVersions.sessionId, sessionId)))
    .orderBy(desc(protocolVersions.version))
  return rows as Protocol[]
}

/** Sessions with a protocol, by number; of one process, or of all the town. */
export async function listPublished(townId: string, processId?: string) {
  const { read } = await getStore()
  return read
    .select({ id: commissionSessions.id, number: commissionSessions.number })
    .from(commissionSessions)
    .innerJoin(
      protocolVersions,
      and(
        eq(protocolVersions.townId, commissionSessions.townId),
        eq(protocolVersions.sessionId, commissionSessions.id),
        eq(protocolVersions.version, 1),
      ),
    )
    .where(
      and(
        eq(commissionSessions.townId, townId),
        processId ? eq(commissionSessions.processId, processId) : undefined,
      ),
    )
    .orderBy(asc(commissionSessions.number))
}

/** The version in force of every session of the town that has one, by session. */
export async function listProtocols(townId: string): Promise<Map<string, Protocol>> {
  const { read } = await getStore()
  const rows = await read
    .select(columns)
    .from(protocolVersions)
    .where(eq(protocolVersions.townId, townId))
    .orderBy(asc(protocolVersions.version))
  return new Map((rows as Protocol[]).map((row) => [row.sessionId, row]))
}
