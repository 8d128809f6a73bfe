import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Limits } from '#app/domain/permissions.ts'
import { comments, contributions, photos, revisions } from '#db/schema/contributions.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { listPhotos } from './photos.server.ts'
import { publicName } from './public-name.server.ts'
import { type Cause, listQueueKeys, type QueueKey } from './queue-keys.server.ts'
import type { Subject } from './subjects.server.ts'

export interface QueueItem extends Pick<QueueKey, 'visibility' | 'since'> {
  subject: Subject
  causes: Cause[]
  contribution: {
    id: string
    number: number
    kind: 'problem' | 'value' | 'idea' | 'proposal'
    title: string
    spaceId: string | null
    categoryId: string | null
  }
  title: string
  body: string
  author: string | null
  authorId: string | null
  createdAt: Date
  /** When its words last changed. */
  updatedAt: Date
  reports: { reason: string; note: string; createdAt: Date }[]
  flags: { rule: string; found: string }[]
  /** The pictures of a pin or proposal, or the one that it is about. */
  photos: Pick<typeof photos.$inferSelect, 'id' | 'alt' | 'translations' | 'width' | 'height'>[]
  /** What it said before the last change, for an edited one. */
  before: { title: string; body: string } | null
  /** The rest of a pin or a proposal; null for a comment or a photo. */
  entry: QueuedEntry | null
}

export type QueuedEntry = Pick<
  typeof contributions.$inferSelect,
  'translations' | 'categoryId' | 'spaceId' | 'placePrecision' | 'placeText' | 'lng' | 'lat' | 'costMinor'
>

export interface QueueFilter {
  limits?: Limits | null
  /** `next` of the page before; null for the first. */
  after?: string | null
  cause?: Cause | null
  type?: Subject['type'] | null
}

/** What waits for the desk, the longest-waiting first, at most `limit` of it. */
export async function listQueue(
  townId: string,
  { limit = 100, ...filter }: QueueFilter & { limit?: number } = {},
): Promise<QueueItem[]> {
  return (await loadQueue(townId, limit, filter)).items
}

/** A page of the queue with its counts: of everything, and of each cause and kind of thing. */
export async function loadQueue(
  townId: string,
  limit: number,
  { limits = null, after = null, cause, type }: QueueFilter = {},
) {
  const keys = await listQueueKeys(townId, limits)
  const wanted = keys.filter((key) => (!cause || key.causes.includes(cause)) && (!type || key.type === type))
  const counts: Record<string, number> = {}
  for (const key of keys) for (const name of [...key.causes, key.type]) counts[name] = (counts[name] ?? 0) + 1
  const rest = after === null ? wanted : wanted.filter((key) => placeOf(key) > after)
  const shown = rest.slice(0, limit)
  return {
    items: await itemsOf(townId, shown),
    next: rest.length > limit ? placeOf(shown.at(-1)!) : null,
    all: keys.length,
    matching: wanted.length,
    counts,
  }
}

/** Where something stands in the queue: what is decided meanwhile moves nothing else. */
const placeOf = ({ since, id }: QueueKey) => `${String(since.getTime()).padStart(15, '0')}_${id}`

async function itemsOf(townId: string, keys: QueueKey[]): Promise<QueueItem[]> {
  const { read } = await getStore()
  const idsOf = (type: Subject['type']) => [
    ...keys.filter((key) => key.type === type).map(({ id }) => id),
    '',
  ]
  const contributionIds = [...new Set(keys.map(({ contributionId }) => contributionId)), '']
  const [rows, said, pictures, shown, before] = await Promise.all([
    read
      .select({ row: contributions, author: publicName })
      .from(contributions)
      .leftJoin(people, eq(people.id, contributions.authorId))
      .where(and(eq(contributions.townId, townId), inArray(contributions.id, contributionIds))),
    read
      .select({ row: comments, author: publicName })
      .from(comments)
      .leftJoin(people, eq(people.id, comments.authorId))
      .where(and(eq(comments.townId, townId), inArray(comments.id, idsOf('comment')))),
    read
      .select()
      .from(photos)
      .where(and(eq(photos.townId, townId), inArray(photos.id, idsOf('photo')))),
    listPhotos(townId, idsOf('contribution')),
    lastRevisions(townId, idsOf('contribution')),
  ])
  return keys.flatMap((key): QueueItem[] => {
    const about = rows.find(({ row }) => row.id === key.contributionId)
    if (!about) return []
    const { row } = about
    const comment = said.find((one) => one.row.id === key.id)
    const photo = pictures.find((one) => one.id === key.id)
    if (key.type === 'comment' ? !comment : key.type === 'photo' ? !photo : false) return []
    return [
      {
        subject: { type: key.type, id: key.id },
        causes: key.causes,
        contribution: {
          id: row.id,
          number: row.number,
          kind: row.kind,
          title: row.title,
          spaceId: row.spaceId,
          categoryId: row.categoryId,
        },
        title: key.type === 'contribution' ? row.title : '',
        body: comment ? comment.row.body : photo ? photo.alt : row.body,
        author: comment ? comment.author : about.author,
        authorId: comment ? comment.row.authorId : row.authorId,
        visibility: key.visibility,
        createdAt: comment?.row.createdAt ?? photo?.createdAt ?? row.createdAt,
        updatedAt: comment?.row.createdAt ?? photo?.createdAt ?? row.updatedAt,
        since: key.since,
        reports: key.reports.map(({ reason, note, createdAt }) => ({ reason, note, createdAt })),
        flags: key.flags.map(({ rule, found }) => ({ rule, found })),
        photos: (photo ? [photo] : shown.filter((one) => one.contributionId === key.id)).map(
          ({ id, alt, translations, width, height }) => ({ id, alt, translations, width, height }),
        ),
        before: key.causes.includes('edited') ? (before.get(row.id) ?? null) : null,
        entry: key.type === 'contribution' ? entryOf(row) : null,
      },
    ]
  })
}

function entryOf(row: typeof contributions.$inferSelect): QueuedEntry {
  const { translations, categoryId, spaceId, placePrecision, placeText, lng, lat, costMinor } = row
  return { translations, categoryId, spaceId, placePrecision, placeText, lng, lat, costMinor }
}

async function lastRevisions(townId: string, ids: string[]) {
  const { read } = await getStore()
  const rows = await read
    .select({ id: revisions.contributionId, before: revisions.before })
    .from(revisions)
    .where(and(eq(revisions.townId, townId), inArray(revisions.contributionId, ids)))
    .orderBy(asc(revisions.createdAt))
  return new Map(rows.map((row) => [row.id, row.before as { title: string; body: string }]))
}
