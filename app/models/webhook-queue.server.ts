import { and, asc, eq, lt, lte, ne, notInArray } from 'drizzle-orm'
import { TRIAL_EVENT, type WebhookEvent } from '#app/domain/sharing.ts'
import { webhookDeliveries, webhooks } from '#db/schema/sharing.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { takeArchivesBack } from './open-data.server.ts'
import { unseal } from './sealed.server.ts'

export type Delivery = typeof webhookDeliveries.$inferSelect
export const SEALED_FOR = 'webhook'

/** How long a delivery belongs to the process that took it; if that process dies, another one sends it then. */
const CLAIM_MS = 2 * 60_000
const ROWS_PER_STATEMENT = 400

interface Happening {
  townId: string
  event: WebhookEvent | typeof TRIAL_EVENT
  /** A contribution's id, or a phase's. */
  subjectId: string
  now?: Date
}

/**
 * Tells a town's webhooks what happens, in the transaction of the act itself: what is rolled back is told to nobody. What is
 * no longer public leaves the archives of open data in the same act.
 */
export function* tellWebhooks(
  tx: Tx,
  { townId, event, subjectId, now = new Date() }: Happening,
): Generator<Step, void, unknown[]> {
  if (event === 'contribution.removed') yield* takeArchivesBack(tx, townId, subjectId)
  for (const webhookId of yield* listeningTo(tx, townId, event))
    yield* queueDelivery(tx, { townId, event, subjectId, now, webhookId })
}

/**
 * The same of all that one act has published or removed, in few statements. The archives that may hold what is removed are
 * the caller's to take back: it knows since when.
 */
export function* tellWebhooksOfMany(
  tx: Tx,
  { townId, event, subjectIds, now }: Omit<Happening, 'subjectId'> & { subjectIds: string[]; now: Date },
): Generator<Step, void, unknown[]> {
  for (const webhookId of yield* listeningTo(tx, townId, event)) {
    const rows = subjectIds.map((subjectId) => waiting({ townId, event, subjectId, now, webhookId }))
    for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
      yield* tx.do((db) =>
        db
          .insert(webhookDeliveries)
          .values(rows.slice(from, from + ROWS_PER_STATEMENT))
          .returning({ id: webhookDeliveries.id }),
      )
  }
}

/** @returns ids of the webhooks that are to be told */
function* listeningTo(
  tx: Tx,
  townId: string,
  event: Happening['event'],
): Generator<Step, string[], unknown[]> {
  const listening = yield* tx.do((db) =>
    db
      .select({ id: webhooks.id, events: webhooks.events })
      .from(webhooks)
      .where(and(eq(webhooks.townId, townId), eq(webhooks.isOn, true))),
  )
  return listening.flatMap(({ id, events }) => (events.includes(event) ? [id] : []))
}

export function* queueDelivery(
  tx: Tx,
  { now = new Date(), ...what }: Happening & { webhookId: string },
): Generator<Step, string, unknown[]> {
  const row = waiting({ ...what, now })
  yield* tx.do((db) => db.insert(webhookDeliveries).values(row).returning({ id: webhookDeliveries.id }))
  return row.id
}

const waiting = ({ now, ...what }: Required<Happening> & { webhookId: string }) => ({
  ...what,
  id: newId(),
  state: 'waiting' as const,
  tries: 0,
  sentAt: null,
  lastStatus: null,
  lastError: null,
  dueAt: now,
  createdAt: now,
})

/** @param busy  ids of webhooks that something is being sent to: what else is for them waits */
export async function listDueDeliveries(now: Date, limit = 20, busy: string[] = []): Promise<Delivery[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.state, 'waiting'),
        lte(webhookDeliveries.dueAt, now),
        busy.length > 0 ? notInArray(webhookDeliveries.webhookId, busy) : undefined,
      ),
    )
    .orderBy(asc(webhookDeliveries.dueAt), asc(webhookDeliveries.id))
    .limit(limit)
}

const thisOne = ({ townId, id }: Pick<Delivery, 'townId' | 'id'>) =>
  and(eq(webhookDeliveries.townId, townId), eq(webhookDeliveries.id, id))

/** Takes a delivery for sending: of all processes that saw it due, one gets true. */
export async function claimDelivery(delivery: Delivery, now: Date): Promise<boolean> {
  const store = await getStore()
  const taken = await store.write((tx) =>
    tx.do((db) =>
      db
        .update(webhookDeliveries)
        .set({ dueAt: new Date(now.getTime() + CLAIM_MS) })
        .where(
          and(
            thisOne(delivery),
            eq(webhookDeliveries.state, 'waiting'),
            eq(webhookDeliveries.dueAt, delivery.dueAt),
          ),
        )
        .returning({ id: webhookDeliveries.id }),
    ),
  )
  return taken.length === 1
}

export interface Outcome {
  state: Delivery['state']
  /** When it is tried again; of one that waits. */
  dueAt?: Date
  status: number | null
  error: string | null
  now: Date
}

export async function markDelivery(delivery: Delivery, { state, dueAt, status, error, now }: Outcome) {
  const store = await getStore()
  await store.write(function* recordOutcome(tx) {
    yield* tx.do((db) =>
      db
        .update(webhookDeliveries)
        .set({
          state,
          ...(dueAt ? { dueAt } : {}),
          tries: delivery.tries + 1,
          sentAt: state === 'sent' ? now : null,
          lastStatus: status,
          lastError: error?.slice(0, 300) ?? null,
        })
        .where(thisOne(delivery))
        .returning({ id: webhookDeliveries.id }),
    )
  })
}

/** Where a delivery goes and what it is signed with; null when the webhook is off: then nothing more is sent there. */
export async function getWebhookTarget(
  { townId, webhookId, event }: Delivery,
  secret: string,
): Promise<{ url: string; key: string } | null> {
  const { read } = await getStore()
  const [row] = await read
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.townId, townId), eq(webhooks.id, webhookId)))
  if (!row || (!row.isOn && event !== TRIAL_EVENT)) return null
  return { url: row.url, key: unseal(secret, SEALED_FOR, row.sealedSecret) }
}

/** Those that ended before a moment. @returns how many went */
export async function deleteOldDeliveries(before: Date): Promise<number> {
  const store = await getStore()
  const gone = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(webhookDeliveries)
        .where(and(ne(webhookDeliveries.state, 'waiting'), lt(webhookDeliveries.createdAt, before)))
        .returning({ id: webhookDeliveries.id }),
    ),
  )
  return gone.length
}
