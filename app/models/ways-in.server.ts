import { and, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { passkeys } from '#db/schema/factors.server.ts'
import { externalIdentities, identityProviders } from '#db/schema/identities.server.ts'
import { people } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

/**
 * Before one way into an account is taken away: a mailbox, a passkey or a service that a town still
 * lets people in by must be left. An
 * authenticator app opens nothing by itself.
 *
 * @param without  the id of a passkey or the print of a service's account that is about to go
 * @throws {Refusal} 'account.last-way'
 */
export function* mustKeepWayIn(tx: Tx, personId: string, without: string): Generator<Step, void, unknown[]> {
  const [person] = yield* tx.do((db) =>
    db.select({ email: people.email }).from(people).where(eq(people.id, personId)),
  )
  if (person?.email) return
  const keys = yield* tx.do((db) =>
    db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.personId, personId)),
  )
  const services = yield* tx.do((db) =>
    db
      .selectDistinct({ id: externalIdentities.keyHash })
      .from(externalIdentities)
      .innerJoin(identityProviders, eq(identityProviders.issuer, externalIdentities.issuer))
      .where(and(eq(externalIdentities.personId, personId), eq(identityProviders.isOpen, true))),
  )
  if (![...keys, ...services].some(({ id }) => id !== without)) throw new Refusal('account.last-way')
}
