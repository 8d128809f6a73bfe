import { type BallotSettings, ballotOf, formOf } from '#app/domain/ballots.ts'
import { frozenText } from '#app/domain/frozen-ballot.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { frozenBallots, type voteOptions } from '#db/schema/ballots.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { frozenHash, optionsOfPhase, phaseForVote } from './ballot-queries.server.ts'
import { sha256Hex } from './ids.server.ts'

export type VoteOption = typeof voteOptions.$inferSelect
export type OptionsById = ReadonlyMap<string, VoteOption>

/** Frozen options never change: read once, by the hash of the frozen text. */
const known = new Map<string, OptionsById>()
const MOST_KNOWN = 50

export interface OpenVote {
  phase: { id: string; kind: string; startsAt: Date; endsAt: Date | null }
  settings: BallotSettings
  isFrozen: boolean
  options: OptionsById
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
  const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
  if (!phase) throw new Refusal('phase.not-found')
  const settings = ballotOf(phase.settings)
  if (!settings) throw new Refusal('ballot.not-configured')
  const hasEnded = phase.endsAt !== null && phase.endsAt <= now
  if (!phase.settings.acts.includes('vote') || phase.startsAt > now || (hasEnded && until === 'open'))
    throw new Refusal('phase.closed')
  const [frozen] = yield* tx.run(frozenHash, { townId, phaseId })
  const cached = frozen && known.get(frozen.hash)
  if (cached) return { phase, settings, isFrozen: true, options: cached }
  const rows = yield* tx.run(optionsOfPhase, { townId, phaseId })
  const options = new Map(rows.map((row) => [row.id, row]))
  if (frozen) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(frozen.hash, options)
  }
  return { phase, settings, isFrozen: frozen !== undefined, options }
}

/** Fixes the settings and the options, in the transaction of the first ballot; does nothing for a later one. */
export function* freeze(
  tx: Tx,
  { townId, vote, now }: { townId: string; vote: OpenVote; now: Date },
): Generator<Step, void, unknown[]> {
  if (vote.isFrozen) return
  const text = frozenText(vote.phase.id, vote.settings, [...vote.options.values()])
  yield* tx.do((db) =>
    db
      .insert(frozenBallots)
      .values({
        townId,
        phaseId: vote.phase.id,
        form: formOf(vote.settings.method),
        text,
        hash: sha256Hex(text),
        frozenAt: now,
      })
      .onConflictDoNothing()
      .returning({ phaseId: frozenBallots.phaseId }),
  )
}
