import { and, asc, eq, inArray } from 'drizzle-orm'
import { answers } from '#db/schema/staff.server.ts'
import { type Db, getStore } from '#db/store.server.ts'

export interface NewestAnswer {
  body: string
  translations: Record<string, Record<string, string>>
}

/** The answers in force, by contribution, as one snapshot sees them. */
export async function newestAnswers(
  db: Db,
  townId: string,
  contributionIds: string[],
): Promise<Map<string, NewestAnswer>> {
  if (contributionIds.length === 0) return new Map()
  const rows = await db
    .select({
      contributionId: answers.contributionId,
      body: answers.body,
      translations: answers.translations,
    })
    .from(answers)
    .where(and(eq(answers.townId, townId), inArray(answers.contributionId, contributionIds)))
    .orderBy(asc(answers.createdAt), asc(answers.id))
  return new Map(rows.map(({ contributionId, ...answer }) => [contributionId, answer]))
}

/** As `newestAnswers`, as of now. */
export async function listNewestAnswers(townId: string, contributionIds: string[]) {
  return newestAnswers((await getStore()).read, townId, contributionIds)
}
