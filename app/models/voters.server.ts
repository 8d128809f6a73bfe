import type { BallotSettings } from '#app/domain/ballots.ts'
import { plainCode } from '#app/domain/codes.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { codeState, confirmationOf } from './ballot-queries.server.ts'
import { keyedHash } from './ids.server.ts'

/** Whoever votes: a signed-in person, or whoever holds a printed code. */
export type Voter = { personId: string } | { code: string }

export interface VoterKey {
  voterKey: string
  personId: string | null
  /** Of a code; null for persons. */
  codeState: 'issued' | 'used' | null
}

/** What is kept of a printed code. */
export function codeHashOf(secret: string, phaseId: string, code: string): string {
  return keyedHash(secret, 'voting-code', phaseId, plainCode(code))
}

interface Asked {
  townId: string
  phaseId: string
  voter: Voter
  settings: BallotSettings
  secret: string
}

/**
 * Whether somebody belongs to the electorate, and the key under which they vote once.
 *
 * @throws {Refusal} 'person.not-signed-in' | 'resident.not-confirmed' | 'voting-code.missing' | 'voting-code.wrong' |
 *   'voting-code.void'
 */
export function* keyOfVoter(
  tx: Tx,
  { townId, phaseId, voter, settings, secret }: Asked,
): Generator<Step, VoterKey, unknown[]> {
  if (settings.electorate === 'codes') {
    if (!('code' in voter) || plainCode(voter.code) === '') throw new Refusal('voting-code.missing')
    const codeHash = codeHashOf(secret, phaseId, voter.code)
    const [row] = yield* tx.run(codeState, { townId, phaseId, codeHash })
    if (!row) throw new Refusal('voting-code.wrong')
    if (row.state === 'void') throw new Refusal('voting-code.void')
    return { voterKey: codeHash, personId: null, codeState: row.state }
  }
  if (!('personId' in voter)) throw new Refusal('person.not-signed-in')
  const { personId } = voter
  if (settings.electorate === 'confirmed') {
    const [row] = yield* tx.run(confirmationOf, { townId, personId })
    if (!row) throw new Refusal('resident.not-confirmed')
  }
  return { voterKey: personId, personId, codeState: null }
}
