import { createHmac } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { ballotText } from '#app/domain/ballot-rules.ts'
import { codeFrom, plainCode } from '#app/domain/codes.ts'
import { ballots } from '#db/schema/ballots.server.ts'
import { getStore } from '#db/store.server.ts'
import { choicesOf, optionsOfPhase } from './ballot-queries.server.ts'
import { sha256Hex } from './ids.server.ts'

const CODE_LENGTH = 16

/**
 * What a voter keeps. `hash` lies with the ballot; `code` is nowhere stored, so only its holder can show that the hash
 * is of their ballot: SHA-256 of the code, the phase and the ballot's text, each on a line.
 */
export interface Receipt {
  code: string
  hash: string
  /** The choices by printed numbers, as hashed. */
  text: string
}

interface Given {
  secret: string
  phaseId: string
  ballotId: string
  text: string
}

/** The receipt of a ballot; the code follows from the random id and the server's secret, so a repeated act gets the same. */
export function receiptOf({ secret, phaseId, ballotId, text }: Given): Receipt {
  const bytes = createHmac('sha256', secret).update(`receipt\n${phaseId}\n${ballotId}`).digest()
  const code = codeFrom(bytes, CODE_LENGTH)
  return { code, hash: receiptHash(code, phaseId, text), text }
}

export function receiptHash(code: string, phaseId: string, text: string): string {
  return sha256Hex(`${code}\n${phaseId}\n${text}\n`)
}

/**
 * Whether a receipt's ballot lies in the box unchanged: 'counted', or 'code' when the hash is there but the code or the
 * choices are not those it was made of, or 'none'.
 */
export async function checkReceipt(
  townId: string,
  phaseId: string,
  typed: { code: string; hash: string },
): Promise<'counted' | 'code' | 'none'> {
  const store = await getStore()
  const hash = typed.hash.trim().toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(hash)) return 'none'
  const [ballot] = await store.read
    .select({ id: ballots.id })
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId), eq(ballots.receiptHash, hash)))
  if (!ballot) return 'none'
  const [choices, options] = await Promise.all([
    store.get(choicesOf, { townId, ballotId: ballot.id }),
    store.get(optionsOfPhase, { townId, phaseId }),
  ])
  const text = ballotText(choices, new Map(options.map((option) => [option.id, option])))
  return receiptHash(plainCode(typed.code), phaseId, text) === hash ? 'counted' : 'code'
}
