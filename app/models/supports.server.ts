import { and, count, eq, gt, inArray, sql } from 'drizzle-orm'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions, supports } from '#db/schema/contributions.server.ts'
import { getStore, query, type Step, type Tx } from '#db/store.server.ts'
import { recordAssisted } from './assisted.server.ts'
import { mustBeUnderCap } from './caps.server.ts'
import { forgetMergedSupport } from './merged-supports.server.ts'
import { contributionForAct, phasesOfProcess } from './process-queries.server.ts'
import { mustBeTrusted } from './trust.server.ts'

const supportsOfPerson = query<{ townId: string; personId: string; processId: string }>()(
  'supports_of_person',
  (db) =>
    db
      .select({ n: count() })
      .from(supports)
      .where(
        and(
          eq(supports.townId, sql.placeholder('townId')),
          eq(supports.personId, sql.placeholder('personId')),
          eq(supports.processId, sql.placeholder('processId')),
        ),
      ),
)

const supportHeld = query<{ townId: string; contributionId: string; personId: string }>()(
  'support_held',
  (db) =>
    db
      .select({ at: supports.createdAt })
      .from(supports)
      .where(
        and(
          eq(supports.townId, sql.placeholder('townId')),
          eq(supports.contributionId, sql.placeholder('contributionId')),
          eq(supports.personId, sql.placeholder('personId')),
        ),
      ),
)

const supportsToday = query<{ townId: string; personId: string; since: Date }>()('supports_today', (db) =>
  db
    .select({ n: count() })
    .from(supports)
    .where(
      and(
        eq(supports.townId, sql.placeholder('townId')),
        eq(supports.personId, sql.placeholder('personId')),
        gt(supports.createdAt, sql.param(sql.placeholder('since'), supports.createdAt)),
      ),
    ),
)

const insertSupport = query<{
  townId: string
  contributionId: string
  personId: string
  processId: string
  now: Date
}>()('insert_support', (db) =>
  db
    .insert(supports)
    .values({
      townId: sql.placeholder('townId'),
      contributionId: sql.placeholder('contributionId'),
      personId: sql.placeholder('personId'),
      processId: sql.placeholder('processId'),
      createdAt: sql.placeholder('now'),
    })
    .onConflictDoNothing()
    .returning({ at: supports.createdAt }),
)

const addToTally = query<{ townId: string; id: string }>()('add_support', (db) =>
  db
    .update(contributions)
    .set({ supports: sql`${contributions.supports} + 1` })
    .where(
      and(eq(contributions.townId, sql.placeholder('townId')), eq(contributions.id, sql.placeholder('id'))),
    )
    .returning({ supports: contributions.supports }),
)

const takeFromTally = query<{ townId: string; id: string }>()('take_support', (db) =>
  db
    .update(contributions)
    .set({ supports: sql`${contributions.supports} - 1` })
    .where(
      and(eq(contributions.townId, sql.placeholder('townId')), eq(contributions.id, sql.placeholder('id'))),
    )
    .returning({ supports: contributions.supports }),
)

const DAY_MS = 86_400_000

export interface Support {
  townId: string
  personId: string
  contributionId: string
  /** Who does it for a resident at the help desk. */
  clerkId?: string
  now?: Date
}

/**
 * Records a person's support of a pin or proposal. The same support twice is one support.
 *
 * @returns how many people support it now
 * @throws {Refusal} 'contribution.not-found' | 'contribution.not-published' | 'phase.closed' | 'trust.needs-…' | 'support.own' |
 *   'support.limit-reached' | 'act.too-many' (both with `limit`)
 */
export async function supportContribution({
  townId,
  personId,
  contributionId,
  clerkId,
  now = new Date(),
}: Support) {
  const store = await getStore()
  return store.write(function* recordSupport(tx) {
    const [subject] = yield* tx.run(contributionForAct, { townId, id: contributionId })
    if (!subject) throw new Refusal('contribution.not-found')
    if (subject.visibility !== 'published') throw new Refusal('contribution.not-published')
    if (subject.authorId === personId) throw new Refusal('support.own')
    const { processId } = subject
    const phase = mustAllow(yield* tx.run(phasesOfProcess, { townId, processId }), 'support', now)
    yield* mustBeTrusted(tx, { townId, personId, ...phase.settings })
    const [held] = yield* tx.run(supportHeld, { townId, contributionId, personId })
    if (held) return { supports: subject.supports }
    const limit = phase.settings.supportLimit
    if (limit !== null) {
      const [own] = yield* tx.run(supportsOfPerson, { townId, personId, processId })
      if (own!.n >= limit) throw new Refusal('support.limit-reached', { limit })
    }
    const [today] = yield* tx.run(supportsToday, {
      townId,
      personId,
      since: new Date(now.getTime() - DAY_MS),
    })
    yield* mustBeUnderCap(tx, { townId, personId, act: 'support' }, today!.n)
    const made = yield* tx.run(insertSupport, { townId, contributionId, personId, processId, now })
    if (made.length === 0) return { supports: subject.supports }
    if (clerkId)
      yield* recordAssisted(tx, {
        townId,
        personId,
        clerkId,
        act: 'support',
        subjectId: contributionId,
        now,
      })
    const [tally] = yield* tx.run(addToTally, { townId, id: contributionId })
    return { supports: tally!.supports }
  })
}

/**
 * Takes a support back, also from what has been hidden or withdrawn since: it holds one of the person's supports still.
 * Taking back what was not given changes nothing.
 * @throws {Refusal} 'contribution.not-found' | 'phase.closed'
 */
export async function withdrawSupport({
  townId,
  personId,
  contributionId,
  clerkId,
  now = new Date(),
}: Support) {
  const store = await getStore()
  return store.write(function* recordWithdrawal(tx) {
    const [subject] = yield* tx.run(contributionForAct, { townId, id: contributionId })
    if (!subject) throw new Refusal('contribution.not-found')
    mustAllow(yield* tx.run(phasesOfProcess, { townId, processId: subject.processId }), 'support', now)
    const gone = yield* tx.do((db) =>
      db
        .delete(supports)
        .where(
          and(
            eq(supports.townId, townId),
            eq(supports.contributionId, contributionId),
            eq(supports.personId, personId),
          ),
        )
        .returning({ at: supports.createdAt }),
    )
    if (gone.length === 0) return { supports: subject.supports }
    yield* forgetMergedSupport(tx, { townId, personId, contributionId })
    if (clerkId)
      yield* recordAssisted(tx, {
        townId,
        personId,
        clerkId,
        act: 'withdraw-support',
        subjectId: contributionId,
        now,
      })
    const [tally] = yield* tx.run(takeFromTally, { townId, id: contributionId })
    return { supports: tally!.supports }
  })
}

/** Takes one from a contribution's tally, in the write that removes the row. */
export function* uncountSupport(
  tx: Tx,
  { townId, id }: { townId: string; id: string },
): Generator<Step, void, unknown[]> {
  yield* tx.run(takeFromTally, { townId, id })
}

/** Which of these contributions a person supports. */
export async function listSupported(
  townId: string,
  personId: string,
  contributionIds: string[],
): Promise<Set<string>> {
  if (contributionIds.length === 0) return new Set()
  const { read } = await getStore()
  const rows = await read
    .select({ id: supports.contributionId })
    .from(supports)
    .where(
      and(
        eq(supports.townId, townId),
        eq(supports.personId, personId),
        inArray(supports.contributionId, contributionIds),
      ),
    )
  return new Set(rows.map((row) => row.id))
}

/** How many supports a person holds in a process. */
export async function countSupportsHeld(
  townId: string,
  personId: string,
  processId: string,
): Promise<number> {
  const store = await getStore()
  const [row] = await store.get(supportsOfPerson, { townId, personId, processId })
  return row!.n
}
