import { createHmac } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { Refusal } from '#app/domain/refusal.ts'
import { env, origin } from '#app/env.server.ts'
import {
  claimDelivery,
  type Delivery,
  getWebhookTarget,
  listDueDeliveries,
  markDelivery,
} from '#app/models/webhook-queue.server.ts'
import { endWebhook } from '#app/models/webhooks.server.ts'
import { webhookBody } from '#app/open/webhook-body.server.ts'
import { describeFault, hidden } from './hidden.server.ts'
import { publicFetch } from './public-fetch.server.ts'
import { isPublicHost } from './public-host.server.ts'

/** Minutes to wait before each next try; after the last one the delivery is given up, visibly. */
const WAITS_MIN = [1, 5, 15, 60, 240]
const MINUTE = 60_000
const MOST_MS = 10_000
/** How many webhooks are sent to at once, each one thing at a time: who does not answer holds up only themselves. */
const AT_ONCE = 40
/** How long a stop waits for what is under way. What is cut off then is sent again after its claim. */
const STOP_WITHIN_MS = 3000
/** The receiver says that it is gone for good. */
const GONE = 410

/** What is being sent, by webhook. */
const underWay = new Map<string, Promise<void>>()
let isStopped = false

/** Begins to send what is due, the oldest of each webhook that nothing is being sent to; safe in several processes. */
async function sendDueDeliveries() {
  while (!isStopped && underWay.size < AT_ONCE) {
    const due = await listDueDeliveries(new Date(), AT_ONCE, [...underWay.keys()])
    if (due.length === 0) return
    for (const delivery of due) if (!isStopped && underWay.size < AT_ONCE) begin(delivery)
  }
}

function begin(delivery: Delivery) {
  const { webhookId } = delivery
  if (underWay.has(webhookId)) return
  const work = sendOne(delivery)
    // The clock looks again after a failure of ours.
    .then(wakeWebhooks, sayFault)
    .finally(() => underWay.delete(webhookId))
  underWay.set(webhookId, work)
}

/** Begins nothing more, and waits for what is under way, but not for long. */
export async function stopWebhooks() {
  isStopped = true
  await Promise.race([Promise.all(underWay.values()), setTimeout(STOP_WITHIN_MS, null, { ref: false })])
}

async function sendOne(delivery: Delivery): Promise<void> {
  if (!(await claimDelivery(delivery, new Date()))) return
  let status: number | null = null
  try {
    const target = await getWebhookTarget(delivery, env().SESSION_SECRET)
    const body = target && (await webhookBody(delivery))
    if (!target || body === null) {
      await markDelivery(delivery, { state: 'dropped', status: null, error: null, now: new Date() })
      return
    }
    status = await post(target, delivery, body)
    if (status < 200 || status >= 300) throw new Error(`answered ${status}`)
    await markDelivery(delivery, { state: 'sent', status, error: null, now: new Date() })
  } catch (error) {
    const now = new Date()
    const wait = status === GONE ? undefined : WAITS_MIN[delivery.tries]
    const outcome = { status, error: reasonOf(error), now }
    if (wait === undefined) await markDelivery(delivery, { ...outcome, state: 'failed' })
    else
      await markDelivery(delivery, {
        ...outcome,
        state: 'waiting',
        dueAt: new Date(now.getTime() + wait * MINUTE),
      })
    if (status === GONE) await endWebhook(delivery.townId, delivery.webhookId)
  }
}

/** For the staff's log: why, without the receiver's own words. */
function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: unknown; message?: unknown } }).cause
  return hidden(String(cause?.code ?? cause?.message ?? (error as Error).message))
}

/** Signs as Standard Webhooks 1.0 says: HMAC-SHA-256 over id, seconds and body. */
async function post(
  { url, key }: { url: string; key: string },
  { id }: Delivery,
  body: string,
): Promise<number> {
  const at = String(Math.floor(Date.now() / 1000))
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': `Sreda (${origin()})`,
    'webhook-id': id,
    'webhook-timestamp': at,
    'webhook-signature': `v1,${signatureOf(key, `${id}.${at}.${body}`)}`,
  }
  const signal = AbortSignal.timeout(MOST_MS)
  const isInside = env().WEBHOOKS_INSIDE === 'on'
  const response = isInside
    ? await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    : await publicFetch(url, {
        method: 'POST',
        headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) },
        body,
        signal,
      })
  await response.body?.cancel()
  return response.status
}

/** @param key whsec_ and base64 */
export function signatureOf(key: string, text: string): string {
  return createHmac('sha256', Buffer.from(key.replace(/^whsec_/, ''), 'base64'))
    .update(text)
    .digest('base64')
}

/**
 * The address of a receiver as an administrator typed it. What a name leads to is looked at when something is sent.
 *
 * @throws {Refusal} 'webhook.bad-url'
 */
export function mustBeWebhookUrl(text: string): string {
  const url = URL.canParse(text) && text.length <= 500 ? new URL(text) : null
  const isInside = env().WEBHOOKS_INSIDE === 'on'
  const fits = url && (url.protocol === 'https:' || (isInside && url.protocol === 'http:'))
  if (!fits || url.username || url.password || (!isInside && !isPublicHost(url.hostname)))
    throw new Refusal('webhook.bad-url')
  url.hash = ''
  return url.href
}

export function wakeWebhooks() {
  setImmediate(() => void sendDueDeliveries().catch(sayFault))
}

function sayFault(error: unknown) {
  console.error(describeFault(error))
}
