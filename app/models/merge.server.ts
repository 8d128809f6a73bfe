import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { phaseAt } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions, revisions, supports } from '#db/schema/contributions.server.ts'
import { assistedActs, assistedPeople } from '#db/schema/counter.server.ts'
import { authenticators, passkeyChallenges, passkeys, recoveryCodes } from '#db/schema/factors.server.ts'
import { externalIdentities, identityTrips } from '#db/schema/identities.server.ts'
import { consents, letters, people, roles, sessions, signInCodes } from '#db/schema/people.server.ts'
import { reports } from '#db/schema/staff.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { tellOfAccount } from './account-letters.server.ts'
import { writeLetter } from './letters.server.ts'
import { mergeDesk } from './merge-desk.server.ts'
import { mergeNotices } from './merge-notices.server.ts'
import { mergeTurnout } from './merge-turnout.server.ts'
import { phasesOfProcess } from './process-queries.server.ts'
import { mergeRemarks } from './remark-owners.server.ts'
import { uncountSupport } from './supports.server.ts'

/**
 * What becomes of each column that names a person, by its foreign key, when their account is joined to another. A test
 * reads the schema and fails on a key that is in neither list.
 *
 * - moved: it is the other account's from then on
 * - once: moved, unless the other account has the same already; then the second goes
 * - gone: it opened the account that is no more
 * - staff: only the staff have such rows, and an account of the staff is not joined; but for the log, where the end of a
 *   merge may be an author's own act: a line of it names no author, and stays as it is chained
 */
export const FATE: Record<string, 'moved' | 'once' | 'gone' | 'staff'> = {
  contributions_author_fk: 'moved',
  comments_author_fk: 'moved',
  variant_remarks_author_fk: 'moved',
  consents_person_fk: 'moved',
  external_identities_person_fk: 'moved',
  assisted_acts_person_fk: 'moved',
  push_subscriptions_person_fk: 'moved',
  appeals_author_fk: 'moved',
  blocks_person_fk: 'moved',
  supports_person_fk: 'once',
  turnout_person_fk: 'once',
  reports_reporter_fk: 'once',
  remark_reports_reporter_fk: 'once',
  resident_confirmations_person_fk: 'once',
  assisted_people_person_fk: 'once',
  follows_person_fk: 'once',
  notice_settings_person_fk: 'once',
  devices_person_fk: 'once',
  act_counts_person_fk: 'once',
  merged_supports_person_fk: 'once',
  sessions_person_fk: 'gone',
  // A key of the other account would be a second factor of this one, which the staff's owner never added.
  passkeys_person_fk: 'gone',
  passkey_challenges_person_fk: 'gone',
  identity_trips_person_fk: 'gone',
  authenticators_person_fk: 'gone',
  recovery_codes_person_fk: 'gone',
  roles_person_fk: 'staff',
  claims_person_fk: 'staff',
  assignments_assignee_fk: 'staff',
  staff_notes_author_fk: 'staff',
  staff_acts_actor_fk: 'staff',
  answers_author_fk: 'staff',
  resident_confirmations_by_fk: 'staff',
  invitations_by_fk: 'staff',
  assisted_people_by_fk: 'staff',
  assisted_acts_clerk_fk: 'staff',
  count_jobs_requested_fk: 'staff',
  export_jobs_requested_fk: 'staff',
  api_tokens_created_fk: 'staff',
  design_variants_created_fk: 'staff',
  study_forms_created_fk: 'staff',
  study_rounds_created_fk: 'staff',
  concept_variants_created_fk: 'staff',
  variant_versions_created_fk: 'staff',
  variant_choices_by_fk: 'staff',
  commission_sessions_created_fk: 'staff',
  protocol_versions_published_fk: 'staff',
  publication_proofs_created_fk: 'staff',
  imports_created_fk: 'staff',
  practice_cases_changed_fk: 'staff',
  paper_bundles_clerk_fk: 'staff',
  paper_entries_clerk_fk: 'staff',
  paper_log_actor_fk: 'staff',
  vote_results_computed_fk: 'staff',
  vote_results_confirmed_fk: 'staff',
}

export interface Merge {
  /** The account that stays. */
  intoId: string
  /** The one that ends; a row without an address stays behind for the staff's log. */
  fromId: string
  /** The print of the account at a service by which somebody has shown that both are theirs: it must be `fromId`'s still. */
  keyHash?: string
  now?: Date
}

/**
 * Joins two accounts of one person. Nothing counts twice: of two supports of one thing one stays, of two ballots in one
 * vote one stays, and nobody supports what is their own.
 *
 * @throws {Refusal} 'link.staff' when the account that would end has a role; 'link.nothing' when there are not two
 */
export async function mergePeople({ intoId, fromId, keyHash, now = new Date() }: Merge): Promise<void> {
  const store = await getStore()
  await store.write(function* recordMerge(tx) {
    const rows = yield* tx.do((db) =>
      db
        .select()
        .from(people)
        .where(inArray(people.id, [intoId, fromId])),
    )
    const [into, from] = [rows.find(({ id }) => id === intoId), rows.find(({ id }) => id === fromId)]
    if (!into || !from || intoId === fromId || into.mergedInto || from.mergedInto)
      throw new Refusal('link.nothing')
    if (keyHash !== undefined) yield* mustBeLinked(tx, keyHash, fromId)
    const held = yield* tx.do((db) =>
      db.select({ role: roles.role }).from(roles).where(eq(roles.personId, fromId)).limit(1),
    )
    if (from.isPlatformAdmin || held.length > 0) throw new Refusal('link.staff')

    yield* mergeDesk(tx, { intoId, fromId })
    yield* mergeRemarks(tx, { intoId, fromId })
    yield* mergeSupports(tx, { intoId, fromId, now })
    yield* mergeTurnout(tx, { intoId, fromId, now })
    yield* moveOnce(tx, { intoId, fromId })
    yield* move(tx, { intoId, fromId })
    yield* mergeNotices(tx, { intoId, fromId })
    yield* dropOwnSupports(tx, intoId)
    yield* endWays(tx, fromId)
    yield* tx.do((db) =>
      db
        .update(people)
        .set({ email: null, pseudonym: '', mergedInto: intoId })
        .where(eq(people.id, fromId))
        .returning({ id: people.id }),
    )
    if (!into.email && from.email) {
      const { email } = from
      yield* tx.do((db) =>
        db.update(people).set({ email }).where(eq(people.id, intoId)).returning({ id: people.id }),
      )
    }
    // After the address has moved: whoever reads that mailbox hears of it.
    yield* tellOfAccount(tx, { personId: intoId, template: 'joined', now })
    // Whoever reads that mailbox hears of it, too, though nothing leads there any more.
    if (into.email && from.email) {
      const { email: recipient, locale } = from
      const letter = {
        recipient,
        locale,
        template: 'joined',
        params: { page: 'security' },
        personId: intoId,
        now,
      }
      yield* writeLetter(tx, letter)
    }
    if (into.email && from.email) yield* leaveMailbox(tx, from.email, intoId)
  })
}

function* mustBeLinked(tx: Tx, keyHash: string, personId: string): Generator<Step, void, unknown[]> {
  const link = and(eq(externalIdentities.keyHash, keyHash), eq(externalIdentities.personId, personId))
  const [found] = yield* tx.do((db) =>
    db.select({ id: externalIdentities.keyHash }).from(externalIdentities).where(link),
  )
  if (!found) throw new Refusal('link.nothing')
}

interface Pair {
  intoId: string
  fromId: string
}

/** Columns that are simply the other account's from now on; the cast says that all of them are called alike. */
function* move(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  for (const table of [contributions, comments] as (typeof comments)[]) {
    yield* tx.do((db) =>
      db
        .update(table)
        .set({ authorId: intoId })
        .where(eq(table.authorId, fromId))
        .returning({ id: table.id }),
    )
  }
  yield* tx.do((db) =>
    db
      .update(revisions)
      .set({ editorId: intoId })
      .where(eq(revisions.editorId, fromId))
      .returning({ id: revisions.id }),
  )
  for (const table of [consents, externalIdentities, assistedActs] as (typeof consents)[]) {
    yield* tx.do((db) =>
      db
        .update(table)
        .set({ personId: intoId })
        .where(eq(table.personId, fromId))
        .returning({ personId: table.personId }),
    )
  }
}

/** Rows of which a person has one a town or a subject. */
function* moveOnce(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  for (const table of [residentConfirmations, assistedPeople] as (typeof residentConfirmations)[]) {
    const own = yield* tx.do((db) =>
      db.select({ townId: table.townId }).from(table).where(eq(table.personId, intoId)),
    )
    const towns = own.map(({ townId }) => townId)
    yield* tx.do((db) =>
      db
        .delete(table)
        .where(and(eq(table.personId, fromId), inArray(table.townId, [...towns, ''])))
        .returning({ townId: table.townId }),
    )
    yield* tx.do((db) =>
      db
        .update(table)
        .set({ personId: intoId })
        .where(eq(table.personId, fromId))
        .returning({ townId: table.townId }),
    )
  }
  const mine = yield* tx.do((db) =>
    db.select({ subjectId: reports.subjectId }).from(reports).where(eq(reports.reporterId, intoId)),
  )
  const subjects = [...mine.map(({ subjectId }) => subjectId), '']
  yield* tx.do((db) =>
    db
      .delete(reports)
      .where(and(eq(reports.reporterId, fromId), inArray(reports.subjectId, subjects)))
      .returning({ id: reports.id }),
  )
  yield* tx.do((db) =>
    db
      .update(reports)
      .set({ reporterId: intoId })
      .where(eq(reports.reporterId, fromId))
      .returning({ id: reports.id }),
  )
}

/** Of two supports of one thing the other account's stays; then no more than the open phase allows, the oldest first. */
function* mergeSupports(
  tx: Tx,
  { intoId, fromId, now }: Pair & { now: Date },
): Generator<Step, void, unknown[]> {
  const theirs = yield* tx.do((db) => db.select().from(supports).where(eq(supports.personId, fromId)))
  const mine = yield* tx.do((db) => db.select().from(supports).where(eq(supports.personId, intoId)))
  const held = new Set(mine.map(({ townId, contributionId }) => `${townId} ${contributionId}`))
  for (const support of theirs) {
    if (held.has(`${support.townId} ${support.contributionId}`)) yield* drop(tx, support)
    else {
      yield* tx.do((db) =>
        db
          .update(supports)
          .set({ personId: intoId })
          .where(isSupport(support))
          .returning({ personId: supports.personId }),
      )
    }
  }
  const processes = new Map(theirs.map(({ townId, processId }) => [processId, townId]))
  for (const [processId, townId] of processes) {
    const open = phaseAt(yield* tx.run(phasesOfProcess, { townId, processId }), now)
    const limit = open?.settings.acts.includes('support') ? open.settings.supportLimit : null
    if (limit === null) continue
    const all = yield* tx.do((db) =>
      db
        .select()
        .from(supports)
        .where(
          and(eq(supports.townId, townId), eq(supports.processId, processId), eq(supports.personId, intoId)),
        )
        .orderBy(asc(supports.createdAt), desc(supports.contributionId)),
    )
    for (const support of all.slice(limit)) yield* drop(tx, support)
  }
}

function* dropOwnSupports(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  const own = yield* tx.do((db) =>
    db
      .select({ support: supports })
      .from(supports)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, supports.townId), eq(contributions.id, supports.contributionId)),
      )
      .where(and(eq(supports.personId, personId), eq(contributions.authorId, personId))),
  )
  for (const { support } of own) yield* drop(tx, support)
}

type Support = typeof supports.$inferSelect

function isSupport({ townId, contributionId, personId }: Support) {
  return and(
    eq(supports.townId, townId),
    eq(supports.contributionId, contributionId),
    eq(supports.personId, personId),
  )
}

function* drop(tx: Tx, support: Support): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db.delete(supports).where(isSupport(support)).returning({ personId: supports.personId }),
  )
  yield* uncountSupport(tx, { townId: support.townId, id: support.contributionId })
}

/** An address that leads nowhere here any more: its codes go, and its letters with the account that stays. */
function* leaveMailbox(tx: Tx, email: string, intoId: string): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db.delete(signInCodes).where(eq(signInCodes.email, email)).returning({ id: signInCodes.id }),
  )
  yield* tx.do((db) =>
    db
      .update(letters)
      .set({ personId: intoId })
      .where(and(eq(letters.recipient, email), eq(letters.channel, 'email')))
      .returning({ id: letters.id }),
  )
}

/** What opened the account that is no more; whoever is signed in there is so no longer. */
function* endWays(tx: Tx, personId: string): Generator<Step, void, unknown[]> {
  const tables = [sessions, passkeys, passkeyChallenges, identityTrips, recoveryCodes, authenticators]
  for (const table of tables as (typeof sessions)[]) {
    yield* tx.do((db) =>
      db.delete(table).where(eq(table.personId, personId)).returning({ personId: table.personId }),
    )
  }
}
