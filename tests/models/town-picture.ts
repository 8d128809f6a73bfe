import { asc, eq } from 'drizzle-orm'
import { citations, comments, contributions, photos, supports } from '#db/schema/contributions.server.ts'
import { flags } from '#db/schema/desk.server.ts'
import { reports } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'

/** All that people have sent, said, supported and reported in a town, and what was made of it: for "exactly as it was". */
export async function townPicture(townId: string) {
  const { read } = await getStore()
  const [sent, said, shown, given, complaints, hints, cited] = await Promise.all([
    read.select().from(contributions).where(eq(contributions.townId, townId)).orderBy(asc(contributions.id)),
    read.select().from(comments).where(eq(comments.townId, townId)).orderBy(asc(comments.id)),
    read.select().from(photos).where(eq(photos.townId, townId)).orderBy(asc(photos.id)),
    read
      .select()
      .from(supports)
      .where(eq(supports.townId, townId))
      .orderBy(asc(supports.contributionId), asc(supports.personId)),
    read.select().from(reports).where(eq(reports.townId, townId)).orderBy(asc(reports.id)),
    read.select().from(flags).where(eq(flags.townId, townId)).orderBy(asc(flags.id)),
    read
      .select()
      .from(citations)
      .where(eq(citations.townId, townId))
      .orderBy(asc(citations.proposalId), asc(citations.pinId)),
  ])
  // When a row was last written is no part of what it says.
  return {
    sent: sent.map((row) => ({ ...row, changeMark: 0 })),
    said,
    shown,
    given,
    complaints,
    hints,
    cited,
  }
}

export async function rowOf(townId: string, id: string) {
  return (await townPicture(townId)).sent.find((row) => row.id === id)!
}
