import { randomBytes } from 'node:crypto'
import { and, asc, count, eq, max } from 'drizzle-orm'
import { codeFrom, shownCode } from '#app/domain/codes.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { votingCodes } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { phaseForVote } from './ballot-queries.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { codeHashOf } from './voters.server.ts'

const MOST_CODES = 5000
const CODE_LENGTH = 12
const ROWS = 500

interface CodeAct {
  townId: string
  phaseId: string
  actorId: string
  now?: Date
}

/**
 * Makes a batch of voting codes. They are given once, to be printed: only keyed hashes are kept.
 *
 * @returns the codes as printed (60 random bits each) and the number of their batch
 * @throws {Refusal} 'phase.not-found' | 'voting-code.count' (`max`)
 */
export async function createVotingCodes({
  townId,
  phaseId,
  actorId,
  howMany,
  secret,
  now = new Date(),
}: CodeAct & { howMany: number; secret: string }): Promise<{ batch: number; codes: string[] }> {
  if (!Number.isInteger(howMany) || howMany < 1 || howMany > MOST_CODES)
    throw new Refusal('voting-code.count', { max: MOST_CODES })
  const plain = Array.from({ length: howMany }, () => codeFrom(randomBytes(CODE_LENGTH), CODE_LENGTH))
  const store = await getStore()
  const batch = await store.write(function* recordCodes(tx) {
    const [phase] = yield* tx.run(phaseForVote, { townId, phaseId })
    if (phase?.kind !== 'vote') throw new Refusal('phase.not-found')
    const here = and(eq(votingCodes.townId, townId), eq(votingCodes.phaseId, phaseId))
    const [last] = yield* tx.do((db) =>
      db
        .select({ batch: max(votingCodes.batch) })
        .from(votingCodes)
        .where(here),
    )
    const next = Number(last?.batch ?? 0) + 1
    const rows = plain.map((code) => ({
      townId,
      phaseId,
      codeHash: codeHashOf(secret, phaseId, code),
      batch: next,
      state: 'issued' as const,
      createdAt: now,
    }))
    // In the order of the hashes: the order of printing is not kept.
    rows.sort((a, b) => (a.codeHash < b.codeHash ? -1 : 1))
    for (let from = 0; from < rows.length; from += ROWS) {
      yield* tx.do((db) =>
        db
          .insert(votingCodes)
          .values(rows.slice(from, from + ROWS))
          .returning({ batch: votingCodes.batch }),
      )
    }
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'codes.print',
      subjectType: 'phase',
      subjectId: phaseId,
      before: {},
      after: { batch: next, codes: howMany },
      now,
    })
    return next
  })
  return { batch, codes: plain.map(shownCode) }
}

/** Cancels what of a batch was not used yet: lost slips, wrong print. @returns how many */
export async function voidVotingCodes({
  townId,
  phaseId,
  actorId,
  batch,
  now = new Date(),
}: CodeAct & { batch: number }): Promise<number> {
  const store = await getStore()
  return store.write(function* recordVoid(tx) {
    const gone = yield* tx.do((db) =>
      db
        .update(votingCodes)
        .set({ state: 'void' })
        .where(
          and(
            eq(votingCodes.townId, townId),
            eq(votingCodes.phaseId, phaseId),
            eq(votingCodes.batch, batch),
            eq(votingCodes.state, 'issued'),
          ),
        )
        .returning({ batch: votingCodes.batch }),
    )
    if (gone.length > 0) {
      yield* recordStaffAct(tx, {
        townId,
        actorId,
        act: 'codes.void',
        subjectType: 'phase',
        subjectId: phaseId,
        before: {},
        after: { batch, codes: gone.length },
        now,
      })
    }
    return gone.length
  })
}

/** Batches with how many codes are in each state. */
export async function listCodeBatches(townId: string, phaseId: string) {
  const { read } = await getStore()
  const rows = await read
    .select({ batch: votingCodes.batch, state: votingCodes.state, n: count() })
    .from(votingCodes)
    .where(and(eq(votingCodes.townId, townId), eq(votingCodes.phaseId, phaseId)))
    .groupBy(votingCodes.batch, votingCodes.state)
    .orderBy(asc(votingCodes.batch))
  const batches = new Map<number, Record<'issued' | 'used' | 'void', number>>()
  for (const { batch, state, n } of rows) {
    const entry = batches.get(batch) ?? { issued: 0, used: 0, void: 0 }
    entry[state] = n
    batches.set(batch, entry)
  }
  return [...batches].map(([batch, states]) => ({ batch, ...states }))
}
