import { and, eq } from 'drizzle-orm'
import { highestOf, mustBeAtLeast, type Trust } from '#app/domain/trust.ts'
import { externalIdentities, identityProviders } from '#db/schema/identities.server.ts'
import { people } from '#db/schema/people.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'

/** How far a town knows somebody, now: it is counted from the rows each time, so what was taken back counts no more. */
export function* trustOf(
  tx: Tx,
  { townId, personId }: { townId: string; personId: string },
): Generator<Step, Trust, unknown[]> {
  const [person] = yield* tx.do((db) =>
    db.select({ email: people.email }).from(people).where(eq(people.id, personId)),
  )
  const confirmed = yield* tx.do((db) =>
    db
      .select({ at: residentConfirmations.confirmedAt })
      .from(residentConfirmations)
      .where(and(eq(residentConfirmations.townId, townId), eq(residentConfirmations.personId, personId))),
  )
  const services = yield* tx.do((db) =>
    db
      .select({ trust: identityProviders.trust })
      .from(externalIdentities)
      .innerJoin(identityProviders, eq(identityProviders.issuer, externalIdentities.issuer))
      .where(
        and(
          eq(externalIdentities.personId, personId),
          eq(identityProviders.townId, townId),
          eq(identityProviders.isOpen, true),
        ),
      ),
  )
  return highestOf([
    person?.email ? 'email' : 'anonymous',
    confirmed.length > 0 ? 'in-person' : 'anonymous',
    ...services.map(({ trust }) => trust),
  ])
}

/**
 * Whether somebody is known well enough for a phase; a phase that names no level asks nothing, and costs nothing.
 * @throws {Refusal} 'trust.needs-email' | 'trust.needs-in-person' | 'trust.needs-state-account'
 */
export function* mustBeTrusted(
  tx: Tx,
  { townId, personId, leastTrust }: { townId: string; personId: string; leastTrust?: Trust },
): Generator<Step, void, unknown[]> {
  if (!leastTrust || leastTrust === 'anonymous') return
  mustBeAtLeast(yield* trustOf(tx, { townId, personId }), leastTrust)
}

export async function getTrust(townId: string, personId: string): Promise<Trust> {
  const store = await getStore()
  return store.write((tx) => trustOf(tx, { townId, personId }))
}
