import { and, asc, count, eq, ne } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { pushSubscriptions, serverKeys } from '#db/schema/notices.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

export type PushSubscription = typeof pushSubscriptions.$inferSelect

/** A person's browsers; more is no person. */
const MOST = 10

export interface NewSubscription {
  personId: string
  endpoint: string
  /** base64url, as the browser gives them */
  p256dh: string
  auth: string
  now?: Date
}

/**
 * Remembers a browser to tell. The same browser twice is one, and belongs to who asked last.
 * @throws {Refusal} 'push.too-many'
 */
export async function subscribePush({ personId, endpoint, p256dh, auth, now = new Date() }: NewSubscription) {
  const store = await getStore()
  await store.write(function* recordSubscription(tx) {
    const [held] = yield* tx.do((db) =>
      db
        .select({ n: count() })
        .from(pushSubscriptions)
        .where(and(eq(pushSubscriptions.personId, personId), ne(pushSubscriptions.endpoint, endpoint))),
    )
    if (held!.n >= MOST) throw new Refusal('push.too-many', { limit: MOST })
    yield* tx.do((db) =>
      db
        .insert(pushSubscriptions)
        .values({ id: newId(), personId, endpoint, p256dh, auth, createdAt: now })
        .onConflictDoUpdate({
          target: pushSubscriptions.endpoint,
          set: { personId, p256dh, auth, createdAt: now },
        })
        .returning({ id: pushSubscriptions.id }),
    )
  })
}

export async function listPushSubscriptions(personId: string): Promise<PushSubscription[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(pushSubscriptions)
    .where(eq(pushSubscriptions.personId, personId))
    .orderBy(asc(pushSubscriptions.createdAt))
}

export async function getPushSubscription(id: string): Promise<PushSubscription | null> {
  const { read } = await getStore()
  const [row] = await read.select().from(pushSubscriptions).where(eq(pushSubscriptions.id, id))
  return row ?? null
}

/** @param personId whose it must be; left out by the job that found the browser gone */
export async function unsubscribePush(id: string, personId?: string) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(pushSubscriptions)
        .where(
          and(
            eq(pushSubscriptions.id, id),
            personId === undefined ? undefined : eq(pushSubscriptions.personId, personId),
          ),
        )
        .returning({ id: pushSubscriptions.id }),
    ),
  )
}

/** Keeps the first pair of keys that anybody made under a name, and gives the pair that is kept. */
export async function keepServerKeys(
  name: string,
  made: { publicKey: string; privateKey: string },
  now = new Date(),
) {
  const store = await getStore()
  return store.write(function* recordKeys(tx) {
    yield* tx.do((db) =>
      db
        .insert(serverKeys)
        .values({ name, ...made, createdAt: now })
        .onConflictDoNothing()
        .returning({ name: serverKeys.name }),
    )
    const [kept] = yield* tx.do((db) => db.select().from(serverKeys).where(eq(serverKeys.name, name)))
    return { publicKey: kept!.publicKey, privateKey: kept!.privateKey }
  })
}
