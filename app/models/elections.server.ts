import { type BallotSettings, formOf } from '#app/domain/ballots.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { countTurnout, type Turnout } from '#app/domain/turnout.ts'
import type { Pabulib } from '#app/formats/pabulib.ts'
import type { ElectionFacts } from '#app/jobs/election-facts.server.ts'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { categories, phases, processes, towns } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, type Step, type Tx } from '#db/store.server.ts'
import { bulkInsert, insertBulk } from './bulk.server.ts'
import { choiceRows, optionRows, proposalRows, tallyOf } from './election-rows.server.ts'
import { newBallotId, newId, sha256Hex } from './ids.server.ts'

const ballotBulk = bulkInsert('bulk_ballots', ballots, ['townId', 'id', 'phaseId', 'channel', 'castAt'])
const choiceBulk = bulkInsert('bulk_ballot_choices', ballotChoices, [
  'townId',
  'ballotId',
  'optionId',
  'value',
  'times',
])

export interface NewElection {
  /** The address of the new town. */
  slug: string
  /** Every point on a ballot is a whole number. */
  election: Pabulib
  facts: ElectionFacts
  ballot: BallotSettings
  now?: Date
  onProgress?: (rows: number) => void
}

/**
 * Makes a town of its own out of a finished election: its projects as published proposals, its ballots without people,
 * and the counts that follow from them. All of it or nothing.
 *
 * @throws {Refusal} 'slug.taken'
 */
export async function importElection({
  slug,
  election,
  facts,
  ballot,
  now = new Date(),
  onProgress,
}: NewElection) {
  const [townId, processId, phaseId] = [newId(), newId(), newId()]
  const categoryIds = new Map(
    [...new Set(election.projects.flatMap(({ category }) => category.slice(0, 1)))].map((name) => [
      name,
      newId(),
    ]),
  )
  const ids = new Map(election.projects.map(({ id }) => [id, newId()]))
  const optionIds = new Map(election.projects.map(({ id }) => [id, newId()]))
  // In ascending order, so that the index grows at its end.
  const ballotIds = election.ballots.map(newBallotId).sort()
  const choices = choiceRows(election, townId, optionIds, ballotIds)
  const form = formOf(ballot.method)
  const proposals = proposalRows({
    election,
    facts,
    townId,
    processId,
    ids,
    optionIds,
    categoryIds,
    tally: tallyOf(choices, form),
  })
  const options = optionRows(election, { townId, phaseId, ids, optionIds })
  const text = frozenText(phaseId, ballot, options)

  const store = await getStore()
  try {
    await store.write(function* recordElection(tx) {
      yield* insertTown(tx, {
        slug,
        facts,
        ballot,
        townId,
        processId,
        phaseId,
        projects: proposals.length,
        turnout: turnoutIn(election),
        now,
      })
      if (categoryIds.size > 0) yield* insertCategories(tx, townId, categoryIds)
      for (let from = 0; from < proposals.length; from += 200) {
        yield* tx.do((db) =>
          db
            .insert(contributions)
            .values(proposals.slice(from, from + 200))
            .returning({ id: contributions.id }),
        )
      }
      for (let from = 0; from < options.length; from += 200) {
        yield* tx.do((db) =>
          db
            .insert(voteOptions)
            .values(options.slice(from, from + 200))
            .returning({ id: voteOptions.id }),
        )
      }
      const castAt = facts.votedUntil
      yield* tx.do((db) =>
        db
          .insert(frozenBallots)
          .values({
            townId,
            phaseId,
            form,
            text,
            hash: sha256Hex(text),
            frozenAt: facts.votedFrom,
            countedAt: castAt,
            unlinkedAt: castAt,
          })
          .returning({ phaseId: frozenBallots.phaseId }),
      )
      yield* insertBulk(
        tx,
        ballotBulk,
        ballotIds.map((id) => ({ townId, id, phaseId, channel: 'import' as const, castAt })),
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
    ballots: ballotIds.length,
    choices: choices.length,
  }
}

interface NewElectionTown {
  slug: string
  facts: ElectionFacts
  ballot: BallotSettings
  townId: string
  processId: string
  /** Of the vote. */
  phaseId: string
  projects: number
  turnout: Turnout | null
  now: Date
}

/** Only these sums are kept of what the file says of its voters. */
function turnoutIn({ ballots: given }: Pabulib): Turnout | null {
  return countTurnout(
    given.map(({ age, voting_method, district, neighborhood }) => ({
      age,
      method: voting_method,
      district: district ?? neighborhood,
    })),
  )
}

function* insertTown(
  tx: Tx,
  { slug, facts, ballot, townId, processId, phaseId, projects, turnout, now }: NewElectionTown,
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
          id: phase.kind === 'vote' ? phaseId : newId(),
          processId,
          settings: phase.kind === 'vote' ? { ...settings, ballot, turnout } : settings,
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
