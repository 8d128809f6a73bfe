import { and, asc, count, eq, inArray } from 'drizzle-orm'
import { ballotText } from '#app/domain/ballot-rules.ts'
import type { Mark } from '#app/domain/ballots.ts'
import { type BallotSettings, ballotOf } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ballots, frozenBallots } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { phases, processes, spaces } from '#db/schema/towns.server.ts'
import { turnout } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { choicesOf, optionsOfPhase, turnoutOf } from './ballot-queries.server.ts'
import type { VoteOption } from './frozen.server.ts'
import { type Receipt, receiptOf } from './receipts.server.ts'
import { codeHashOf, type Voter } from './voters.server.ts'

export type Frozen = typeof frozenBallots.$inferSelect

/** A vote phase with all that is fixed about it; `settings` null where no ballot was drawn up yet. */
export interface Vote {
  phase: typeof phases.$inferSelect
  process: { id: string; slug: string; title: string; translations: Record<string, Record<string, string>> }
  settings: BallotSettings | null
  options: VoteOption[]
  frozen: Frozen | null
}

/** @throws {Refusal} 'phase.not-found' */
export async function getVote(townId: string, phaseId: string): Promise<Vote> {
  const store = await getStore()
  const [[phase], options, [frozen]] = await Promise.all([
    store.read
      .select()
      .from(phases)
      .where(and(eq(phases.townId, townId), eq(phases.id, phaseId))),
    store.get(optionsOfPhase, { townId, phaseId }),
    store.read
      .select()
      .from(frozenBallots)
      .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId))),
  ])
  if (phase?.kind !== 'vote') throw new Refusal('phase.not-found')
  const [process] = await store.read
    .select({
      id: processes.id,
      slug: processes.slug,
      title: processes.title,
      translations: processes.translations,
    })
    .from(processes)
    .where(and(eq(processes.townId, townId), eq(processes.id, phase.processId)))
  return { phase, process: process!, settings: ballotOf(phase.settings), options, frozen: frozen ?? null }
}

/** Ballots by channel; the three are all there are. */
export async function countBallots(townId: string, phaseId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({ channel: ballots.channel, n: count() })
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
    .groupBy(ballots.channel)
  const of = (channel: (typeof rows)[number]['channel']) =>
    rows.find((row) => row.channel === channel)?.n ?? 0
  return { web: of('web'), paper: of('paper'), import: of('import') }
}

/** All ballots of a phase, of every channel: one walk over an index, without the rows. */
export async function countCast(townId: string, phaseId: string): Promise<number> {
  const { read } = await getStore()
  const [row] = await read
    .select({ n: count() })
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
  return row!.n
}

/** Whether a phase has any ballot: one that was only fixed has nothing to count. */
export async function hasBallots(townId: string, phaseId: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId)))
    .limit(1)
  return rows.length > 0
}

/** A voter's own state in a phase, for the page of their ballot; the marks while they are still linked to it. */
export interface OwnBallot {
  state: 'none' | 'cast' | 'withdrawn'
  channel: 'web' | 'paper'
  revision: number
  marks: Mark[] | null
  receipt: Receipt | null
}

interface Asked {
  townId: string
  phaseId: string
  voter: Voter
  secret: string
}

export async function getOwnBallot({ townId, phaseId, voter, secret }: Asked): Promise<OwnBallot> {
  const store = await getStore()
  const voterKey = 'personId' in voter ? voter.personId : codeHashOf(secret, phaseId, voter.code)
  const [row] = await store.get(turnoutOf, { townId, phaseId, voterKey })
  if (!row) return { state: 'none', channel: 'web', revision: 0, marks: null, receipt: null }
  const { state, channel, revision, ballotId } = row
  if (!ballotId) return { state, channel, revision, marks: null, receipt: null }
  const [marks, options] = await Promise.all([
    store.get(choicesOf, { townId, ballotId }),
    store.get(optionsOfPhase, { townId, phaseId }),
  ])
  const text = ballotText(marks, new Map(options.map((option) => [option.id, option])))
  return { state, channel, revision, marks, receipt: receiptOf({ secret, phaseId, ballotId, text }) }
}

/** How many voted, by where. */
export async function countTurnout(townId: string, phaseId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({ channel: turnout.channel, n: count() })
    .from(turnout)
    .where(and(eq(turnout.townId, townId), eq(turnout.phaseId, phaseId), eq(turnout.state, 'cast')))
    .groupBy(turnout.channel)
  const of = (channel: 'web' | 'paper') => rows.find((row) => row.channel === channel)?.n ?? 0
  return { web: of('web'), paper: of('paper') }
}

/** Published proposals of a process in the order of submission: what a vote may be about. */
export async function listProposals(townId: string, processId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: contributions.id,
      number: contributions.number,
      title: contributions.title,
      translations: contributions.translations,
      costMinor: contributions.costMinor,
    })
    .from(contributions)
    .where(
      and(
        eq(contributions.townId, townId),
        eq(contributions.processId, processId),
        eq(contributions.kind, 'proposal'),
        eq(contributions.visibility, 'published'),
      ),
    )
    .orderBy(asc(contributions.number))
}

/** Where the proposals and spaces among some options are: [lng, lat] of each, and what its page is called. */
export async function listPlacesOfOptions(townId: string, options: readonly VoteOption[]) {
  const { read } = await getStore()
  const proposalIds = options.flatMap(({ contributionId }) => contributionId ?? [])
  const spaceIds = options.flatMap(({ spaceId }) => spaceId ?? [])
  const proposals = await read
    .select({
      id: contributions.id,
      number: contributions.number,
      lng: contributions.lng,
      lat: contributions.lat,
    })
    .from(contributions)
    .where(and(eq(contributions.townId, townId), inArray(contributions.id, proposalIds)))
  const areas = await read
    .select({ id: spaces.id, slug: spaces.slug, lng: spaces.lng, lat: spaces.lat })
    .from(spaces)
    .where(and(eq(spaces.townId, townId), inArray(spaces.id, spaceIds)))
  return [
    ...proposals.map((row) => ({ ...row, slug: null })),
    ...areas.map((row) => ({ ...row, number: null })),
  ]
}

/** The vote phases of a town, newest first, with their processes. */
export async function listVotePhases(townId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({
      phaseId: phases.id,
      processId: phases.processId,
      startsAt: phases.startsAt,
      endsAt: phases.endsAt,
      settings: phases.settings,
      title: processes.title,
      translations: processes.translations,
      slug: processes.slug,
    })
    .from(phases)
    .innerJoin(processes, and(eq(processes.townId, phases.townId), eq(processes.id, phases.processId)))
    .where(and(eq(phases.townId, townId), eq(phases.kind, 'vote')))
  return rows
    .map((row) => ({ ...row, ballot: ballotOf(row.settings) }))
    .sort((a, b) => b.startsAt.getTime() - a.startsAt.getTime())
}
