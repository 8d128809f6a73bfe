import { and, eq, isNull } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { writeLetter } from './letters.server.ts'

export interface Told {
  authorId: string | null
  number: number
  title: string
}

/** Puts a letter about their contribution into the outbox, in the author's language. */
export function* tellAuthor(
  tx: Tx,
  townId: string,
  about: Told,
  template: string,
  params: Record<string, string | number>,
  now: Date,
): Generator<Step, void, unknown[]> {
  if (!about.authorId) return
  const { authorId } = about
  const [author] = yield* tx.do((db) =>
    db.select({ email: people.email, locale: people.locale }).from(people).where(eq(people.id, authorId)),
  )
  const [town] = yield* tx.do((db) => db.select({ slug: towns.slug }).from(towns).where(eq(towns.id, townId)))
  if (!author?.email || !town) return
  yield* writeLetter(tx, {
    recipient: author.email,
    locale: author.locale,
    template,
    params: { ...params, town: town.slug, number: about.number, title: about.title },
    now,
  })
}

/** The same letter to the author and to those whose pins or proposals were taken into this one. */
export function* tellAuthors(
  tx: Tx,
  townId: string,
  about: Told & { id: string },
  template: string,
  params: Record<string, string | number>,
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
