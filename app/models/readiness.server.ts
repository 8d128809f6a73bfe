import { and, asc, count, eq, isNotNull } from 'drizzle-orm'
import type { Turnout } from '#app/domain/turnout.ts'
import { turnoutOf } from '#app/domain/turnout.ts'
import { contributions, photos } from '#db/schema/contributions.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import type { Process } from './processes.server.ts'

const MOST_PHOTOS = 5000

/** Proposals of a process that everybody sees, and those of them that the town has answered. */
export async function countAnswered(db: Db, townId: string, processId: string) {
  const proposals = and(
    eq(contributions.townId, townId),
    eq(contributions.processId, processId),
    eq(contributions.kind, 'proposal'),
    eq(contributions.visibility, 'published'),
  )
  const [all] = await db.select({ n: count() }).from(contributions).where(proposals)
  const [answered] = await db
    .select({ n: count() })
    .from(contributions)
    .where(and(proposals, isNotNull(contributions.decision)))
  return { all: Number(all!.n), answered: Number(answered!.n) }
}

/** Photos of a process that everybody sees, by the number of what they stand under. */
export async function listPhotosOf(townId: string, processId: string) {
  const { read } = await getStore()
  return read
    .select({
      id: photos.id,
      alt: photos.alt,
      number: contributions.number,
      title: contributions.title,
      createdAt: photos.createdAt,
    })
    .from(photos)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, photos.townId), eq(contributions.id, photos.contributionId)),
    )
    .where(
      and(
        eq(photos.townId, townId),
        eq(photos.visibility, 'published'),
        eq(contributions.processId, processId),
        eq(contributions.visibility, 'published'),
      ),
    )
    .orderBy(asc(contributions.number), asc(photos.position))
    .limit(MOST_PHOTOS)
}

/** Who voted by age, where an imported election told of it. */
export function agesOf({ phases }: Pick<Process, 'phases'>): Turnout['age'] {
  return phases.map(({ settings }) => turnoutOf(settings)?.age ?? null).find((age) => age !== null) ?? null
}
