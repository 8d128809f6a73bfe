import { and, eq, isNull } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { consents, people } from '#db/schema/people.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { consentInForce } from './consents.server.ts'
import { writeLetter } from './letters.server.ts'

export interface Told {
  authorId: string | null
  number: number
  title: string
}

export type LetterParams = Record<string, string | number>

/**
 * Puts a letter about their contribution into the outbox, in the author's language.
 *
 * Letters rest on the consent to the processing of personal data, which names them as what the address is for: whoever
 * has withdrawn it, or never gave it, gets none and reads the decision on the site. A consent to an older text counts:
 * it is asked for anew, but not withdrawn. The consent to the rules is no ground for letters and its withdrawal stops none.
 *
 * @param params what the letter says, or how to say it in the author's language
 */
export function* tellAuthor(
  tx: Tx,
  townId: string,
  about: Told,
  template: string,
  params: LetterParams | ((locale: string) => LetterParams),
  now: Date,
): Generator<Step, void, unknown[]> {
  if (!about.authorId) return
  const { authorId } = about
  const [author] = yield* tx.do((db) =>
    db
      .select({ email: people.email, locale: people.locale })
      .from(people)
      .innerJoin(consents, consentInForce(authorId, 'personal-data'))
      .where(eq(people.id, authorId))
      .limit(1),
  )
  const [town] = yield* tx.do((db) => db.select({ slug: towns.slug }).from(towns).where(eq(towns.id, townId)))
  if (!author?.email || !town) return
  const own = typeof params === 'function' ? params(author.locale) : params
  yield* writeLetter(tx, {
    recipient: author.email,
    locale: author.locale,
    template,
    params: { ...own, town: town.slug, number: about.number, title: about.title },
    now,
  })
}

/** The same letter to the author and to those whose pins or proposals were taken into this one. */
export function* tellAuthors(
  tx: Tx,
  townId: string,
  about: Told & { id: string },
  template: string,
  params: LetterParams | ((locale: string) => LetterParams),
  now: Date,
): Generator<Step, void, unknown[]> {
  const others = yield* tx.do((db) =>
    db
      .selectDistinct({ authorId: contributions.authorId })
      .from(merges)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, merges.townId), eq(contributions.id, merges.fromId)),
      )
      .where(and(eq(merges.townId, townId), eq(merges.intoId, about.id), isNull(merges.undoneAt))),
  )
  for (const authorId of new Set([about.authorId, ...others.map((row) => row.authorId)]))
    yield* tellAuthor(tx, townId, { ...about, authorId }, template, params, now)
}
