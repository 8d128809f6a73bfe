import { and, eq, exists, gt, gte, isNull, lt, notExists, or } from 'drizzle-orm'
import { slotOf } from '#app/domain/caps.ts'
import { actCounts, claims, devices, spentChallenges } from '#db/schema/desk.server.ts'
import { passkeyChallenges } from '#db/schema/factors.server.ts'
import { identityTrips } from '#db/schema/identities.server.ts'
import { consents, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'

/** All of them, by the register of data: a test fails on a table with the term 'expired' that is missing here. */
const EXPIRING = [
  signInCodes,
  sessions,
  claims,
  spentChallenges,
  passkeyChallenges,
  identityTrips,
] as (typeof sessions)[]

/**
 * Throws away what expired before `then`: codes, sessions, claims, answered challenges, and what a passkey or another service
 * was asked and never answered. @returns how many
 */
export async function deleteExpired(then: Date): Promise<number> {
  const store = await getStore()
  return store.write(function* recordExpiry(tx) {
    let gone = 0
    for (const table of EXPIRING) {
      const rows = yield* tx.do((db) =>
        db.delete(table).where(lt(table.expiresAt, then)).returning({ expiresAt: table.expiresAt }),
      )
      gone += rows.length
    }
    return gone
  })
}

/** Forgets from which devices people wrote before `devicesThen`, and how often they did what before `countsThen`. */
export async function forgetHabits(devicesThen: Date, countsThen: Date): Promise<number> {
  const store = await getStore()
  return store.write(function* recordForgetting(tx) {
    const old = yield* tx.do((db) =>
      db.delete(devices).where(lt(devices.lastAt, devicesThen)).returning({ hash: devices.hash }),
    )
    const counted = yield* tx.do((db) =>
      db
        .delete(actCounts)
        .where(lt(actCounts.slot, slotOf(countsThen)))
        .returning({ slot: actCounts.slot }),
    )
    return old.length + counted.length
  })
}

/** Whose account has outlived its term, and why. */
export type Outlived = 'unconfirmed' | 'withdrawal'

/**
 * People whose accounts are to go:
 * - unconfirmed: signed in before `then`, gave no consent since, has no role and no open session: nothing was begun;
 * - withdrawal: took back the consent to the processing of personal data before `then` and has not given it again.
 */
export async function listOutlived(why: Outlived, then: Date, now: Date, limit = 500): Promise<string[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: people.id })
    .from(people)
    .where(conditionOf(read, why, then, now))
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Whether it is still so, inside the write that acts on it: a consent may have been given meanwhile. */
export function* isOutlived(
  tx: Tx,
  personId: string,
  why: Outlived,
  then: Date,
  now: Date,
): Generator<Step, boolean, unknown[]> {
  const [row] = yield* tx.do((db) =>
    db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.id, personId), conditionOf(db, why, then, now))),
  )
  return row !== undefined
}

function conditionOf(db: Db, why: Outlived, then: Date, now: Date) {
  // Whose account was joined to another has nothing left in this row.
  const there = and(isNull(people.mergedInto), isNull(people.deletedAt))
  const consentWhere = (condition?: ReturnType<typeof and>) =>
    db
      .select({ id: consents.id })
      .from(consents)
      .where(and(eq(consents.personId, people.id), condition))
  if (why === 'withdrawal') {
    const ofProcessing = eq(consents.purpose, 'personal-data')
    return and(
      there,
      exists(consentWhere(and(ofProcessing, lt(consents.withdrawnAt, then)))),
      // In force, or taken back later: then the term runs from that day.
      notExists(
        consentWhere(and(ofProcessing, or(isNull(consents.withdrawnAt), gte(consents.withdrawnAt, then)))),
      ),
    )
  }
  return and(
    there,
    eq(people.isPlatformAdmin, false),
    eq(people.isSynthetic, false),
    lt(people.createdAt, then),
    notExists(consentWhere()),
    notExists(db.select({ role: roles.role }).from(roles).where(eq(roles.personId, people.id))),
    notExists(
      db
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.personId, people.id), gt(sessions.expiresAt, now))),
    ),
  )
}
