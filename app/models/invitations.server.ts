import { randomBytes } from 'node:crypto'
import { and, count, desc, eq, max } from 'drizzle-orm'
import { codeFrom, plainCode, shownCode } from '#app/domain/codes.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { invitations } from '#db/schema/counter.server.ts'
import { getStore } from '#db/store.server.ts'
import { keyedHash } from './ids.server.ts'
import { insertConfirmation } from './residents.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

const MOST_INVITATIONS = 200
const CODE_LENGTH = 12
const VALID_DAYS = 180
const DAY_MS = 86_400_000

interface StaffAct {
  townId: string
  actorId: string
  now?: Date
}

function hashOf(secret: string, townId: string, code: string): string {
  return keyedHash(secret, 'invitation', townId, plainCode(code))
}

/**
 * Makes a batch of invitations to print and hand over in person. They are given once: only keyed hashes are kept.
 *
 * @returns the codes as printed (60 random bits each), the number of their batch, and until when they are good
 * @throws {Refusal} 'invitation.count' (`max`)
 */
export async function createInvitations({
  townId,
  actorId,
  howMany,
  secret,
  now = new Date(),
}: StaffAct & { howMany: number; secret: string }) {
  if (!Number.isInteger(howMany) || howMany < 1 || howMany > MOST_INVITATIONS)
    throw new Refusal('invitation.count', { max: MOST_INVITATIONS })
  const plain = Array.from({ length: howMany }, () => codeFrom(randomBytes(CODE_LENGTH), CODE_LENGTH))
  const expiresAt = new Date(now.getTime() + VALID_DAYS * DAY_MS)
  const store = await getStore()
  const batch = await store.write(function* recordInvitations(tx) {
    const [last] = yield* tx.do((db) =>
      db
        .select({ batch: max(invitations.batch) })
        .from(invitations)
        .where(eq(invitations.townId, townId)),
    )
    const next = Number(last?.batch ?? 0) + 1
    const rows = plain.map((code) => ({
      townId,
      codeHash: hashOf(secret, townId, code),
      batch: next,
      state: 'issued' as const,
      createdBy: actorId,
      createdAt: now,
      expiresAt,
    }))
    // In the order of the hashes: the order of printing is not kept.
    rows.sort((a, b) => (a.codeHash < b.codeHash ? -1 : 1))
    yield* tx.do((db) => db.insert(invitations).values(rows).returning({ batch: invitations.batch }))
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'invitation.print',
      subjectType: 'town',
      subjectId: townId,
      before: {},
      after: { batch: next, codes: howMany },
      now,
    })
    return next
  })
  return { batch, codes: plain.map(shownCode), expiresAt }
}

/** Cancels what of a batch was not used yet. @returns how many */
export async function voidInvitations({
  townId,
  actorId,
  batch,
  now = new Date(),
}: StaffAct & { batch: number }): Promise<number> {
  const store = await getStore()
  return store.write(function* recordVoid(tx) {
    const issued = and(
      eq(invitations.townId, townId),
      eq(invitations.batch, batch),
      eq(invitations.state, 'issued'),
    )
    const gone = yield* tx.do((db) =>
      db.update(invitations).set({ state: 'void' }).where(issued).returning({ batch: invitations.batch }),
    )
    if (gone.length > 0) {
      yield* recordStaffAct(tx, {
        townId,
        actorId,
        act: 'invitation.void',
        subjectType: 'town',
        subjectId: townId,
        before: {},
        after: { batch, codes: gone.length },
        now,
      })
    }
    return gone.length
  })
}

/**
 * Trades an invitation for being confirmed in person, by whoever printed it. Who is confirmed already keeps it unused.
 * @throws {Refusal} 'invitation.wrong' | 'invitation.used' | 'invitation.void' | 'invitation.expired'
 */
export async function redeemInvitation(redemption: {
  townId: string
  personId: string
  code: string
  secret: string
  now?: Date
}): Promise<void> {
  const { townId, personId, code, secret, now = new Date() } = redemption
  const row = and(eq(invitations.townId, townId), eq(invitations.codeHash, hashOf(secret, townId, code)))
  const store = await getStore()
  await store.write(function* recordRedemption(tx) {
    const [found] = yield* tx.do((db) => db.select().from(invitations).where(row))
    if (!found) throw new Refusal('invitation.wrong')
    if (found.state !== 'issued') throw new Refusal(`invitation.${found.state}`)
    if (found.expiresAt <= now) throw new Refusal('invitation.expired')
    const isNew = yield* insertConfirmation(tx, { townId, personId, confirmedBy: found.createdBy, now })
    if (!isNew) return
    const used = and(row, eq(invitations.state, 'issued'))
    const taken = yield* tx.do((db) =>
      db.update(invitations).set({ state: 'used' }).where(used).returning({ batch: invitations.batch }),
    )
    if (taken.length === 0) throw new Refusal('invitation.used')
  })
}

/** Batches, the newest first, with how many invitations are in each state. */
export async function listInvitationBatches(townId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({ batch: invitations.batch, state: invitations.state, n: count() })
    .from(invitations)
    .where(eq(invitations.townId, townId))
    .groupBy(invitations.batch, invitations.state)
    .orderBy(desc(invitations.batch))
  const batches = new Map<number, Record<'issued' | 'used' | 'void', number>>()
  for (const { batch, state, n } of rows) {
    const entry = batches.get(batch) ?? { issued: 0, used: 0, void: 0 }
    entry[state] = n
    batches.set(batch, entry)
  }
  return [...batches].map(([batch, states]) => ({ batch, ...states }))
}
