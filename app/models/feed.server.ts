import { and, desc, eq } from 'drizzle-orm'
import { comments, contributions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { answers, statusChanges } from '#db/schema/staff.server.ts'
import type { Translations } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

export interface FeedItem {
  what: 'entry' | 'answer' | 'status' | 'comment'
  id: string
  number: number
  title: string
  titles: Translations
  /** The words that are new; empty where only a status is. */
  body: string
  bodies: Translations
  status: string
  decision: string | null
  /** What others see of who wrote it; null: nobody in particular, or, where `isOfficial`, the town. */
  author: string | null
  isOfficial: boolean
  at: Date
  /** When its words were last changed. */
  editedAt: Date | null
}

/** What is public and new, newest first: of a town, of a space of it, or of one contribution (then with its comments). */
export async function listFeed(
  { townId, spaceId, contributionId }: { townId: string; spaceId?: string; contributionId?: string },
  limit = 50,
): Promise<FeedItem[]> {
  const { read } = await getStore()
  const c = contributions
  const here = and(
    eq(c.townId, townId),
    eq(c.visibility, 'published'),
    spaceId === undefined ? undefined : eq(c.spaceId, spaceId),
    contributionId === undefined ? undefined : eq(c.id, contributionId),
  )
  const about = { number: c.number, title: c.title, titles: c.translations }
  const [made, answered, changed, said] = await Promise.all([
    read
      .select({
        ...about,
        id: c.id,
        body: c.body,
        status: c.status,
        at: c.createdAt,
        editedAt: c.editedAt,
        author: publicName,
      })
      .from(c)
      .leftJoin(people, eq(people.id, c.authorId))
      .where(here)
      .orderBy(desc(c.createdAt))
      .limit(limit),
    read
      .select({
        ...about,
        id: answers.id,
        body: answers.body,
        bodies: answers.translations,
        status: answers.status,
        decision: answers.decision,
        at: answers.createdAt,
      })
      .from(answers)
      .innerJoin(c, and(eq(c.townId, answers.townId), eq(c.id, answers.contributionId)))
      .where(here)
      .orderBy(desc(answers.createdAt))
      .limit(limit),
    read
      .select({ ...about, id: statusChanges.id, status: statusChanges.status, at: statusChanges.createdAt })
      .from(statusChanges)
      .innerJoin(c, and(eq(c.townId, statusChanges.townId), eq(c.id, statusChanges.contributionId)))
      .where(here)
      .orderBy(desc(statusChanges.createdAt))
      .limit(limit),
    contributionId === undefined
      ? []
      : read
          .select({
            ...about,
            id: comments.id,
            body: comments.body,
            bodies: comments.translations,
            status: c.status,
            at: comments.createdAt,
            author: publicName,
            isOfficial: comments.isOfficial,
          })
          .from(comments)
          .innerJoin(c, and(eq(c.townId, comments.townId), eq(c.id, comments.contributionId)))
          .leftJoin(people, eq(people.id, comments.authorId))
          .where(and(here, eq(comments.visibility, 'published')))
          .orderBy(desc(comments.createdAt))
          .limit(limit),
  ])
  const plain = { body: '', bodies: {}, decision: null, author: null, isOfficial: false, editedAt: null }
  const items: FeedItem[] = [
    ...made.map((row) => ({ ...plain, ...row, what: 'entry' as const, bodies: row.titles })),
    ...answered.map((row) => ({ ...plain, ...row, isOfficial: true, what: 'answer' as const })),
    ...changed.map((row) => ({ ...plain, ...row, isOfficial: true, what: 'status' as const })),
    ...said.map((row) => ({ ...plain, ...row, what: 'comment' as const })),
  ]
  return items.sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number).slice(0, limit)
}
