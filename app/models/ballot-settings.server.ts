import { and, eq } from 'drizzle-orm'
import { mustBeSensible } from '#app/domain/ballot-settings.ts'
import { type BallotSettings, ballotOf } from '#app/domain/ballots.ts'
import type { CivicAct } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { voteOptions } from '#db/schema/ballots.server.ts'
import { phases } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { frozenHash, optionsOfPhase, phaseForVote } from './ballot-queries.server.ts'
import type { VoteOption } from './frozen.server.ts'
import { newId } from './ids.server.ts'
import { type NewOption, type OptionChoice, optionsFor } from './option-sources.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface NewBallotSettings {
  townId: string
  phaseId: string
  actorId: string | null
  settings: BallotSettings
  /** What of the source is voted on; by `settings.optionSource`. */
  choice: OptionChoice
  now?: Date
}

/**
 * Draws up the ballot of a vote phase: its settings and its options, copied as they are now and numbered in the order of
 * submission. Until the first ballot it can be drawn up again; what stays on it keeps its id.
 *
 * @returns how many options there are
 * @throws {Refusal} 'phase.not-found' | 'ballot.frozen' | 'contribution.not-found' | 'space.not-found' and what
 *   `mustBeSensible` refuses
 */
export async function configureBallot({
  townId,
  phaseId,
  actorId,
  settings,
  choice,
  now = new Date(),
}: NewBallotSettings): Promise<{ options: number }> {
  const store = await getStore()
  return store.write(function* recordSettings(tx) {
    const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
    if (phase?.kind !== 'vote') throw new Refusal('phase.not-found')
    const [frozen] = yield* tx.run(frozenHash, { townId, phaseId })
    if (frozen) throw new Refusal('ballot.frozen')
    const found = yield* optionsFor(tx, {
      townId,
      processId: phase.processId,
      source: settings.optionSource,
      choice,
    })
    const numbered = found.map((option, i) => ({ ...option, number: i + 1, position: i + 1 }))
    mustBeSensible(settings, numbered)
    yield* replaceOptions(tx, townId, phaseId, numbered)
    const acts: CivicAct[] = [...new Set<CivicAct>([...phase.settings.acts, 'vote'])]
    yield* tx.do((db) =>
      db
        .update(phases)
        .set({ settings: { ...phase.settings, acts, ballot: settings } })
        .where(and(eq(phases.townId, townId), eq(phases.id, phaseId)))
        .returning({ id: phases.id }),
    )
    if (actorId) {
      yield* recordStaffAct(tx, {
        townId,
        actorId,
        act: 'ballot.configure',
        subjectType: 'phase',
        subjectId: phaseId,
        before: { ballot: ballotOf(phase.settings) },
        after: { ballot: settings, options: numbered.length },
        now,
      })
    }
    return { options: numbered.length }
  })
}

type Numbered = NewOption & { number: number; position: number }

function* replaceOptions(
  tx: Tx,
  townId: string,
  phaseId: string,
  options: Numbered[],
): Generator<Step, void, unknown[]> {
  const before = yield* tx.run(optionsOfPhase, { townId, phaseId })
  const ids = new Map(before.map((option) => [sameAs(option), option.id]))
  yield* tx.do((db) =>
    db
      .delete(voteOptions)
      .where(and(eq(voteOptions.townId, townId), eq(voteOptions.phaseId, phaseId)))
      .returning({ id: voteOptions.id }),
  )
  const rows = options.map((option) => ({
    ...option,
    townId,
    phaseId,
    id: ids.get(sameAs(option)) ?? newId(),
  }))
  for (let from = 0; from < rows.length; from += 200) {
    yield* tx.do((db) =>
      db
        .insert(voteOptions)
        .values(rows.slice(from, from + 200))
        .returning({ id: voteOptions.id }),
    )
  }
}

function sameAs(option: Pick<VoteOption, 'contributionId' | 'spaceId' | 'title'>): string {
  return option.contributionId ?? option.spaceId ?? `text ${option.title}`
}
