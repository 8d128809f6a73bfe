import { and, asc, eq, gt } from 'drizzle-orm'
import { contributions as c, comments } from '#db/schema/contributions.server.ts'
import { answers } from '#db/schema/staff.server.ts'
import type { Db } from '#db/store.server.ts'
import type { Condition } from './listing.server.ts'

/** What is read at once. */
export interface WordsWalk {
  db: Db
  townId: string
  condition: Condition
  step: number
}

/** Published comments under what a condition selects, oldest first, some at a time; nothing of who wrote them. */
export async function* eachComment({ db, townId, condition, step }: WordsWalk) {
  for (let last = ''; ; ) {
    const rows = await db
      .select({
        id: comments.id,
        number: c.number,
        title: c.title,
        titles: c.translations,
        isOfficial: comments.isOfficial,
        parentId: comments.parentId,
        body: comments.body,
        translations: comments.translations,
        createdAt: comments.createdAt,
      })
      .from(comments)
      .innerJoin(c, and(eq(c.townId, comments.townId), eq(c.id, comments.contributionId)))
      .where(
        and(
          eq(comments.townId, townId),
          eq(comments.visibility, 'published'),
          gt(comments.id, last),
          condition,
        ),
      )
      .orderBy(asc(comments.id))
      .limit(step)
    if (rows.length > 0) yield rows
    // Other work of this thread is let through between them.
    await new Promise((resume) => setImmediate(resume))
    if (rows.length < step) return
    last = rows.at(-1)!.id
  }
}

/** The town's answers to what a condition selects, oldest first: those that were replaced, too. */
export async function* eachAnswer({ db, townId, condition, step }: WordsWalk) {
  for (let last = ''; ; ) {
    const rows = await db
      .select({
        id: answers.id,
        number: c.number,
        title: c.title,
        titles: c.translations,
        decision: answers.decision,
        status: answers.status,
        body: answers.body,
        translations: answers.translations,
        createdAt: answers.createdAt,
      })
      .from(answers)
      .innerJoin(c, and(eq(c.townId, answers.townId), eq(c.id, answers.contributionId)))
      .where(and(eq(answers.townId, townId), gt(answers.id, last), condition))
      .orderBy(asc(answers.id))
      .limit(step)
    if (rows.length > 0) yield rows
    // Other work of this thread is let through between them.
    await new Promise((resume) => setImmediate(resume))
    if (rows.length < step) return
    last = rows.at(-1)!.id
  }
}
