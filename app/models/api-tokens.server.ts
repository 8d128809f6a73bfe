import { randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { type Actor, can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { ACT_OF_SCOPE, type Scope } from '#app/domain/sharing.ts'
import { people } from '#db/schema/people.server.ts'
import { apiTokens } from '#db/schema/sharing.server.ts'
import { getStore } from '#db/store.server.ts'
import { newId, sha256Hex } from './ids.server.ts'
import { getActor } from './people.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** So that what is found in a log or a repository can be told for what it is. */
const PREFIX = 'sreda_'
const HINT = PREFIX.length + 4
const MOST_TOKENS = 20
const DAY_MS = 86_400_000
/** The last use is written at most so often. */
const TOLD_MS = 60_000

/** A key as the staff sees it in the list: nothing of what opens. */
export type ApiToken = Omit<typeof apiTokens.$inferSelect, 'hash'>

export interface NewToken {
  townId: string
  actorId: string
  name: string
  scopes: Scope[]
  days: number
  now?: Date
}

/**
 * Makes a key for a program.
 *
 * @returns the key itself: shown once, kept nowhere
 * @throws {Refusal} 'token.too-many'
 */
export async function createToken({
  townId,
  actorId,
  name,
  scopes,
  days,
  now = new Date(),
}: NewToken): Promise<string> {
  const key = PREFIX + randomBytes(32).toString('base64url')
  const id = newId()
  const store = await getStore()
  await store.write(function* recordToken(tx) {
    const living = yield* tx.do((db) =>
      db
        .select({ id: apiTokens.id })
        .from(apiTokens)
        .where(and(eq(apiTokens.townId, townId), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now))),
    )
    if (living.length >= MOST_TOKENS) throw new Refusal('token.too-many', { limit: MOST_TOKENS })
    yield* tx.do((db) =>
      db
        .insert(apiTokens)
        .values({
          townId,
          id,
          name,
          hash: sha256Hex(key),
          hint: key.slice(0, HINT),
          scopes,
          createdBy: actorId,
          createdAt: now,
          expiresAt: new Date(now.getTime() + days * DAY_MS),
          lastUsedAt: null,
          uses: 0,
          revokedAt: null,
        })
        .returning({ id: apiTokens.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'token.create',
      subjectType: 'token',
      subjectId: id,
      before: {},
      after: { name, scopes },
      now,
    })
  })
  return key
}

/** Those that somebody made; all of the town for who may see all. */
export async function listTokens(townId: string, madeBy: string | null): Promise<ApiToken[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.townId, townId), madeBy === null ? undefined : eq(apiTokens.createdBy, madeBy)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
  return rows.map(({ hash: _, ...row }) => row)
}

/** Ends a key at once. @throws {Refusal} 'token.not-found' where it is none of theirs, or ended already */
export async function revokeToken(revoke: {
  townId: string
  id: string
  actorId: string
  /** Whether they may end those of others. */
  isForAll: boolean
  now?: Date
}) {
  const { townId, id, actorId, isForAll, now = new Date() } = revoke
  const store = await getStore()
  await store.write(function* recordRevocation(tx) {
    const [row] = yield* tx.do((db) =>
      db
        .update(apiTokens)
        .set({ revokedAt: now })
        .where(
          and(
            eq(apiTokens.townId, townId),
            eq(apiTokens.id, id),
            isNull(apiTokens.revokedAt),
            isForAll ? undefined : eq(apiTokens.createdBy, actorId),
          ),
        )
        .returning({ name: apiTokens.name }),
    )
    if (!row) throw new Refusal('token.not-found')
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'token.revoke',
      subjectType: 'token',
      subjectId: id,
      before: { name: row.name },
      after: {},
      now,
    })
  })
}

/** What a key opens at this moment: what it was made for, as far as its maker still may do it themselves. */
export interface OpenedToken {
  townId: string
  scopes: Scope[]
  actor: Actor
}

/** Null of a key that is unknown, revoked or outlived. Its use is written down. */
export async function openToken(key: string, now = new Date()): Promise<OpenedToken | null> {
  if (!key.startsWith(PREFIX) || key.length > 100) return null
  const store = await getStore()
  const [found] = await store.read
    .select({ token: apiTokens, person: people })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.createdBy))
    .where(and(eq(apiTokens.hash, sha256Hex(key)), isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now)))
  if (!found || found.person.deletedAt) return null
  const { token, person } = found
  const actor = await getActor(person, token.townId)
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > TOLD_MS) {
    await store.write((tx) =>
      tx.do((db) =>
        db
          .update(apiTokens)
          .set({ lastUsedAt: now, uses: token.uses + 1 })
          .where(and(eq(apiTokens.townId, token.townId), eq(apiTokens.id, token.id)))
          .returning({ id: apiTokens.id }),
      ),
    )
  }
  return {
    townId: token.townId,
    scopes: token.scopes.filter((scope) => can(actor, ACT_OF_SCOPE[scope])),
    actor,
  }
}
