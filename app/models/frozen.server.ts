import { type BallotSettings, ballotOf, formOf } from '#app/domain/ballots.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Trust } from '#app/domain/trust.ts'
import { frozenBallots, type voteOptions } from '#db/schema/ballots.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { datesAndHash, optionsOfPhase, phaseForVote } from './ballot-queries.server.ts'
import { sha256Hex } from './ids.server.ts'

export type VoteOption = typeof voteOptions.$inferSelect
export type OptionsById = ReadonlyMap<string, VoteOption>

/** What is frozen never changes: read once, by the hash of the frozen text. */
const known = new Map<string, Vote>()
const MOST_KNOWN = 50

interface Vote {
  settings: BallotSettings
  options: OptionsById
  /** The least that the town must know of a person who votes; of holders of a code nothing is asked. */
  leastTrust: Trust
}

export interface OpenVote extends Vote {
  phaseId: string
  isFrozen: boolean
}

/**
 * A vote that is open at a moment, with its options.
 *
 * @param until  'end' also takes one that has ended: paper is counted after the close
 * @throws {Refusal} 'phase.not-found' | 'phase.closed' | 'ballot.not-configured'
 */
export function* openVote(
  tx: Tx,
  { townId, phaseId, now }: { townId: string; phaseId: string; now: Date },
  until: 'open' | 'end' = 'open',
): Generator<Step, OpenVote, unknown[]> {
  const [dates] = yield* tx.run(datesAndHash, { townId, phaseId })
  if (!dates) throw new Refusal('phase.not-found')
  const frozen = dates.hash === null ? null : (known.get(dates.hash) ?? null)
  const vote = frozen ?? (yield* readVote(tx, townId, phaseId))
  const hasEnded = dates.endsAt !== null && dates.endsAt <= now
  if (dates.startsAt > now || (hasEnded && until === 'open')) throw new Refusal('phase.closed')
  if (dates.hash !== null && !frozen) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(dates.hash, vote)
  }
  return { ...vote, phaseId, isFrozen: dates.hash !== null }
}

function* readVote(tx: Tx, townId: string, phaseId: string): Generator<Step, Vote, unknown[]> {
  const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
  if (phase?.kind !== 'vote') throw new Refusal('phase.not-found')
  const settings = ballotOf(phase.settings)
  if (!settings) throw new Refusal('ballot.not-configured')
  // Imported elections are finished: nobody votes in them.
  if (!phase.settings.acts.includes('vote')) throw new Refusal('phase.closed')
  const rows = yield* tx.run(optionsOfPhase, { townId, phaseId })
  const leastTrust = phase.settings.leastTrust ?? 'anonymous'
  return { settings, options: new Map(rows.map((row) => [row.id, row])), leastTrust }
}

/** Fixes the settings and the options, in the transaction of the first ballot; does nothing for a later one. */
export function* freeze(
  tx: Tx,
  { townId, vote, now }: { townId: string; vote: OpenVote; now: Date },
): Generator<Step, void, unknown[]> {
  if (vote.isFrozen) return
  const text = frozenText(vote.phaseId, vote.settings, [...vote.options.values()])
  yield* tx.do((db) =>
    db
      .insert(frozenBallots)
      .values({
        townId,
        phaseId: vote.phaseId,
        form: formOf(vote.settings.method),
        text,
        hash: sha256Hex(text),
        frozenAt: now,
      })
      .onConflictDoNothing()
      .returning({ phaseId: frozenBallots.phaseId }),
  )
}
