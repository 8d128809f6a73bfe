import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { people, sessions } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newToken, sha256 } from './ids.server.ts'

const SESSION_DAYS = 60
const DAY_MS = 86_400_000

export type Session = typeof sessions.$inferSelect

export interface Opening {
  personId: string
  /** `deviceOf` what the browser says. */
  device: string
  /** Whether the second factor was shown as well: a passkey is both. */
  isProven?: boolean
  /** What this browser held before: it ends, so that a token from before the sign-in is worth nothing after it. */
  replaces?: string | null
  now: Date
}

/** Opens a session under a new token. @returns the token for the cookie; the database keeps its SHA-256 */
export function* openSession(tx: Tx, opening: Opening): Generator<Step, string, unknown[]> {
  const { personId, device, isProven = false, replaces, now } = opening
  if (replaces) {
    yield* tx.do((db) =>
      db
        .delete(sessions)
        .where(eq(sessions.id, sha256(replaces)))
        .returning({ id: sessions.id }),
    )
  }
  const token = newToken()
  yield* tx.do((db) =>
    db
      .insert(sessions)
      .values({
        id: sha256(token),
        personId,
        device,
        createdAt: now,
        expiresAt: new Date(now.getTime() + SESSION_DAYS * DAY_MS),
        seenOn: dayOf(now),
        freshAt: now,
        provenAt: isProven ? now : null,
      })
      .returning({ id: sessions.id }),
  )
  return token
}

/** Who holds a token, and the session; the day of its last use is noted once a day. */
export async function getSession(token: string, now = new Date()) {
  const store = await getStore()
  const [row] = await store.read
    .select({ person: people, session: sessions })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.id, sha256(token)), gt(sessions.expiresAt, now)))
  if (!row) return null
  const today = dayOf(now)
  if (row.session.seenOn === null || row.session.seenOn < today) {
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(sessions)
          .set({ seenOn: today })
          .where(eq(sessions.id, row.session.id))
          .returning({ id: sessions.id }),
      ),
    )
  }
  return row
}

/** Open sessions of a person, the newest first. */
export async function listSessions(personId: string, now = new Date()): Promise<Session[]> {
  const { read } = await getStore()
  return read
    .select()
    .from(sessions)
    .where(and(eq(sessions.personId, personId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.createdAt))
}

/** Notes in a session that the person has just shown who they are, and how far. */
export function* freshenSession(
  tx: Tx,
  { sessionId, isProven, now }: { sessionId: string; isProven: boolean; now: Date },
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db
      .update(sessions)
      .set({ freshAt: now, ...(isProven ? { provenAt: now } : {}) })
      .where(eq(sessions.id, sessionId))
      .returning({ id: sessions.id }),
  )
}

export async function endSession(token: string) {
  await endWhere(eq(sessions.id, sha256(token)))
}

/** Ends one session of a person by its id; another person's is left alone. */
export async function endSessionOf(personId: string, id: string) {
  await endWhere(and(eq(sessions.personId, personId), eq(sessions.id, id)))
}

/** Signs a person out everywhere, or everywhere else. */
export async function endAllSessions(personId: string, exceptId?: string) {
  await endWhere(and(eq(sessions.personId, personId), exceptId ? ne(sessions.id, exceptId) : undefined))
}

async function endWhere(where: ReturnType<typeof and>) {
  const store = await getStore()
  await store.write((tx) => tx.do((db) => db.delete(sessions).where(where).returning({ id: sessions.id })))
}

function dayOf(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS)
}
