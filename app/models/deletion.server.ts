import { randomUUID } from 'node:crypto'
import { and, eq, inArray, ne, or } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { assistedPeople } from '#db/schema/counter.server.ts'
import { authenticators, passkeyChallenges, passkeys, recoveryCodes } from '#db/schema/factors.server.ts'
import { externalIdentities, identityTrips } from '#db/schema/identities.server.ts'
import {
  deletionActs,
  filesToRemove,
  follows,
  noticeSettings,
  pushSubscriptions,
} from '#db/schema/notices.server.ts'
import { consents, letters, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import {
  type Choice,
  forgetFiles,
  leaveComments,
  leaveContributions,
  leaveReports,
} from './deletion-content.server.ts'
import { leaveDesk } from './deletion-desk.server.ts'
import { takeBackBallots, takeBackSupports } from './deletion-votes.server.ts'
import { takeRoles } from './people.server.ts'
import { leaveRemarks } from './remark-owners.server.ts'

export type DeletionAct = typeof deletionActs.$inferSelect

export interface Deletion {
  personId: string
  choice: Choice
  cause?: DeletionAct['cause']
  /** What must still be true in the moment of deletion; else nothing is done. */
  isDue?: (tx: Tx) => Generator<Step, boolean, unknown[]>
  now?: Date
}

/**
 * Deletes an account, whole or not at all. The person's row stays without e-mail and name, for what it counts in; nothing
 * leads from it to anybody.
 *
 * @returns the id of the act, which says what was done and not about whom
 * @throws {Refusal} 'person.not-found' | 'role.last-admin' (the town needs another administrator first)
 */
export async function deleteAccount(deletion: Deletion): Promise<string> {
  const { personId, choice, cause = 'request', isDue, now = new Date() } = deletion
  // Random: the act's address is known to who was given it, and says nothing of when others were.
  const id = randomUUID()
  const store = await getStore()
  await store.write(function* recordDeletion(tx) {
    const [person] = yield* tx.do((db) => db.select().from(people).where(eq(people.id, personId)))
    if (!person || person.deletedAt || (isDue && !(yield* isDue(tx)))) throw new Refusal('person.not-found')
    if (cause === 'request') yield* mustLeaveAdmins(tx, personId)
    yield* takeRoles(tx, undefined, { personId, actorId: personId, now })
    const supports = yield* takeBackSupports(tx, personId, now)
    const ballots = yield* takeBackBallots(tx, personId, now)
    const entries = yield* leaveContributions(tx, personId, choice, now)
    const comments = yield* leaveComments(tx, personId, choice)
    const remarks = yield* leaveRemarks(tx, personId, choice)
    yield* leaveReports(tx, personId)
    yield* leaveDesk(tx, personId)
    const letterCount = yield* leaveLetters(tx, personId, person.email)
    yield* leaveSettings(tx, personId, person.email, now)
    yield* tx.do((db) =>
      db
        .update(people)
        .set({ email: null, pseudonym: '', locale: 'ru', isPlatformAdmin: false, deletedAt: now })
        .where(eq(people.id, personId))
        .returning({ id: people.id }),
    )
    yield* leaveMergedAccounts(tx, personId)
    const counts = {
      entriesKept: entries.kept,
      entriesRemoved: entries.removed,
      photosRemoved: entries.photos,
      commentsKept: comments.kept + remarks.kept,
      commentsRemoved: comments.removed + remarks.removed,
      supportsKept: supports.kept,
      supportsTaken: supports.taken,
      ballotsKept: ballots.kept,
      ballotsTaken: ballots.taken,
      letters: letterCount,
    }
    yield* tx.do((db) =>
      db
        .insert(deletionActs)
        .values({ id, cause, choice, counts, createdAt: now })
        .returning({ id: deletionActs.id }),
    )
  })
  return id
}

/** Whom the law has forgotten by a day is not kept for a town's sake; the owner of the site names another one. */
function* mustLeaveAdmins(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  const held = yield* tx.do((db) => db.select().from(roles).where(eq(roles.personId, personId)))
  for (const { townId, role } of held) {
    if (role !== 'admin') continue
    const [another] = yield* tx.do((db) =>
      db
        .select({ id: roles.personId })
        .from(roles)
        .where(and(eq(roles.townId, townId), eq(roles.role, 'admin'), ne(roles.personId, personId)))
        .limit(1),
    )
    if (!another) throw new Refusal('role.last-admin')
  }
}

/** Accounts that were joined to this one, and to those: the names that they had go with it. */
function* leaveMergedAccounts(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  let ended = [personId]
  while (ended.length > 0) {
    const into = ended
    const rows = yield* tx.do((db) =>
      db
        .update(people)
        .set({ email: null, pseudonym: '' })
        .where(inArray(people.mergedInto, into))
        .returning({ id: people.id }),
    )
    ended = rows.map(({ id }) => id)
  }
}

/** Unsent letters are not sent any more; of the others it stays that there was one. */
function* leaveLetters(tx: Tx, personId: string, email: string | null): Generator<Step, number, unknown[]> {
  const theirs = or(eq(letters.personId, personId), email ? eq(letters.recipient, email) : undefined)
  const gone = yield* tx.do((db) =>
    db
      .delete(letters)
      .where(and(theirs, eq(letters.state, 'waiting')))
      .returning({ id: letters.id }),
  )
  const emptied = yield* tx.do((db) =>
    db
      .update(letters)
      .set({ recipient: '', personId: null, params: {}, lastError: null })
      .where(theirs)
      .returning({ id: letters.id }),
  )
  return gone.length + emptied.length
}

/** Nobody comes back as somebody who is no more: by a session, a passkey, another service, a card of the help desk. */
const OF_PERSON = [
  sessions,
  passkeys,
  passkeyChallenges,
  authenticators,
  recoveryCodes,
  externalIdentities,
  identityTrips,
  assistedPeople,
  follows,
  noticeSettings,
  pushSubscriptions,
  residentConfirmations,
] as (typeof sessions)[]

function* leaveSettings(
  tx: Tx,
  personId: string,
  email: string | null,
  now: Date,
): Generator<Step, void, unknown[]> {
  for (const table of OF_PERSON)
    yield* tx.do((db) =>
      db.delete(table).where(eq(table.personId, personId)).returning({ id: table.personId }),
    )
  if (email)
    yield* tx.do((db) =>
      db.delete(signInCodes).where(eq(signInCodes.email, email)).returning({ id: signInCodes.id }),
    )
  // That there was a consent can be asked for later; from which network address it came cannot.
  yield* tx.do((db) =>
    db
      .update(consents)
      .set({ origin: '' })
      .where(eq(consents.personId, personId))
      .returning({ id: consents.id }),
  )
  const given = yield* tx.do((db) => db.select().from(consents).where(eq(consents.personId, personId)))
  for (const consent of given.filter(({ withdrawnAt }) => withdrawnAt === null))
    yield* tx.do((db) =>
      db
        .update(consents)
        .set({ withdrawnAt: now })
        .where(eq(consents.id, consent.id))
        .returning({ id: consents.id }),
    )
}

export async function getDeletionAct(id: string): Promise<DeletionAct | null> {
  const { read } = await getStore()
  const [row] = await read.select().from(deletionActs).where(eq(deletionActs.id, id))
  return row ?? null
}

/** Pictures whose files are still to go. */
export async function listFilesToRemove(limit = 1000) {
  const { read } = await getStore()
  return read.select().from(filesToRemove).limit(limit)
}

export async function markFilesRemoved(townId: string, photoIds: string[]) {
  const store = await getStore()
  await store.write((tx) => forgetFiles(tx, townId, photoIds))
}
