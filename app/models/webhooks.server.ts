import { randomBytes } from 'node:crypto'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { TRIAL_EVENT, type WebhookEvent } from '#app/domain/sharing.ts'
import { webhookDeliveries, webhooks } from '#db/schema/sharing.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { seal } from './sealed.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { type Delivery, queueDelivery, SEALED_FOR } from './webhook-queue.server.ts'

/** A webhook as the staff sees it: its secret was shown once. */
export type Webhook = Omit<typeof webhooks.$inferSelect, 'sealedSecret'>

const MOST_WEBHOOKS = 10
const LOG_LINES = 50

interface Place {
  townId: string
  actorId: string
  now?: Date
}

/**
 * Adds an address that is told what happens.
 *
 * @param secret  the server's, which seals the webhook's own
 * @returns the webhook's secret as Standard Webhooks writes it, whsec_ and base64: shown once
 * @throws {Refusal} 'webhook.too-many'
 */
export async function addWebhook(
  added: Place & { url: string; events: WebhookEvent[]; secret: string },
): Promise<string> {
  const { townId, actorId, url, events, secret, now = new Date() } = added
  const key = `whsec_${randomBytes(32).toString('base64')}`
  const id = newId()
  const store = await getStore()
  await store.write(function* recordWebhook(tx) {
    const known = yield* tx.do((db) =>
      db.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.townId, townId)),
    )
    if (known.length >= MOST_WEBHOOKS) throw new Refusal('webhook.too-many', { limit: MOST_WEBHOOKS })
    yield* tx.do((db) =>
      db
        .insert(webhooks)
        .values({
          townId,
          id,
          url,
          events,
          sealedSecret: seal(secret, SEALED_FOR, key),
          isOn: true,
          createdAt: now,
        })
        .returning({ id: webhooks.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'webhook.add',
      subjectType: 'webhook',
      subjectId: id,
      before: {},
      after: { url, events },
      now,
    })
  })
  return key
}

/** Turns a webhook on or off, or takes it away with its log. @throws {Refusal} 'webhook.not-found' */
export async function changeWebhook({
  townId,
  actorId,
  id,
  to,
  now = new Date(),
}: Place & { id: string; to: 'on' | 'off' | 'gone' }) {
  const here = and(eq(webhooks.townId, townId), eq(webhooks.id, id))
  const store = await getStore()
  await store.write(function* recordChange(tx) {
    const [row] = yield* tx.do((db) => db.select({ url: webhooks.url }).from(webhooks).where(here))
    if (!row) throw new Refusal('webhook.not-found')
    if (to === 'gone') {
      yield* tx.do((db) =>
        db
          .delete(webhookDeliveries)
          .where(and(eq(webhookDeliveries.townId, townId), eq(webhookDeliveries.webhookId, id)))
          .returning({ id: webhookDeliveries.id }),
      )
      yield* tx.do((db) => db.delete(webhooks).where(here).returning({ id: webhooks.id }))
    } else {
      yield* tx.do((db) =>
        db
          .update(webhooks)
          .set({ isOn: to === 'on' })
          .where(here)
          .returning({ id: webhooks.id }),
      )
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: `webhook.${to}`,
      subjectType: 'webhook',
      subjectId: id,
      before: { url: row.url },
      after: {},
      now,
    })
  })
}

/** The receiver itself said that it is gone (410): nobody of the staff did it. */
export async function endWebhook(townId: string, id: string) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .update(webhooks)
        .set({ isOn: false })
        .where(and(eq(webhooks.townId, townId), eq(webhooks.id, id)))
        .returning({ id: webhooks.id }),
    ),
  )
}

/** Sends a trial, or once more what was sent, dropped or given up. @throws {Refusal} 'webhook.not-found' */
export async function sendAgain({
  townId,
  id,
  delivery,
  now = new Date(),
}: {
  townId: string
  id: string
  /** Null: a trial. */
  delivery: string | null
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordResend(tx) {
    const [known] = yield* tx.do((db) =>
      db
        .select({ id: webhooks.id })
        .from(webhooks)
        .where(and(eq(webhooks.townId, townId), eq(webhooks.id, id))),
    )
    if (!known) throw new Refusal('webhook.not-found')
    if (delivery === null) {
      yield* queueDelivery(tx, { townId, webhookId: id, event: TRIAL_EVENT, subjectId: '', now })
      return
    }
    const queued = yield* tx.do((db) =>
      db
        .update(webhookDeliveries)
        .set({ state: 'waiting', tries: 0, dueAt: now })
        .where(
          and(
            eq(webhookDeliveries.townId, townId),
            eq(webhookDeliveries.webhookId, id),
            eq(webhookDeliveries.id, delivery),
            inArray(webhookDeliveries.state, ['sent', 'failed', 'dropped']),
          ),
        )
        .returning({ id: webhookDeliveries.id }),
    )
    if (queued.length === 0) throw new Refusal('webhook.not-found')
  })
}

export async function listWebhooks(townId: string): Promise<(Webhook & { deliveries: Delivery[] })[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(webhooks)
    .where(eq(webhooks.townId, townId))
    .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
  return Promise.all(
    rows.map(async ({ sealedSecret: _, ...row }) => ({
      ...row,
      deliveries: await read
        .select()
        .from(webhookDeliveries)
        .where(and(eq(webhookDeliveries.townId, townId), eq(webhookDeliveries.webhookId, row.id)))
        .orderBy(desc(webhookDeliveries.createdAt), desc(webhookDeliveries.id))
        .limit(LOG_LINES),
    })),
  )
}
