import { eq } from 'drizzle-orm'
import type { NoticeKind } from '#app/domain/notices.ts'
import type { contributions } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { announce } from './notice-events.server.ts'
import { tell } from './tell.server.ts'

interface Told {
  authorId: string | null
  number: number
  title: string
}

type LetterParams = Record<string, string | number>

/**
 * Puts a notice about their contribution or comment into the outbox, for its author.
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
  const town = yield* slugOf(tx, townId)
  yield* tell(tx, {
    kind: kindOf(template),
    personIds: [about.authorId],
    text({ locale }) {
      const own = typeof params === 'function' ? params(locale) : params
      return { template, params: { ...own, town, number: about.number, title: about.title } }
    },
    now,
  })
}

function kindOf(template: string): NoticeKind {
  return template === 'answer' || template === 'status' ? template : 'decision'
}

/** Has everybody told who supports or follows a contribution, but not its author, who gets a letter of their own. */
export function* tellFollowers(
  tx: Tx,
  subject: typeof contributions.$inferSelect,
  template: 'status-followed' | 'answer-followed',
  params: Record<string, string | number>,
  now: Date,
): Generator<Step, void, unknown[]> {
  if (subject.visibility !== 'published') return
  const { townId, id, number, title, translations, authorId } = subject
  const titles = Object.entries(translations).map(([locale, texts]) => [
    `title.${locale}`,
    texts.title ?? title,
  ])
  const town = yield* slugOf(tx, townId)
  yield* announce(tx, {
    townId,
    kind: 'status',
    subjectId: id,
    params: { ...params, ...Object.fromEntries(titles), template, town, number, title, not: authorId ?? '' },
    now,
  })
}

function* slugOf(tx: Tx, townId: string): Generator<Step, string, unknown[]> {
  const [town] = yield* tx.do((db) => db.select({ slug: towns.slug }).from(towns).where(eq(towns.id, townId)))
  return town?.slug ?? ''
}
