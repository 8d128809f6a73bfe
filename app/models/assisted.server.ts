import { and, count, desc, eq, gte, inArray } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { assistedActs, assistedPeople } from '#db/schema/counter.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { listPseudonyms } from './people.server.ts'
import { publicName } from './public-name.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** What one clerk may do for residents on one day (UTC) in a town. */
export const ASSISTED_PER_DAY = 100
const DAY_MS = 86_400_000

export type AssistedAct = (typeof assistedActs.$inferSelect)['act']

interface Assisted {
  townId: string
  personId: string
  clerkId: string
  act: AssistedAct
  /** The contribution, or the phase of a vote. */
  subjectId: string
  now: Date
}

/**
 * Marks that the help desk does something for a resident, in the transaction of the act itself, and writes it into the log.
 * @throws {Refusal} 'card.wrong' when the help desk knows no such resident | 'helpdesk.limit-reached' (`limit`)
 */
export function* recordAssisted(tx: Tx, assisted: Assisted): Generator<Step, void, unknown[]> {
  const { townId, personId, clerkId, act, subjectId, now } = assisted
  const today = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS)
  const [known] = yield* tx.do((db) =>
    db
      .select({ personId: assistedPeople.personId })
      .from(assistedPeople)
      .where(and(eq(assistedPeople.townId, townId), eq(assistedPeople.personId, personId))),
  )
  if (!known) throw new Refusal('card.wrong')
  const [done] = yield* tx.do((db) =>
    db
      .select({ n: count() })
      .from(assistedActs)
      .where(
        and(
          eq(assistedActs.townId, townId),
          eq(assistedActs.clerkId, clerkId),
          gte(assistedActs.createdAt, today),
        ),
      ),
  )
  if (done!.n >= ASSISTED_PER_DAY) throw new Refusal('helpdesk.limit-reached', { limit: ASSISTED_PER_DAY })
  const isVote = act === 'ballot' || act === 'withdraw-ballot'
  const row = { townId, personId, clerkId, act, subjectId }
  yield* tx.do((db) =>
    db
      .insert(assistedActs)
      .values({ ...row, id: newId(), createdAt: isVote ? today : now })
      .returning({ id: assistedActs.id }),
  )
  yield* recordStaffAct(tx, {
    townId,
    actorId: clerkId,
    act: `helpdesk.${act}`,
    subjectType: isVote ? 'phase' : 'contribution',
    subjectId,
    contributionId: isVote ? null : subjectId,
    before: {},
    after: {},
    now,
  })
}

/** What the help desk did in a town, the newest first; of a vote the day and nothing of the ballot. */
export async function listAssisted(townId: string, limit = 100) {
  const { read } = await getStore()
  const rows = await read
    .select({
      id: assistedActs.id,
      act: assistedActs.act,
      subjectId: assistedActs.subjectId,
      clerkId: assistedActs.clerkId,
      pseudonym: publicName,
      at: assistedActs.createdAt,
    })
    .from(assistedActs)
    .innerJoin(people, eq(people.id, assistedActs.personId))
    .where(eq(assistedActs.townId, townId))
    .orderBy(desc(assistedActs.createdAt), desc(assistedActs.id))
    .limit(limit)
  const [clerks, numbers] = await Promise.all([
    listPseudonyms(rows.map(({ clerkId }) => clerkId)),
    rows.length === 0
      ? []
      : read
          .select({ id: contributions.id, number: contributions.number })
          .from(contributions)
          .where(
            and(
              eq(contributions.townId, townId),
              inArray(contributions.id, [...new Set(rows.map(({ subjectId }) => subjectId))]),
            ),
          ),
  ])
  const numberOf = new Map(numbers.map(({ id, number }) => [id, number]))
  return rows.map(({ clerkId, subjectId, ...row }) => ({
    ...row,
    by: clerks.get(clerkId) || null,
    number: numberOf.get(subjectId) ?? null,
  }))
}

/** Whether a contribution came through the help desk. */
export async function cameThroughHelpDesk(townId: string, contributionId: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ id: assistedActs.id })
    .from(assistedActs)
    .where(
      and(
        eq(assistedActs.townId, townId),
        eq(assistedActs.subjectId, contributionId),
        inArray(assistedActs.act, ['pin', 'proposal']),
      ),
    )
    .limit(1)
  return rows.length > 0
}
