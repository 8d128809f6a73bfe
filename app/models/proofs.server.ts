import { and, asc, eq, ne } from 'drizzle-orm'
import type { ProofChannel, ProofSubject } from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { publicationProofs } from '#db/schema/commission.server.ts'
import { getStore } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Proof = typeof publicationProofs.$inferSelect

const MOST_PROOFS = 200

export interface NewProof {
  townId: string
  actorId: string
  id: string
  processId: string
  subject: ProofSubject
  channel: ProofChannel
  title: string
  url: string
  publishedOn: string
  /** null without a file. */
  file: { name: string; hash: string } | null
  now?: Date
}

/** Keeps where something of a process was published; the same id twice is one. @throws {Refusal} 'proof.too-many' */
export async function addProof({ actorId, file, now = new Date(), ...proof }: NewProof) {
  const store = await getStore()
  await store.write(function* recordProof(tx) {
    const { townId, id, processId } = proof
    const rows = yield* tx.do((db) =>
      db
        .select({ id: publicationProofs.id })
        .from(publicationProofs)
        .where(and(eq(publicationProofs.townId, townId), eq(publicationProofs.processId, processId))),
    )
    if (rows.some((row) => row.id === id)) return
    if (rows.length >= MOST_PROOFS) throw new Refusal('proof.too-many', { most: MOST_PROOFS })
    yield* tx.do((db) =>
      db
        .insert(publicationProofs)
        .values({
          ...proof,
          fileName: file?.name ?? '',
          fileHash: file?.hash ?? '',
          createdBy: actorId,
          createdAt: now,
        })
        .returning({ id: publicationProofs.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'proof.add',
      subjectType: 'process',
      subjectId: processId,
      before: {},
      after: { publishedOn: proof.publishedOn },
      now,
    })
  })
}

/** @returns the hash of its file that no other proof has, '' otherwise @throws {Refusal} 'proof.not-found' */
export async function removeProof({
  townId,
  actorId,
  processId,
  id,
  now = new Date(),
}: {
  townId: string
  actorId: string
  processId: string
  id: string
  now?: Date
}): Promise<string> {
  const store = await getStore()
  return store.write(function* recordRemoval(tx) {
    const which = and(
      eq(publicationProofs.townId, townId),
      eq(publicationProofs.processId, processId),
      eq(publicationProofs.id, id),
    )
    const [row] = yield* tx.do((db) => db.select().from(publicationProofs).where(which))
    if (!row) throw new Refusal('proof.not-found')
    const others = yield* tx.do((db) =>
      db
        .select({ id: publicationProofs.id })
        .from(publicationProofs)
        .where(
          and(
            eq(publicationProofs.townId, townId),
            eq(publicationProofs.fileHash, row.fileHash),
            ne(publicationProofs.id, id),
          ),
        )
        .limit(1),
    )
    yield* tx.do((db) => db.delete(publicationProofs).where(which).returning({ id: publicationProofs.id }))
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'proof.remove',
      subjectType: 'process',
      subjectId: processId,
      before: { publishedOn: row.publishedOn },
      after: {},
      now,
    })
    return others.length > 0 ? '' : row.fileHash
  })
}

/** By day. */
export async function listProofs(townId: string, processId: string): Promise<Proof[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(publicationProofs)
    .where(and(eq(publicationProofs.townId, townId), eq(publicationProofs.processId, processId)))
    .orderBy(asc(publicationProofs.publishedOn), asc(publicationProofs.id))
}
