import { randomInt } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { z } from 'zod'
import type { BurstAct } from '#app/domain/caps.ts'
import type { Actor } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { isBursting, spendChallenge } from '#app/models/caps.server.ts'
import { keyedHash } from '#app/models/ids.server.ts'
import { isStored } from '#app/models/sent-before.server.ts'

const MINUTE_MS = 60_000
/** How long whoever has no scripts waits instead of computing. */
export const WAIT_MS = MINUTE_MS
const LASTS_MS = 60 * MINUTE_MS
/** About 2 million rounds of a hash: a second or two on a laptop, under ten on an old phone. */
const COST = 2000
const COUNTER = { least: 500, most: 1500 }

/** What a form tells of who sends it. */
export interface Signs {
  challenge: string
  solution: string
  /** A field that people do not see was filled in: by a program, or by a browser that knows no better. */
  isTrapped: boolean
}

/** Takes the fields of `<HumanCheck>` out of a form. */
export function takeSigns(form: FormData): Signs {
  const [challenge, solution, website] = ['challenge', 'solution', 'website'].map((name) => {
    const value = form.get(name)
    form.delete(name)
    return typeof value === 'string' ? value : ''
  })
  return { challenge: challenge!, solution: solution!, isTrapped: website !== '' }
}

interface Doing {
  townId: string
  personId: string
  act: BurstAct
  /** A pin, a proposal or a comment by its own id. */
  sent?: { id: string; body: string }
}

/** Staff have shown a second factor, and whoever stands at the help desk is seen by a clerk. */
export function isKnown(actor: Actor | null, by: { clerkId?: string }): boolean {
  return by.clerkId !== undefined || (actor !== null && (actor.roles.length > 0 || actor.isPlatformAdmin))
}

/**
 * For what a person does in a town: in a burst they confirm that they are no program. What is stored already, and is only
 * sent again because the answer was lost, is let through.
 *
 * @throws {Refusal} as `mustAnswerChallenge`
 */
export async function mustBeHuman(
  signs: Signs,
  { townId, personId, act, sent }: Doing,
  now = new Date(),
): Promise<void> {
  if (sent && (await isStored(townId, personId, sent))) return
  if (signs.isTrapped || (await isBursting({ townId, personId, act, now })))
    await mustAnswerChallenge(signs, [townId, personId, act], now)
}

/**
 * Lets through who has computed the answer to a challenge made for `subject`, or has waited a minute with it: one a minute.
 * Each challenge opens the way once.
 *
 * @param subject  who is asked, and for what
 * @throws {Refusal} 'challenge.needed' | 'challenge.failed', both with a new `challenge` in their details
 */
export async function mustAnswerChallenge(signs: Signs, subject: string[], now = new Date()): Promise<void> {
  const whose = keyedHash(env().SESSION_SECRET, 'challenge', ...subject)
  if (signs.challenge === '')
    throw new Refusal('challenge.needed', { challenge: await newChallenge(whose, now) })
  if (!(await isAnswered(signs, whose, now)))
    throw new Refusal('challenge.failed', { challenge: await newChallenge(whose, now) })
}

function secrets() {
  const { SESSION_SECRET } = env()
  return {
    hmacSignatureSecret: keyedHash(SESSION_SECRET, 'challenge-signature'),
    hmacKeySignatureSecret: keyedHash(SESSION_SECRET, 'challenge-key'),
  }
}

async function newChallenge(whose: string, now: Date): Promise<string> {
  return JSON.stringify(
    await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: COST,
      counter: randomInt(COUNTER.least, COUNTER.most),
      deriveKey,
      data: { whose, at: now.getTime() },
      expiresAt: new Date(now.getTime() + LASTS_MS),
      ...secrets(),
    }),
  )
}

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom' })
    return z.NEVER
  }
})
const challengeSchema = json.pipe(
  z.object({
    signature: z.string(),
    parameters: z.looseObject({ data: z.object({ whose: z.string(), at: z.number() }) }),
  }),
)
const solutionSchema = json.pipe(z.object({ counter: z.number(), derivedKey: z.string() }))

async function isAnswered(signs: Signs, whose: string, now: Date): Promise<boolean> {
  const sent = challengeSchema.safeParse(signs.challenge)
  if (!sent.success) return false
  const { signature, parameters } = sent.data
  const solution = solutionSchema.safeParse(signs.solution)
  const checked = await verifySolution({
    challenge: sent.data as unknown as Parameters<typeof verifySolution>[0]['challenge'],
    solution: solution.success ? solution.data : { counter: 0, derivedKey: '' },
    deriveKey,
    ...secrets(),
  })
  if (checked.invalidSignature !== false || checked.expired || parameters.data.whose !== whose) return false
  const expiresAt = new Date(parameters.data.at + LASTS_MS)
  if (checked.verified) return spendChallenge(signature, expiresAt, now)
  const hasWaited = now.getTime() - parameters.data.at >= WAIT_MS
  if (!hasWaited || !(await spendChallenge(signature, expiresAt, now))) return false
  // However many were asked for beforehand.
  const minute = Math.floor(now.getTime() / WAIT_MS)
  return spendChallenge(`${whose} ${minute}`, new Date(now.getTime() + 2 * WAIT_MS), now)
}
