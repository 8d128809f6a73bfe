import { Refusal } from '#app/domain/refusal.ts'
import type { Pabulib } from '#app/formats/pabulib.ts'
import type { ElectionFacts } from '#app/jobs/election-facts.server.ts'
import { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { categories, phases, processes, towns } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, type Step, type Tx } from '#db/store.server.ts'
import { bulkInsert, insertBulk } from './bulk.server.ts'
import { choiceRows, proposalRows, tallyOf } from './election-rows.server.ts'
import { newId } from './ids.server.ts'

const ballotBulk = bulkInsert('bulk_ballots', ballots, ['townId', 'id', 'processId', 'channel', 'castAt'])
const choiceBulk = bulkInsert('bulk_ballot_choices', ballotChoices, [
  'townId',
  'ballotId',
  'contributionId',
  'points',
  'position',
  'times',
])

export interface NewElection {
  /** The address of the new town. */
  slug: string
  /** Every point on a ballot is a whole number. */
  election: Pabulib
  facts: ElectionFacts
  now?: Date
  onProgress?: (rows: number) => void
}

/**
 * Makes a town of its own out of a finished election: its projects as published proposals, its ballots without people,
 * and the counts that follow from them. All of it or nothing.
 *
 * @throws {Refusal} 'slug.taken'
 */
export async function importElection({ slug, election, facts, now = new Date(), onProgress }: NewElection) {
  const [townId, processId] = [newId(), newId()]
  const categoryIds = new Map(
    [...new Set(election.projects.flatMap(({ category }) => category.slice(0, 1)))].map((name) => [
      name,
      newId(),
    ]),
  )
  const ids = new Map(election.projects.map(({ id }) => [id, newId()]))
  const choices = choiceRows(election, townId, ids)
  const proposals = proposalRows({
    election,
    facts,
    townId,
    processId,
    ids,
    categoryIds,
    tally: tallyOf(choices),
  })
  const cast = [...new Set(choices.map(({ ballotId }) => ballotId))]
  const empty = election.ballots.length - cast.length
  const castIds = [...cast, ...Array.from({ length: empty }, newId)]

  const store = await getStore()
  try {
    await store.write(function* recordElection(tx) {
      yield* insertTown(tx, { slug, facts, townId, processId, projects: proposals.length, now })
      if (categoryIds.size > 0) yield* insertCategories(tx, townId, categoryIds)
      for (let from = 0; from < proposals.length; from += 200) {
        yield* tx.do((db) =>
          db
            .insert(contributions)
            .values(proposals.slice(from, from + 200))
            .returning({ id: contributions.id }),
        )
      }
      const castAt = facts.votedUntil
      yield* insertBulk(
        tx,
        ballotBulk,
        castIds.map((id) => ({ townId, id, processId, channel: 'import' as const, castAt })),
        onProgress,
      )
      yield* insertBulk(tx, choiceBulk, choices, onProgress)
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('slug.taken', { slug })
    throw error
  }
  return {
    townId,
    name: facts.name,
    proposals: proposals.length,
    ballots: castIds.length,
    choices: choices.length,
  }
}

interface NewElectionTown {
  slug: string
  facts: ElectionFacts
  townId: string
  processId: string
  projects: number
  now: Date
}

function* insertTown(
  tx: Tx,
  { slug, facts, townId, processId, projects, now }: NewElectionTown,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .insert(towns)
      .values({
        id: townId,
        slug,
        name: facts.name,
        region: facts.region,
        intro: facts.title,
        population: null,
        timeZone: facts.timeZone,
        currency: facts.currency,
        lng: facts.center[0],
        lat: facts.center[1],
        zoom: 12,
        boundary: null,
        isDemo: false,
        translations: {},
        lastNumber: projects,
        createdAt: now,
      })
      .returning({ id: towns.id }),
  )
  yield* tx.do((db) =>
    db
      .insert(processes)
      .values({
        townId,
        id: processId,
        slug: 'budget',
        title: facts.title,
        question: facts.title,
        summary: '',
        fixed: '',
        decision: facts.rule,
        budgetMinor: facts.budgetMinor,
        translations: {},
        createdAt: now,
      })
      .returning({ id: processes.id }),
  )
  const settings = { acts: [], moderation: 'post' as const, supportLimit: null }
  yield* tx.do((db) =>
    db
      .insert(phases)
      .values(
        facts.phases.map((phase) => ({
          ...phase,
          townId,
          id: newId(),
          processId,
          settings,
          translations: {},
        })),
      )
      .returning({ id: phases.id }),
  )
}

function* insertCategories(
  tx: Tx,
  townId: string,
  ids: Map<string, string>,
): Generator<Step, void, unknown[]> {
  const rows = [...ids].map(([name, id], position) => ({
    townId,
    id,
    icon: 'other',
    name,
    position,
    translations: {},
  }))
  yield* tx.do((db) => db.insert(categories).values(rows).returning({ id: categories.id }))
}
