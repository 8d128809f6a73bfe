import { request } from 'node:https'
import webpush from 'web-push'
import { env, origin } from '#app/env.server.ts'
import { localeOf } from '#app/i18n/locale.ts'
import type { Letter } from '#app/models/letters.server.ts'
import {
  getPushSubscription,
  keepServerKeys,
  unsubscribePush,
} from '#app/models/push-subscriptions.server.ts'
import { letterText } from './letter-text.server.ts'
import { mustBePushEndpoint, publicLookup } from './public-host.server.ts'

/** The browser has forgotten us, or never was: no use in trying again. */
export class GoneError extends Error {}

const TIMEOUT_MS = 10_000
/** How long a push service keeps a message for a browser that is off, seconds. */
const KEEP_S = 24 * 3600

let keys: Promise<{ publicKey: string; privateKey: string }> | null = null

/** This installation's own VAPID keys (RFC 8292): made once, kept in the database, the same for all its processes. */
export function vapidKeys() {
  keys ??= keepServerKeys('vapid', webpush.generateVAPIDKeys()).catch(function forget(error) {
    keys = null
    throw error
  })
  return keys
}

/**
 * Sends a message to one browser, encrypted for it (RFC 8291).
 * @throws {GoneError} when the subscription is no more
 * @throws {Error} when the push service could not be reached or refused
 */
export async function pushLetter(letter: Letter) {
  const subscription = await getPushSubscription(letter.recipient)
  if (!subscription) throw new GoneError('The browser has been taken off.')
  const { subject, link } = letterText(letter.template, letter.params, localeOf(letter.locale), origin())
  const message = JSON.stringify({
    title: subject,
    body: String(letter.params.title ?? ''),
    url: link,
    tag: `${letter.template}:${link}`,
  })
  const details = webpush.generateRequestDetails(
    { endpoint: subscription.endpoint, keys: { p256dh: subscription.p256dh, auth: subscription.auth } },
    message,
    { vapidDetails: { subject: contact(), ...(await vapidKeys()) }, TTL: KEEP_S },
  )
  const status = await post(subscription.endpoint, details.headers as Record<string, string>, details.body!)
  if (status === 404 || status === 410) {
    await unsubscribePush(subscription.id)
    throw new GoneError(`The push service answered ${status}.`)
  }
  if (status < 200 || status > 299) throw new Error(`The push service answered ${status}.`)
}

/** Whom a push service can write to about us. */
function contact(): string {
  const site = origin()
  if (site.startsWith('https:')) return site
  return `mailto:${/<([^>]+)>/.exec(env().MAIL_FROM)?.[1] ?? env().MAIL_FROM}`
}

/** @returns the status of the answer, whose body is not read: it comes from a stranger */
function post(endpoint: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  const isPublicOnly = env().PUSH_INSIDE === 'off'
  const url = mustBePushEndpoint(endpoint, isPublicOnly)
  return new Promise(function send(resolve, reject) {
    const call = request(
      url,
      { method: 'POST', headers, ...(isPublicOnly ? { lookup: publicLookup } : {}) },
      function answered(response) {
        clearTimeout(timer)
        resolve(response.statusCode ?? 0)
        response.destroy()
      },
    )
    const timer = setTimeout(() => call.destroy(new Error('The push service did not answer.')), TIMEOUT_MS)
    call.once('error', function failed(error) {
      clearTimeout(timer)
      reject(error)
    })
    call.end(body)
  })
}
