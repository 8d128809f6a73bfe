import { and, asc, count, desc, eq, inArray, isNotNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { letters } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

export interface NewLetter {
  /** An e-mail address; of a push message the id of the browser's subscription. */
  recipient: string
  channel?: 'email' | 'push'
  locale: string
  /** A key of `letterTexts.*` in app/i18n; the job writes the words. */
  template: string
  params: Record<string, string | number>
  /** Of notices that can be turned off: whose and which kind. */
  personId?: string
  kind?: string
  now: Date
}

/** Puts a letter into the outbox inside the transaction of the act that it tells of. */
export function* writeLetter(tx: Tx, letter: NewLetter): Generator<Step, void, unknown[]> {
  yield* writeLetters(tx, [letter])
}

/** So many rows in one statement: 12 parameters each, under the least that an engine takes. */
const ROWS = 500

export function* writeLetters(tx: Tx, list: NewLetter[]): Generator<Step, void, unknown[]> {
  for (let from = 0; from < list.length; from += ROWS) {
    const rows = list.slice(from, from + ROWS).map(({ now, ...rest }) => ({
      ...rest,
      id: newId(),
      state: 'waiting' as const,
      tries: 0,
      dueAt: now,
      createdAt: now,
    }))
    yield* tx.do((db) => db.insert(letters).values(rows).returning({ id: letters.id }))
  }
}

const UNSENT = inArray(letters.state, ['waiting', 'failed'])

/** Throws away the notices that were not sent to a person yet; codes and what is about the safety of an account stay. */
export function* dropUnsentLetters(
  tx: Tx,
  personId: string,
  email: string | null,
): Generator<Step, void, unknown[]> {
  const theirs = or(eq(letters.personId, personId), email ? eq(letters.recipient, email) : undefined)
  yield* tx.do((db) =>
    db
      .delete(letters)
      .where(and(theirs, UNSENT, isNotNull(letters.kind)))
      .returning({ id: letters.id }),
  )
}

/** Throws away what was not sent of a kind that a person does not want any more: not even a new try brings it. */
export function* dropUnwantedLetters(
  tx: Tx,
  { personId, kind, channel }: { personId: string; kind: string; channel: Letter['channel'] },
): Generator<Step, void, unknown[]> {
  const theirs = and(eq(letters.personId, personId), eq(letters.kind, kind), eq(letters.channel, channel))
  yield* tx.do((db) => db.delete(letters).where(and(theirs, UNSENT)).returning({ id: letters.id }))
}

export type Letter = typeof letters.$inferSelect

/** The demo's letter box: what would go by e-mail. */
export async function listLetters(limit = 50): Promise<Letter[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(letters)
    .where(eq(letters.channel, 'email'))
    .orderBy(desc(letters.createdAt), desc(letters.id))
    .limit(limit)
}

export async function listDueLetters(now: Date, channel: Letter['channel'], limit = 20): Promise<Letter[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(letters)
    .where(and(eq(letters.state, 'waiting'), lte(letters.dueAt, now), eq(letters.channel, channel)))
    .orderBy(asc(letters.dueAt))
    .limit(limit)
}

/** How long a letter belongs to the process that took it; if that process dies meanwhile, another one sends it then. */
const CLAIM_MS = 2 * 60_000

/** Takes a letter for sending: of all processes that saw it due, one gets true. */
export async function claimLetter({ id, dueAt }: Letter, now: Date): Promise<boolean> {
  const store = await getStore()
  const taken = await store.write((tx) =>
    tx.do((db) =>
      db
        .update(letters)
        .set({ dueAt: new Date(now.getTime() + CLAIM_MS) })
        .where(and(eq(letters.id, id), eq(letters.state, 'waiting'), eq(letters.dueAt, dueAt)))
        .returning({ id: letters.id }),
    ),
  )
  return taken.length === 1
}

/** A sent letter keeps that it was sent, not what it said. */
export async function markLetterSent(id: string, now: Date) {
  const store = await getStore()
  await store.write(function* recordSent(tx) {
    yield* tx.do((db) =>
      db
        .update(letters)
        .set({ state: 'sent', sentAt: now, params: {} })
        .where(eq(letters.id, id))
        .returning({ id: letters.id }),
    )
  })
}

/** @param dueAt when to try again; null = give up, visibly */
export async function markLetterFailed(id: string, error: string, dueAt: Date | null) {
  const store = await getStore()
  await store.write(function* recordFailure(tx) {
    yield* tx.do((db) =>
      db
        .update(letters)
        .set({
          tries: sql`${letters.tries} + 1`,
          lastError: error.slice(0, 500),
          ...(dueAt ? { dueAt } : { state: 'failed' as const }),
        })
        .where(eq(letters.id, id))
        .returning({ id: letters.id }),
    )
  })
}

/** The outbox for the administrator: how many in each state, and those not sent, the oldest first. */
export async function getOutbox(limit = 200) {
  const { read } = await getStore()
  const [counts, unsent] = await Promise.all([
    read.select({ state: letters.state, n: count() }).from(letters).groupBy(letters.state),
    read
      .select()
      .from(letters)
      .where(UNSENT)
      .orderBy(asc(letters.state), asc(letters.createdAt))
      .limit(limit),
  ])
  const countOf = (state: Letter['state']) => counts.find((row) => row.state === state)?.n ?? 0
  return { waiting: countOf('waiting'), sent: countOf('sent'), failed: countOf('failed'), unsent }
}

/**
 * Sends a letter that was given up once more, from the first try on.
 * @throws {Refusal} 'letter.not-found' | 'letter.not-failed' | 'letter.too-old' (a code is good for minutes; or its
 *   address was taken out)
 */
export async function resendLetter(id: string, now = new Date()) {
  const store = await getStore()
  await store.write(function* recordResend(tx) {
    const [letter] = yield* tx.do((db) => db.select().from(letters).where(eq(letters.id, id)))
    if (!letter) throw new Refusal('letter.not-found')
    if (letter.state !== 'failed') throw new Refusal('letter.not-failed')
    if (letter.template === 'code' || letter.recipient === '') throw new Refusal('letter.too-old')
    yield* tx.do((db) =>
      db
        .update(letters)
        .set({ state: 'waiting', tries: 0, dueAt: now })
        .where(eq(letters.id, id))
        .returning({ id: letters.id }),
    )
  })
}

/**
 * Takes the addresses and words out of letters that were sent or given up before `then`.
 * @returns how many
 */
export async function forgetOldLetters(state: 'sent' | 'failed', then: Date): Promise<number> {
  const store = await getStore()
  const forgotten = await store.write((tx) =>
    tx.do((db) =>
      db
        .update(letters)
        .set({ recipient: '', params: {}, personId: null, lastError: null })
        .where(and(eq(letters.state, state), lt(letters.createdAt, then), ne(letters.recipient, '')))
        .returning({ id: letters.id }),
    ),
  )
  return forgotten.length
}

export async function deleteOldLetters(then: Date): Promise<number> {
  const store = await getStore()
  const gone = await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(letters)
        .where(and(inArray(letters.state, ['sent', 'failed']), lt(letters.createdAt, then)))
        .returning({ id: letters.id }),
    ),
  )
  return gone.length
}

/** As `resendLetter`, for all that it would not refuse. @returns how many */
export async function resendFailedLetters(now = new Date()): Promise<number> {
  const store = await getStore()
  const queued = await store.write((tx) =>
    tx.do((db) =>
      db
        .update(letters)
        .set({ state: 'waiting', tries: 0, dueAt: now })
        .where(and(eq(letters.state, 'failed'), ne(letters.template, 'code'), ne(letters.recipient, '')))
        .returning({ id: letters.id }),
    ),
  )
  return queued.length
}
