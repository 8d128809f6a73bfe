import { and, asc, desc, eq, lte, ne, sql } from 'drizzle-orm'
import { letters } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'

export interface NewLetter {
  recipient: string
  locale: string
  /** A key of `letters.*` in app/i18n; the job writes the words. */
  template: string
  params: Record<string, string | number>
  now: Date
}

/** Puts a letter into the outbox inside the transaction of the act that it tells of. */
export function* writeLetter(tx: Tx, letter: NewLetter): Generator<Step, void, unknown[]> {
  const { now, ...rest } = letter
  yield* tx.do((db) =>
    db
      .insert(letters)
      .values({ ...rest, id: newId(), state: 'waiting', tries: 0, dueAt: now, createdAt: now })
      .returning({ id: letters.id }),
  )
}

/** Throws away what waits to be sent to an address, but for codes. */
export function* dropWaitingLetters(tx: Tx, recipient: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .delete(letters)
      .where(
        and(eq(letters.recipient, recipient), eq(letters.state, 'waiting'), ne(letters.template, 'code')),
      )
      .returning({ id: letters.id }),
  )
}

export type Letter = typeof letters.$inferSelect

export async function listLetters(limit = 50): Promise<Letter[]> {
  const { read } = await getStore()
  return read.select().from(letters).orderBy(desc(letters.createdAt), desc(letters.id)).limit(limit)
}

export async function listDueLetters(now: Date, limit = 20): Promise<Letter[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(letters)
    .where(and(eq(letters.state, 'waiting'), lte(letters.dueAt, now)))
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
