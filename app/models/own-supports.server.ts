import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { mayAct } from '#app/domain/phases.ts'
import { contributions, supports } from '#db/schema/contributions.server.ts'
import { phases, towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'

/**
 * What a person supports, in every town, newest first; also what is no longer in sight, for it counts to the limit of
 * its process until it is taken back.
 *
 * @returns `mayWithdraw`: whether the open phase of its process lets supports be given and taken back
 */
export async function listOwnSupports(personId: string, now = new Date(), limit = 500) {
  const { read } = await getStore()
  const rows = await read
    .select({
      contribution: contributions,
      supportedAt: supports.createdAt,
      townSlug: towns.slug,
      townName: towns.name,
      translations: towns.translations,
      timeZone: towns.timeZone,
    })
    .from(supports)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, supports.townId), eq(contributions.id, supports.contributionId)),
    )
    .innerJoin(towns, eq(towns.id, supports.townId))
    .where(eq(supports.personId, personId))
    .orderBy(desc(supports.createdAt), asc(contributions.number))
    .limit(limit)
  const processIds = [...new Set(rows.map((row) => row.contribution.processId))]
  const dated =
    processIds.length > 0 ? await read.select().from(phases).where(inArray(phases.processId, processIds)) : []
  return rows.map((row) => {
    const { townId, processId } = row.contribution
    const own = dated.filter((phase) => phase.townId === townId && phase.processId === processId)
    return { ...row, mayWithdraw: mayAct(own, 'support', now) }
  })
}
