import { and, asc, eq, inArray, type SQL } from 'drizzle-orm'
import type { PhaseKind } from '#app/domain/phases.ts'
import { voteOptions } from '#db/schema/ballots.server.ts'
import { paperBundles } from '#db/schema/paper.server.ts'
import { people } from '#db/schema/people.server.ts'
import { phases, processes, spaces, type Translations } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { publicName } from './public-name.server.ts'

/** What the acts of a log were about beside pins and proposals, by id. A row that is gone is not in its map. */
export interface ActSubjects {
  /** Public names; null for who has been made anonymous. */
  people: Map<string, string | null>
  processes: Map<string, { slug: string; title: string; translations: Translations }>
  spaces: Map<string, { slug: string; name: string; translations: Translations }>
  /** The phases of a process stand in the order of their dates. */
  phases: Map<string, { processId: string; kind: PhaseKind }>
  bundles: Map<string, { phaseId: string; number: number; place: string }>
  /** By `PHASE NUMBER`: acts name an option by the number on its ballot. */
  options: Map<string, { number: number; title: string; translations: Translations }>
}

/** Looks up whom and what these lines of the log name, all lines at once. */
export async function listActSubjects(
  townId: string,
  acts: { subjectType: string; subjectId: string; after: Record<string, unknown> }[],
): Promise<ActSubjects> {
  const { read } = await getStore()
  const ids = (type: string) => [
    ...new Set(acts.filter((act) => act.subjectType === type).map((act) => act.subjectId)),
  ]
  const votes = acts.flatMap(({ after, subjectId }) => (after.option === undefined ? [] : [subjectId]))
  const bundles = await read
    .select({
      id: paperBundles.id,
      phaseId: paperBundles.phaseId,
      number: paperBundles.number,
      place: paperBundles.place,
    })
    .from(paperBundles)
    .where(and(eq(paperBundles.townId, townId), inArray(paperBundles.id, ids('bundle'))))
  const phaseIds = [...ids('phase'), ...bundles.map((bundle) => bundle.phaseId)]
  const phasesWhere = (which: SQL) =>
    read
      .select({ id: phases.id, processId: phases.processId, kind: phases.kind })
      .from(phases)
      .where(and(eq(phases.townId, townId), which))
      .orderBy(asc(phases.startsAt))
  const named = await phasesWhere(inArray(phases.id, phaseIds))
  const processIds = [...new Set([...ids('process'), ...named.map((phase) => phase.processId)])]
  const [persons, ofProcesses, places, options, moved] = await Promise.all([
    read
      .select({ id: people.id, name: publicName })
      .from(people)
      .where(inArray(people.id, ids('person'))),
    read
      .select({
        id: processes.id,
        slug: processes.slug,
        title: processes.title,
        translations: processes.translations,
      })
      .from(processes)
      .where(and(eq(processes.townId, townId), inArray(processes.id, processIds))),
    read
      .select({ id: spaces.id, slug: spaces.slug, name: spaces.name, translations: spaces.translations })
      .from(spaces)
      .where(and(eq(spaces.townId, townId), inArray(spaces.id, ids('space')))),
    read
      .select({
        phaseId: voteOptions.phaseId,
        number: voteOptions.number,
        title: voteOptions.title,
        translations: voteOptions.translations,
      })
      .from(voteOptions)
      .where(and(eq(voteOptions.townId, townId), inArray(voteOptions.phaseId, votes))),
    phasesWhere(inArray(phases.processId, processIds)),
  ])
  return {
    people: new Map(persons.map((row) => [row.id, row.name])),
    processes: byId(ofProcesses),
    spaces: byId(places),
    phases: byId(moved),
    bundles: byId(bundles),
    options: new Map(options.map((row) => [`${row.phaseId} ${row.number}`, row])),
  }
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}
