import { and, eq, gt, gte, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { consents, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'

/** Throws away codes and sessions that expired before `then`. @returns how many */
export async function deleteExpired(then: Date): Promise<number> {
  const store = await getStore()
  return store.write(function* recordExpiry(tx) {
    const codes = yield* tx.do((db) =>
      db.delete(signInCodes).where(lt(signInCodes.expiresAt, then)).returning({ id: signInCodes.id }),
    )
    const old = yield* tx.do((db) =>
      db.delete(sessions).where(lt(sessions.expiresAt, then)).returning({ id: sessions.id }),
    )
    return codes.length + old.length
  })
}

/** Who signed in before `then`, gave no consent since, has no role and no open session: nothing was begun. */
export async function listUnconfirmed(then: Date, now: Date, limit = 500): Promise<string[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: people.id })
    .from(people)
    .leftJoin(consents, eq(consents.personId, people.id))
    .leftJoin(roles, eq(roles.personId, people.id))
    .leftJoin(sessions, and(eq(sessions.personId, people.id), gt(sessions.expiresAt, now)))
    .where(
      and(
        isNotNull(people.email),
        isNull(people.deletedAt),
        eq(people.isPlatformAdmin, false),
        eq(people.isSynthetic, false),
        lt(people.createdAt, then),
        isNull(consents.id),
        isNull(roles.personId),
        isNull(sessions.id),
      ),
    )
    .limit(limit)
  return rows.map((row) => row.id)
}

/** Who took back the consent to processing before `then` and has not given it again. */
export async function listWithdrawn(then: Date, limit = 500): Promise<string[]> {
  const { read } = await getStore()
  const purpose = eq(consents.purpose, 'personal-data')
  const gone = await read
    .selectDistinct({ id: people.id })
    .from(people)
    .innerJoin(consents, eq(consents.personId, people.id))
    .where(and(isNull(people.deletedAt), purpose, lt(consents.withdrawnAt, then)))
    .limit(limit * 4)
  const ids = gone.map((row) => row.id)
  if (ids.length === 0) return []
  const later = await read
    .selectDistinct({ id: consents.personId })
    .from(consents)
    .where(
      and(
        purpose,
        inArray(consents.personId, ids),
        // In force, or taken back later: then the term runs from that day.
        or(isNull(consents.withdrawnAt), gte(consents.withdrawnAt, then)),
      ),
    )
  const spared = new Set(later.map((row) => row.id))
  return ids.filter((id) => !spared.has(id)).slice(0, limit)
}
