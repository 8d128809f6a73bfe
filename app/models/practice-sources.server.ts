import { and, asc, count, eq, sql } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { roles } from '#db/schema/people.server.ts'
import { practiceCases, processSources } from '#db/schema/practices.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, query, type Step, type Tx } from '#db/store.server.ts'

/** Of a town's administrator few have more. */
const MOST_TOWNS = 20

const sourceOfProcess = query<{ townId: string; processId: string }>()('source_of_process', (db) =>
  db
    .select({
      slug: practiceCases.slug,
      title: practiceCases.title,
      translations: practiceCases.translations,
    })
    .from(processSources)
    .innerJoin(practiceCases, eq(practiceCases.id, processSources.caseId))
    .where(
      and(
        eq(processSources.townId, sql.placeholder('townId')),
        eq(processSources.processId, sql.placeholder('processId')),
        eq(practiceCases.state, 'published'),
      ),
    ),
)

/** The case after which a process was started, if it is still shown; else null. */
export async function getSourceCase(townId: string, processId: string) {
  const [row] = await (await getStore()).get(sourceOfProcess, { townId, processId })
  return row ?? null
}

/**
 * Keeps, in the transaction that makes a process, after which case it is made.
 * @throws {Refusal} 'practice.not-found' when the case is not published
 */
export function* keepSource(
  tx: Tx,
  { townId, processId, slug }: { townId: string; processId: string; slug: string },
): Generator<Step, void, unknown[]> {
  const [found] = yield* tx.do((db) =>
    db
      .select({ id: practiceCases.id })
      .from(practiceCases)
      .where(and(eq(practiceCases.slug, slug), eq(practiceCases.state, 'published'))),
  )
  if (!found) throw new Refusal('practice.not-found')
  yield* tx.do((db) =>
    db
      .insert(processSources)
      .values({ townId, processId, caseId: found.id })
      .returning({ caseId: processSources.caseId }),
  )
}

/** How many processes were started after a case. */
export async function countMadeAfter(caseId: string): Promise<number> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(processSources)
    .where(eq(processSources.caseId, caseId))
  return row!.n
}

/** The towns that somebody administers: where they may start a process. */
export async function listAdministered(personId: string) {
  const { read } = await getStore()
  return read
    .select({ slug: towns.slug, name: towns.name, translations: towns.translations })
    .from(roles)
    .innerJoin(towns, eq(towns.id, roles.townId))
    .where(and(eq(roles.personId, personId), eq(roles.role, 'admin')))
    .orderBy(asc(towns.name))
    .limit(MOST_TOWNS)
}

/** What everybody can see of a process: how many entries it has, and how often they were supported. */
export async function getProcessFigures(townId: string, processId: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({
      entries: count(),
      supports: sql<number>`coalesce(sum(${contributions.supports}), 0)`.mapWith(Number),
    })
    .from(contributions)
    .where(
      and(
        eq(contributions.townId, townId),
        eq(contributions.processId, processId),
        eq(contributions.visibility, 'published'),
      ),
    )
  return row!
}
