import { and, asc, desc, eq, like, type SQL, sql } from 'drizzle-orm'
import { contributions } from '#db/schema/contributions.server.ts'
import { merges } from '#db/schema/desk.server.ts'
import { designVariants, planMentions } from '#db/schema/plans.server.ts'
import { answers } from '#db/schema/staff.server.ts'
import { type Db, getStore } from '#db/store.server.ts'

/** Of merges one after another; more than a desk ever makes. */
const MOST_MERGES = 50

/** What a plan names, and where merges in force lead from it: `led.id`, `led.objects`. */
function ledFrom(townId: string, variantId: string): SQL {
  const { contributionId, objects } = planMentions
  return sql`(with recursive led (id, objects, depth) as (
    select ${contributionId}, ${objects}, 0 from ${planMentions}
    where ${planMentions.townId} = ${townId} and ${planMentions.variantId} = ${variantId}
    union all
    select ${merges.intoId}, led.objects, led.depth + 1 from led join ${merges}
    on ${merges.townId} = ${townId} and ${merges.fromId} = led.id and ${merges.undoneAt} is null
    where led.depth < ${MOST_MERGES}
  ) select id, sum(objects) as objects from led group by id) led`
}

/** A contribution, and what was taken into it by merges in force. */
function idsIn(townId: string, id: string): SQL {
  return sql`(with recursive fed (id, depth) as (
    select cast(${id} as text), 0
    union all
    select ${merges.fromId}, fed.depth + 1 from fed join ${merges}
    on ${merges.townId} = ${townId} and ${merges.intoId} = fed.id and ${merges.undoneAt} is null
    where fed.depth < ${MOST_MERGES}
  ) select id from fed)`
}

/** What a plan takes into account, as far as the public sees it, by number; of what was merged, what it was taken into. */
export function mentionsOf(db: Db, townId: string, variantId: string) {
  return db
    .select({ contribution: contributions, objects: sql`led.objects`.mapWith(Number) })
    .from(contributions)
    .innerJoin(ledFrom(townId, variantId), sql`led.id = ${contributions.id}`)
    .where(and(eq(contributions.townId, townId), eq(contributions.visibility, 'published')))
    .orderBy(asc(contributions.number))
}

export async function listMentioned(townId: string, variantId: string) {
  const { read } = await getStore()
  const rows = await mentionsOf(read, townId, variantId)
  return rows.map(({ contribution, objects }) => ({ ...contribution, objects }))
}

/** The published plans that take a contribution into account, newest first. */
export async function listPlansOf(townId: string, contributionId: string) {
  const { read } = await getStore()
  return read
    .select({ id: designVariants.id, title: designVariants.title, version: designVariants.version })
    .from(designVariants)
    .where(
      and(
        eq(designVariants.townId, townId),
        eq(designVariants.state, 'published'),
        sql`exists (select 1 from ${planMentions} where ${planMentions.townId} = ${designVariants.townId}
          and ${planMentions.variantId} = ${designVariants.id}
          and ${planMentions.contributionId} in ${idsIn(townId, contributionId)})`,
      ),
    )
    .orderBy(desc(designVariants.publishedAt))
}

/** How many answers of the town lead to a plan. */
export async function countAnswersNaming(townId: string, variantId: string): Promise<number> {
  const { read } = await getStore()
  return read.$count(answers, and(eq(answers.townId, townId), like(answers.body, `%/plans/${variantId}%`)))
}
