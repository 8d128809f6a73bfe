import { ballotText, mustKeepTo } from '#app/domain/ballot-rules.ts'
import type { Mark } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { getStore, isUniqueViolation, type Step, type Tx } from '#db/store.server.ts'
import {
  choicesOf,
  deleteBallot,
  deleteChoices,
  insertBallot,
  insertChoices,
  insertTurnout,
  setCodeState,
  turnoutOf,
  updateTurnout,
} from './ballot-queries.server.ts'
import { freeze, type OpenVote, openVote } from './frozen.server.ts'
import { isBallotId } from './ids.server.ts'
import { type Receipt, receiptOf } from './receipts.server.ts'
import { mustBeTrusted } from './trust.server.ts'
import { keyOfVoter, type Voter, type VoterKey } from './voters.server.ts'

export interface Cast {
  townId: string
  phaseId: string
  /** Made by the client, random (`crypto.randomUUID`): the same ballot sent twice is one ballot. */
  ballotId: string
  marks: Mark[]
  voter: Voter
  /** How old the voter says to be at least, in years; null = not said. */
  statedAge: number | null
  /** What the form knew of the voter's earlier acts in this phase; 0 = none. */
  revision: number
  secret: string
  now?: Date
}

/**
 * Casts a ballot, or replaces the voter's earlier one. The first ballot of a phase freezes its settings in the same
 * transaction. Sent again it changes nothing and gives the same receipt.
 *
 * @throws {Refusal} what `openVote`, `keyOfVoter` and `mustKeepTo` refuse, 'ballot.age-not-stated' (`age`),
 *   'ballot.cast-on-paper', 'ballot.changed-meanwhile', 'ballot.id-taken'
 */
export async function castBallot(cast: Cast): Promise<Receipt & { revision: number }> {
  const { townId, phaseId, ballotId, marks, statedAge, revision, secret, now = new Date() } = cast
  if (!isBallotId(ballotId)) throw new Refusal('input.bad')
  const store = await getStore()
  return refusingTakenId(
    store.write(function* recordBallot(tx) {
      const vote = yield* openVote(tx, { townId, phaseId, now })
      const { options } = vote
      const { voterKey, personId } = yield* mustBeCastable(tx, cast, vote)
      const receipt = receiptOf({ secret, phaseId, ballotId, text: ballotText(marks, options) })
      const votedAt = dayOf(now)
      const entry = {
        townId,
        phaseId,
        voterKey,
        state: 'cast' as const,
        channel: 'web' as const,
        ballotId,
        revision: revision + 1,
        votedAt,
        statedAge,
      }
      // Most voters vote once: their row is made without looking whether there is one.
      const made = revision === 0 ? yield* tx.run(insertTurnout, { ...entry, personId }) : []
      if (made.length === 0) {
        const [row] = yield* tx.run(turnoutOf, { townId, phaseId, voterKey })
        if (row?.state === 'cast' && row.channel === 'paper') throw new Refusal('ballot.cast-on-paper')
        if (row?.ballotId === ballotId) {
          const held = ballotText(yield* tx.run(choicesOf, { townId, ballotId }), options)
          if (held !== receipt.text) throw new Refusal('ballot.id-taken')
          return { ...receipt, revision: row.revision }
        }
        if (row?.revision !== revision) throw new Refusal('ballot.changed-meanwhile')
        if (row.ballotId) yield* takeOut(tx, townId, row.ballotId)
        yield* tx.run(updateTurnout, entry)
      }
      yield* freeze(tx, { townId, vote, now })
      yield* putIn(tx, {
        townId,
        phaseId,
        id: ballotId,
        channel: 'web',
        castAt: votedAt,
        receiptHash: receipt.hash,
        bundleId: null,
        marks,
      })
      if (personId === null) yield* markCode(tx, townId, phaseId, voterKey, 'used')
      return { ...receipt, revision: revision + 1 }
    }),
  )
}

/**
 * Looks whether a ballot could be cast as it is, and writes nothing: for the page on which it is reviewed.
 *
 * @returns what the form needs to be cast: how often the voter has acted, and whether a ballot would be replaced
 * @throws {Refusal} as `castBallot`
 */
export async function reviewBallot(
  cast: Omit<Cast, 'ballotId' | 'revision'>,
): Promise<{ revision: number; replaces: boolean }> {
  const { townId, phaseId, now = new Date() } = cast
  const store = await getStore()
  return store.write(function* lookThrough(tx) {
    const vote = yield* openVote(tx, { townId, phaseId, now })
    const { voterKey } = yield* mustBeCastable(tx, cast, vote)
    const [row] = yield* tx.run(turnoutOf, { townId, phaseId, voterKey })
    if (row?.state === 'cast' && row.channel === 'paper') throw new Refusal('ballot.cast-on-paper')
    return { revision: row?.revision ?? 0, replaces: row?.state === 'cast' }
  })
}

/** What is asked of the voter and of the ballot, apart from what they did before. */
function* mustBeCastable(
  tx: Tx,
  { townId, phaseId, voter, secret, marks, statedAge }: Omit<Cast, 'ballotId' | 'revision'>,
  { settings, options, leastTrust }: OpenVote,
): Generator<Step, VoterKey, unknown[]> {
  const key = yield* keyOfVoter(tx, { townId, phaseId, voter, settings, secret })
  if (key.personId) yield* mustBeTrusted(tx, { townId, personId: key.personId, leastTrust })
  mustKeepTo(settings.method, marks, options, settings.budgetMinor)
  if (settings.minimumAge > 0 && (statedAge ?? 0) < settings.minimumAge)
    throw new Refusal('ballot.age-not-stated', { age: settings.minimumAge })
  return key
}

export interface Withdrawal {
  townId: string
  phaseId: string
  voter: Voter
  revision: number
  secret: string
  now?: Date
}

/**
 * Takes a voter's ballot out, while the phase is open: it is as if they had not voted, and they may vote again.
 * @throws {Refusal} as `castBallot`, and 'ballot.none'
 */
export async function withdrawBallot(withdrawal: Withdrawal): Promise<{ revision: number }> {
  const { townId, phaseId, revision, now = new Date() } = withdrawal
  const store = await getStore()
  return store.write(function* recordWithdrawal(tx) {
    const { settings } = yield* openVote(tx, { townId, phaseId, now })
    const { voterKey, personId } = yield* keyOfVoter(tx, { ...withdrawal, settings })
    const [row] = yield* tx.run(turnoutOf, { townId, phaseId, voterKey })
    // The same withdrawal sent twice is one.
    if (row?.state === 'withdrawn' && row.revision === revision + 1) return { revision: row.revision }
    if (row?.state === 'cast' && row.channel === 'paper') throw new Refusal('ballot.cast-on-paper')
    if (row?.state !== 'cast' || !row.ballotId) throw new Refusal('ballot.none')
    if (row.revision !== revision) throw new Refusal('ballot.changed-meanwhile')
    yield* takeOut(tx, townId, row.ballotId)
    const votedAt = dayOf(now)
    const entry = { townId, phaseId, voterKey, channel: 'web' as const, votedAt, statedAge: null }
    yield* tx.run(updateTurnout, { ...entry, state: 'withdrawn', ballotId: null, revision: revision + 1 })
    if (personId === null) yield* markCode(tx, townId, phaseId, voterKey, 'issued')
    return { revision: revision + 1 }
  })
}

/** The day (UTC) of a moment: what is kept of when somebody voted. */
export function dayOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 86_400_000) * 86_400_000)
}

export interface NewBallot {
  townId: string
  phaseId: string
  id: string
  channel: 'web' | 'paper'
  castAt: Date
  receiptHash: string | null
  bundleId: string | null
  marks: readonly Mark[]
}

export function* putIn(tx: Tx, { marks, ...ballot }: NewBallot): Generator<Step, void, unknown[]> {
  yield* tx.run(insertBallot, ballot)
  if (marks.length === 0) return
  const args: Record<string, unknown> = { townId: ballot.townId, ballotId: ballot.id }
  for (const [i, { optionId, value }] of marks.entries()) {
    args[`optionId_${i}`] = optionId
    args[`value_${i}`] = value
  }
  yield* tx.run(insertChoices(marks.length), args)
}

function* takeOut(tx: Tx, townId: string, ballotId: string): Generator<Step, void, unknown[]> {
  yield* tx.run(deleteChoices, { townId, ballotId })
  yield* tx.run(deleteBallot, { townId, id: ballotId })
}

export function* markCode(
  tx: Tx,
  townId: string,
  phaseId: string,
  codeHash: string,
  state: 'issued' | 'used',
): Generator<Step, void, unknown[]> {
  yield* tx.run(setCodeState, { townId, phaseId, codeHash, state })
}

/** Another voter's ballot has this id: with random ids that is a forged one. */
async function refusingTakenId<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('ballot.id-taken')
    throw error
  }
}
