import { and, count, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Limits } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions, supports } from '#db/schema/contributions.server.ts'
import { devices, flags } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { reports } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import { listBlocks } from './blocks.server.ts'
import { within } from './within.server.ts'

const SHOWN = 100

/**
 * What somebody has done in a town, for the desk.
 *
 * @param limits  of a moderator for certain spaces or categories: nothing from elsewhere is shown or counted
 * @throws {Refusal} 'person.not-found', also when it is nothing at all
 */
export async function getContributor(townId: string, personId: string, limits: Limits | null = null) {
  const { read } = await getStore()
  const [person] = await read
    .select({ id: people.id, pseudonym: people.pseudonym, createdAt: people.createdAt })
    .from(people)
    .where(eq(people.id, personId))
  if (!person) throw new Refusal('person.not-found')
  const own = and(eq(contributions.townId, townId), eq(contributions.authorId, personId), within(limits))
  const said = and(eq(comments.townId, townId), eq(comments.authorId, personId), within(limits))
  const [sentRows, saidRows, supported, blocks, shared] = await Promise.all([
    read
      .select({
        id: contributions.id,
        number: contributions.number,
        kind: contributions.kind,
        text: contributions.title,
        visibility: contributions.visibility,
        createdAt: contributions.createdAt,
      })
      .from(contributions)
      .where(own)
      .orderBy(desc(contributions.createdAt)),
    read
      .select({
        id: comments.id,
        number: contributions.number,
        text: comments.body,
        visibility: comments.visibility,
        createdAt: comments.createdAt,
      })
      .from(comments)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
      )
      .where(said)
      .orderBy(desc(comments.createdAt)),
    read
      .select({ n: count() })
      .from(supports)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, supports.townId), eq(contributions.id, supports.contributionId)),
      )
      .where(and(eq(supports.townId, townId), eq(supports.personId, personId), within(limits))),
    listBlocks(townId, personId),
    listSharing(townId, personId),
  ])
  const isKnownHere = sentRows.length + saidRows.length + supported[0]!.n + blocks.length > 0
  if (!isKnownHere) throw new Refusal('person.not-found')
  const ids = [...sentRows, ...saidRows].map(({ id }) => id)
  const all = [...sentRows, ...saidRows]
  const hidden = all.filter(({ visibility }) => visibility === 'hidden').length
  return {
    person,
    numbers: {
      sent: sentRows.length,
      said: saidRows.length,
      supported: supported[0]!.n,
      hidden,
      returned: all.filter(({ visibility }) => visibility === 'returned').length,
      reported: await countAbout(reports, townId, ids),
      flagged: await countAbout(flags as unknown as typeof reports, townId, ids),
      hiddenPercent: all.length === 0 ? 0 : Math.round((100 * hidden) / all.length),
    },
    things: [
      ...sentRows.map((row) => ({ ...row, type: 'contribution' as const })),
      ...saidRows.map((row) => ({ ...row, type: 'comment' as const, kind: null })),
    ]
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(0, SHOWN),
    blocks,
    shared,
  }
}

async function countAbout(table: typeof reports, townId: string, ids: string[]): Promise<number> {
  const { read } = await getStore()
  let n = 0
  for (let from = 0; from < ids.length; from += 1000) {
    const some = ids.slice(from, from + 1000)
    const [row] = await read
      .select({ n: count() })
      .from(table)
      .where(and(eq(table.townId, townId), inArray(table.subjectId, some)))
    n += row!.n
  }
  return n
}

/** Others who write from a device that this person writes from. */
async function listSharing(townId: string, personId: string) {
  const { read } = await getStore()
  const own = await read
    .select({ hash: devices.hash })
    .from(devices)
    .where(and(eq(devices.townId, townId), eq(devices.personId, personId)))
  if (own.length === 0) return []
  return read
    .selectDistinct({ id: people.id, pseudonym: people.pseudonym })
    .from(devices)
    .innerJoin(people, eq(people.id, devices.personId))
    .where(
      and(
        eq(devices.townId, townId),
        ne(devices.personId, personId),
        inArray(
          devices.hash,
          own.map(({ hash }) => hash),
        ),
      ),
    )
}
