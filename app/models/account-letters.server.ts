import { eq } from 'drizzle-orm'
import { pushSubscriptions } from '#db/schema/notices.server.ts'
import { people } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { writeLetters } from './letters.server.ts'

export interface AccountNews {
  personId: string
  /** A key of `letterTexts.*` in app/i18n. */
  template: 'factor-guessed' | 'added-passkey' | 'added-app' | 'added-service' | 'joined'
  params?: Record<string, string | number>
  now: Date
}

/**
 * Tells somebody what happened to the ways into their account, by e-mail and to their browsers: whoever has got hold of the
 * mailbox can delete a letter there. It cannot be turned off and needs no consent, for it is about their own safety.
 */
export function* tellOfAccount(tx: Tx, news: AccountNews): Generator<Step, void, unknown[]> {
  const { personId, template, params, now } = news
  const [person] = yield* tx.do((db) =>
    db.select({ email: people.email, locale: people.locale }).from(people).where(eq(people.id, personId)),
  )
  if (!person) return
  const browsers = yield* tx.do((db) =>
    db
      .select({ id: pushSubscriptions.id })
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.personId, personId)),
  )
  const letter = { personId, template, params: { ...params, page: 'security' }, locale: person.locale, now }
  const { email } = person
  yield* writeLetters(tx, [
    ...(email ? [{ ...letter, channel: 'email' as const, recipient: email }] : []),
    ...browsers.map(({ id }) => ({ ...letter, channel: 'push' as const, recipient: id })),
  ])
}
