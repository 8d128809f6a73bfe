import { and, asc, count, eq, gt, isNull, lte, min, ne, or, sql } from 'drizzle-orm'
import { median } from '#app/domain/median.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { answers } from '#db/schema/staff.server.ts'
import { phases, processes, towns } from '#db/schema/towns.server.ts'
import { getStore, query } from '#db/store.server.ts'

const DAY_MS = 86_400_000

// However many towns there are, the table asks these four things, each once.
const openPhases = query<{ now: Date }>()('open_phases', (db) =>
  db
    .select({
      townId: phases.townId,
      processId: phases.processId,
      kind: phases.kind,
      endsAt: phases.endsAt,
      slug: processes.slug,
      title: processes.title,
      question: processes.question,
      translations: processes.translations,
    })
    .from(phases)
    .innerJoin(processes, and(eq(processes.townId, phases.townId), eq(processes.id, phases.processId)))
    .where(
      and(
        ne(phases.kind, 'results'),
        lte(phases.startsAt, sql.param(sql.placeholder('now'), phases.startsAt)),
        or(isNull(phases.endsAt), gt(phases.endsAt, sql.param(sql.placeholder('now'), phases.endsAt))),
      ),
    )
    .orderBy(asc(phases.townId), asc(phases.processId)),
)
const allTowns = query<Record<string, never>>()('all_towns', (db) =>
  db
    .select({
      id: towns.id,
      slug: towns.slug,
      name: towns.name,
      region: towns.region,
      timeZone: towns.timeZone,
      isDemo: towns.isDemo,
      translations: towns.translations,
    })
    .from(towns),
)
const entriesByTown = query<Record<string, never>>()('entries_by_town', (db) =>
  db
    .select({
      townId: contributions.townId,
      entries: count(),
      supports: sql<number>`coalesce(sum(${contributions.supports}), 0)`.mapWith(Number),
      proposals: sql<number>`count(case when ${contributions.kind} = 'proposal' then 1 end)`.mapWith(Number),
    })
    .from(contributions)
    .where(eq(contributions.visibility, 'published'))
    .groupBy(contributions.townId),
)
const firstAnswers = query<Record<string, never>>()('first_answers', (db) =>
  db
    .select({
      townId: contributions.townId,
      sentAt: contributions.createdAt,
      answeredAt: min(answers.createdAt),
    })
    .from(answers)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, answers.townId), eq(contributions.id, answers.contributionId)),
    )
    .where(and(eq(contributions.visibility, 'published'), eq(contributions.kind, 'proposal')))
    .groupBy(contributions.townId, contributions.id, contributions.createdAt),
)

/** Phases that are open now and in which residents act, with their processes. */
export async function listOpenPhases(now = new Date()) {
  return (await getStore()).get(openPhases, { now })
}

/** Public figures of every town, `TownFigures` of app/domain/overview.ts, in no order. */
export async function listTownFigures(now = new Date()) {
  const store = await getStore()
  const [all, open, entries, answered] = await Promise.all([
    store.get(allTowns, {}),
    store.get(openPhases, { now }),
    store.get(entriesByTown, {}),
    store.get(firstAnswers, {}),
  ])
  const entriesOf = new Map(entries.map((row) => [row.townId, row]))
  const openOf = groupBy(open)
  const answersOf = groupBy(answered)
  return all.map(function figuresOf(town) {
    const own = openOf.get(town.id) ?? []
    const waits = (answersOf.get(town.id) ?? []).flatMap(({ sentAt, answeredAt }) =>
      answeredAt ? (answeredAt.getTime() - sentAt.getTime()) / DAY_MS : [],
    )
    const ends = own.flatMap(({ endsAt }) => endsAt?.getTime() ?? [])
    const days = median(waits)
    const said = entriesOf.get(town.id)
    return {
      ...town,
      open: new Set(own.map(({ processId }) => processId)).size,
      entries: said?.entries ?? 0,
      supports: said?.supports ?? 0,
      proposals: said?.proposals ?? 0,
      answered: waits.length,
      medianDays: days === null ? null : Math.max(1, Math.ceil(days)),
      nextEnd: ends.length > 0 ? new Date(Math.min(...ends)) : null,
    }
  })
}

function groupBy<Row extends { townId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.townId)
    if (group) group.push(row)
    else groups.set(row.townId, [row])
  }
  return groups
}
