import { and, eq, gt, lt, or } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { claims } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import type { Subject } from './subjects.server.ts'

/** How long something belongs to who looks at it, unless they say that they still do. */
export const CLAIM_MS = 90_000

interface Claim {
  townId: string
  personId: string
  subject: Subject
  /** Takes it from whoever looks at it now. */
  isTakeover?: boolean
  now?: Date
}

/**
 * Says that a moderator looks at something; what they held before is free again.
 *
 * @returns whether it is theirs now: false while another one looks at it
 */
export async function claimSubject({
  townId,
  personId,
  subject,
  isTakeover = false,
  now = new Date(),
}: Claim) {
  const store = await getStore()
  return store.write(function* recordClaim(tx) {
    yield* tx.do((db) =>
      db
        .delete(claims)
        .where(and(eq(claims.townId, townId), or(eq(claims.personId, personId), lt(claims.expiresAt, now))))
        .returning({ id: claims.subjectId }),
    )
    if (isTakeover) yield* freeSubject(tx, townId, subject)
    const made = yield* tx.do((db) =>
      db
        .insert(claims)
        .values({
          townId,
          subjectType: subject.type,
          subjectId: subject.id,
          personId,
          expiresAt: new Date(now.getTime() + CLAIM_MS),
        })
        .onConflictDoNothing()
        .returning({ id: claims.subjectId }),
    )
    return made.length === 1
  })
}

export function* freeSubject(tx: Tx, townId: string, subject: Subject): Generator<Step, void, unknown[]> {
  yield* tx.do((db) => db.delete(claims).where(claimOf(townId, subject)).returning({ id: claims.subjectId }))
}

/** @throws {Refusal} 'desk.claimed' while another moderator looks at it */
export function* mustBeFree(
  tx: Tx,
  townId: string,
  personId: string,
  subject: Subject,
  now: Date,
): Generator<Step, void, unknown[]> {
  const [held] = yield* tx.do((db) =>
    db
      .select({ personId: claims.personId, name: people.pseudonym })
      .from(claims)
      .innerJoin(people, eq(people.id, claims.personId))
      .where(and(claimOf(townId, subject), gt(claims.expiresAt, now))),
  )
  if (held && held.personId !== personId) throw new Refusal('desk.claimed', { name: held.name })
}

function claimOf(townId: string, { type, id }: Subject) {
  return and(eq(claims.townId, townId), eq(claims.subjectType, type), eq(claims.subjectId, id))
}

export interface ClaimSeen {
  subjectType: Subject['type']
  subjectId: string
  personId: string
  name: string
}

/** Who looks at what now. */
export async function listClaims(townId: string, now = new Date()): Promise<ClaimSeen[]> {
  const { read } = await getStore()
  return read
    .select({
      subjectType: claims.subjectType,
      subjectId: claims.subjectId,
      personId: claims.personId,
      name: people.pseudonym,
    })
    .from(claims)
    .innerJoin(people, eq(people.id, claims.personId))
    .where(and(eq(claims.townId, townId), gt(claims.expiresAt, now)))
}
