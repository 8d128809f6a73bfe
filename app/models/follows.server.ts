import { and, asc, eq, ne } from 'drizzle-orm'
import type { Followed } from '#app/domain/notices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { follows } from '#db/schema/notices.server.ts'
import { processes, spaces, towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'

export interface Follow {
  townId: string
  personId: string
  subjectType: Followed
  subjectId: string
  now?: Date
}

/**
 * Asks to hear of something. The same twice is once.
 * @throws {Refusal} 'contribution.not-found' | 'process.not-found' | 'space.not-found'
 */
export async function follow({ now = new Date(), ...wish }: Follow) {
  const store = await getStore()
  await store.write(function* recordFollow(tx) {
    yield* mustBeThere(tx, wish)
    yield* tx.do((db) =>
      db
        .insert(follows)
        .values({ ...wish, createdAt: now })
        .onConflictDoNothing()
        .returning({ personId: follows.personId }),
    )
  })
}

export async function unfollow({ townId, personId, subjectType, subjectId }: Follow) {
  const store = await getStore()
  await store.write((tx) =>
    tx.do((db) =>
      db
        .delete(follows)
        .where(sameAs({ townId, personId, subjectType, subjectId }))
        .returning({ personId: follows.personId }),
    ),
  )
}

export async function isFollowing(wish: Omit<Follow, 'now'>): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read.select({ at: follows.createdAt }).from(follows).where(sameAs(wish))
  return rows.length > 0
}

function sameAs({ townId, personId, subjectType, subjectId }: Omit<Follow, 'now'>) {
  return and(
    eq(follows.townId, townId),
    eq(follows.personId, personId),
    eq(follows.subjectType, subjectType),
    eq(follows.subjectId, subjectId),
  )
}

function* mustBeThere(
  tx: Tx,
  { townId, subjectType, subjectId }: Omit<Follow, 'now'>,
): Generator<Step, void, unknown[]> {
  const table = { contribution: contributions, process: processes, space: spaces }[subjectType]
  const visible = subjectType === 'contribution' ? eq(contributions.visibility, 'published') : undefined
  const [found] = yield* tx.do((db) =>
    db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.townId, townId), eq(table.id, subjectId), visible)),
  )
  if (!found) throw new Refusal(`${subjectType}.not-found`)
}

/** Everything a person follows, in every town, with what it is called. */
export async function listFollows(personId: string) {
  const { read } = await getStore()
  const mine = <T extends Followed>(type: T) =>
    and(eq(follows.personId, personId), eq(follows.subjectType, type))
  const town = { townId: towns.id, townSlug: towns.slug, townName: towns.name, townNames: towns.translations }
  const [ofContributions, ofProcesses, ofSpaces] = await Promise.all([
    read
      .select({
        ...town,
        id: contributions.id,
        number: contributions.number,
        name: contributions.title,
        visibility: contributions.visibility,
        translations: contributions.translations,
      })
      .from(follows)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, follows.townId), eq(contributions.id, follows.subjectId)),
      )
      .innerJoin(towns, eq(towns.id, follows.townId))
      // Of what was merged the other one is followed; the row waits for an undo.
      .where(and(mine('contribution'), ne(contributions.visibility, 'merged')))
      .orderBy(asc(follows.createdAt)),
    read
      .select({
        ...town,
        id: processes.id,
        slug: processes.slug,
        name: processes.title,
        translations: processes.translations,
      })
      .from(follows)
      .innerJoin(processes, and(eq(processes.townId, follows.townId), eq(processes.id, follows.subjectId)))
      .innerJoin(towns, eq(towns.id, follows.townId))
      .where(mine('process'))
      .orderBy(asc(follows.createdAt)),
    read
      .select({
        ...town,
        id: spaces.id,
        slug: spaces.slug,
        name: spaces.name,
        translations: spaces.translations,
      })
      .from(follows)
      .innerJoin(spaces, and(eq(spaces.townId, follows.townId), eq(spaces.id, follows.subjectId)))
      .innerJoin(towns, eq(towns.id, follows.townId))
      .where(mine('space'))
      .orderBy(asc(follows.createdAt)),
  ])
  return { ofContributions, ofProcesses, ofSpaces }
}
