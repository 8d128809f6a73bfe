import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { NoticeKind } from '#app/domain/notices.ts'
import { pushSubscriptions } from '#db/schema/notices.server.ts'
import { consents, people } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { writeLetters } from './letters.server.ts'
import { whoWants } from './notice-settings.server.ts'

export interface Listener {
  id: string
  locale: string
}

export interface NoticeText {
  /** A key of `letterTexts.*` in app/i18n. */
  template: string
  params: Record<string, string | number>
}

interface Notice {
  kind: NoticeKind
  personIds: string[]
  /** What to tell each of them; null: nothing. */
  text(listener: Listener): NoticeText | null
  now: Date
}

/**
 * Writes a notice into the outbox for each person who wants it, by e-mail and to their browsers.
 *
 * Notices rest on the consent to the processing of personal data, which names them as what the address is for: whoever has
 * withdrawn it, or never gave it, gets none and reads the news on the site. A consent to an older text counts: it is asked
 * for anew, but not withdrawn. The consent to the rules is no ground for notices and its withdrawal stops none.
 */
export function* tell(tx: Tx, { kind, personIds, text, now }: Notice): Generator<Step, void, unknown[]> {
  if (personIds.length === 0) return
  const known = yield* tx.do((db) =>
    db
      .select({ id: people.id, email: people.email, locale: people.locale })
      .from(people)
      .where(and(inArray(people.id, personIds), isNull(people.deletedAt))),
  )
  const consenting = yield* whoConsents(tx, personIds)
  const listeners = known.filter(({ id }) => consenting.has(id))
  if (listeners.length === 0) return
  const ids = listeners.map(({ id }) => id)
  const wants = yield* whoWants(tx, ids, kind)
  const browsers = yield* tx.do((db) =>
    db
      .select({ id: pushSubscriptions.id, personId: pushSubscriptions.personId })
      .from(pushSubscriptions)
      .where(inArray(pushSubscriptions.personId, ids)),
  )
  const letters = listeners.flatMap(({ id, email, locale }) => {
    const said = text({ id, locale })
    if (!said) return []
    const letter = { ...said, locale, personId: id, kind, now }
    const byEmail =
      email !== null && wants.email.has(id)
        ? [{ ...letter, channel: 'email' as const, recipient: email }]
        : []
    const byPush = wants.push.has(id)
      ? browsers
          .filter((browser) => browser.personId === id)
          .map((browser) => ({ ...letter, channel: 'push' as const, recipient: browser.id }))
      : []
    return [...byEmail, ...byPush]
  })
  yield* writeLetters(tx, letters)
}

function* whoConsents(tx: Tx, personIds: string[]): Generator<Step, Set<string>, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ personId: consents.personId })
      .from(consents)
      .where(
        and(
          inArray(consents.personId, personIds),
          eq(consents.purpose, 'personal-data'),
          isNull(consents.withdrawnAt),
        ),
      ),
  )
  return new Set(rows.map((row) => row.personId))
}
