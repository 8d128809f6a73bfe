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

type LetterParams = Record<string, string | number>

/**
 * Puts a letter to a person of a town into the outbox, in their language.
 *
 * Letters rest on the consent to the processing of personal data, which names them as what the address is for: whoever
 * has withdrawn it, or never gave it, gets none and reads the decision on the site. A consent to an older text counts:
 * it is asked for anew, but not withdrawn. The consent to the rules is no ground for letters and its withdrawal stops none.
 *
 * @param params what the letter says, or how to say it in the person's language
 */
export function* tellPerson(
  tx: Tx,
  { townId, personId, template, params, now }: ToPerson,
): Generator<Step, void, unknown[]> {
  const [person] = yield* tx.do((db) =>
    db
      .select({ email: people.email, locale: people.locale })
      .from(people)
      .innerJoin(consents, consentInForce(personId, 'personal-data'))
      .where(eq(people.id, personId))
      .limit(1),
  )
  const [town] = yield* tx.do((db) => db.select({ slug: towns.slug }).from(towns).where(eq(towns.id, townId)))
  if (!person?.email || !town) return
  const own = typeof params === 'function' ? params(person.locale) : params
  yield* writeLetter(tx, {
    recipient: person.email,
    locale: person.locale,
    template,
    params: { ...own, town: town.slug },
    now,
  })
}

interface ToPerson {
  townId: string
  personId: string
  template: string
  params: LetterParams | ((locale: string) => LetterParams)
  now: Date
}

/** `tellPerson` about a contribution, to its author. */
export function* tellAuthor(
  tx: Tx,
  townId: string,
  { authorId, number, title }: Told,
  template: string,
  params: LetterParams | ((locale: string) => LetterParams),
  now: Date,
): Generator<Step, void, unknown[]> {
  if (!authorId) return
  const paramsIn = (locale: string) => ({
    ...(typeof params === 'function' ? params(locale) : params),
    number,
    title,
  })
  yield* tellPerson(tx, { townId, personId: authorId, template, params: paramsIn, now })
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
