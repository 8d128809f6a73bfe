import { eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { passkeys } from '#db/schema/factors.server.ts'
import { externalIdentities } from '#db/schema/identities.server.ts'
import { people } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

/**
 * Before one way into an account is taken away: a mailbox, a passkey or another service must be left to come back by. An
 * authenticator app opens nothing by itself.
 *
 * @throws {Refusal} 'account.last-way'
 */
export function* mustKeepWayIn(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  const [person] = yield* tx.do((db) =>
    db.select({ email: people.email }).from(people).where(eq(people.id, personId)),
  )
  if (person?.email) return
  const keys = yield* tx.do((db) =>
    db.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.personId, personId)),
  )
  const services = yield* tx.do((db) =>
    db
      .select({ id: externalIdentities.keyHash })
      .from(externalIdentities)
      .where(eq(externalIdentities.personId, personId)),
  )
  if (keys.length + services.length <= 1) throw new Refusal('account.last-way')
}
