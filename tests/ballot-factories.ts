import { eq } from 'drizzle-orm'
import type { BallotMethod, BallotSettings, Mark } from '#app/domain/ballots.ts'
import { defaultRule } from '#app/domain/default-rule.ts'
import { configureBallot } from '#app/models/ballot-settings.server.ts'
import { type Cast, castBallot } from '#app/models/casting.server.ts'
import { newBallotId } from '#app/models/ids.server.ts'
import type { Variant } from '#app/models/option-sources.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePerson, makeProcess, makeTown } from './factories.ts'

export const SECRET = 'a secret of the tests'

export const APPROVAL: BallotMethod = { kind: 'approval', min: 1, max: 3 }

export function ballotSettings(changes: Partial<BallotSettings> = {}): BallotSettings {
  return {
    method: APPROVAL,
    electorate: 'signed-in',
    optionSource: 'variants',
    rule: defaultRule('approval'),
    budgetMinor: null,
    minimumAge: 14,
    unlinkDays: 30,
    ...changes,
  }
}

/** 1,000, 2,000, … roubles. */
export function variants(count: number): Variant[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Вариант ${i + 1}`,
    summary: 'Что будет',
    costMinor: (i + 1) * 100_000,
  }))
}

export interface VoteOptions {
  options?: number
  settings?: Partial<BallotSettings>
  /** Days from now. */
  from?: number
  to?: number | null
}

/** A town with a vote between variants, open now. */
export async function makeVote({ options = 5, settings = {}, from = -1, to = 30 }: VoteOptions = {}) {
  const town = await makeTown()
  const process = await makeProcess({ townId: town.id, phases: [{ kind: 'vote', from, to }] })
  const { read } = await getStore()
  const [phase] = await read.select().from(phases).where(eq(phases.processId, process.id))
  const clerk = await makePerson()
  const here = { townId: town.id, phaseId: phase!.id }
  const configure = (changes: Partial<BallotSettings> = {}, count = options) =>
    configureBallot({
      ...here,
      actorId: clerk.id,
      settings: ballotSettings({ ...settings, ...changes }),
      choice: { variants: variants(count) },
    })
  await configure()
  const vote = await getVote(town.id, phase!.id)
  /** Ids by printed number. */
  const ids = new Map(vote.options.map(({ number, id }) => [number, id]))
  const marked = (...numbers: number[]): Mark[] =>
    numbers.map((number) => ({ optionId: ids.get(number)!, value: null }))
  const valued = (...pairs: [number: number, value: number][]): Mark[] =>
    pairs.map(([number, value]) => ({ optionId: ids.get(number)!, value }))
  const cast = (personId: string, marks: Mark[], changes: Partial<Cast> = {}) =>
    castBallot({
      ...here,
      ballotId: newBallotId(),
      marks,
      voter: { personId },
      statedAge: 14,
      revision: 0,
      secret: SECRET,
      ...changes,
    })
  return { town, process, phase: phase!, here, clerk, ids, marked, valued, cast, configure }
}
