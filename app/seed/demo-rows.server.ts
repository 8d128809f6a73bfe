import { titleFromBody } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import type { Contribution } from '#app/models/contributions.server.ts'
import { searchTextOf } from '#app/models/search-text.server.ts'
import type { comments } from '#db/schema/contributions.server.ts'
import {
  type DemoAuthor,
  type DemoComment,
  type DemoPin,
  type DemoProposal,
  inBoth,
} from './demo-data.server.ts'
import type { DemoPeople } from './demo-people.server.ts'
import { daysBefore, idAt, notBefore } from './demo-time.server.ts'
import type { DemoPlaces } from './demo-town.server.ts'

export interface DemoScene extends DemoPlaces, DemoPeople {
  now: Date
}

export type DemoEntry = { source: DemoPin | DemoProposal; row: Contribution; comments: CommentRow[] }
export type CommentRow = typeof comments.$inferInsert

/** Pins and proposals as rows, numbered in the order in which they were sent. */
export function demoEntries(scene: DemoScene, sources: (DemoPin | DemoProposal)[]): DemoEntry[] {
  const dated = sources.map((source, i) => ({ source, createdAt: daysBefore(scene.now, source.daysAgo, i) }))
  dated.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  return dated.map(({ source, createdAt }, i) => {
    const row = contributionRow(scene, source, { number: i + 1, createdAt })
    const said = source.comments.flatMap((comment, n) =>
      commentRows(scene, row, comment, { id: null, at: createdAt }, i + n * 7),
    )
    return { source, row: { ...row, comments: said.length }, comments: said }
  })
}

/** Everything but the counts of supports. */
function contributionRow(
  { town, spaceIds, processes, residents, now }: DemoScene,
  source: DemoPin | DemoProposal,
  { number, createdAt }: { number: number; createdAt: Date },
): Contribution {
  const isPin = 'at' in source
  const texts = isPin
    ? {
        title: { ru: titleFromBody(source.body.ru), en: titleFromBody(source.body.en) },
        body: source.body,
        placeText: source.place,
      }
    : { title: source.title, body: source.body, placeText: { ru: '', en: '' } }
  const geometry = isPin ? { type: 'Point' as const, coordinates: source.at } : source.geometry
  const [lng, lat] = pointOf(geometry)
  const words = inBoth(texts)
  const answer = isPin ? null : source.answer
  return {
    townId: town.id,
    id: idAt(createdAt),
    number,
    processId: processes.get(source.process)!.id,
    kind: isPin ? source.kind : 'proposal',
    ...words,
    locale: 'ru',
    geometry,
    lng,
    lat,
    cell: cellOf(lng, lat),
    placePrecision: 'point',
    spaceId: source.space ? (spaceIds.get(source.space) ?? null) : null,
    categoryId: isPin ? null : source.category,
    costMinor: isPin || source.costRub === null ? null : source.costRub * 100,
    externalId: null,
    authorId: residents[source.author - 1]!,
    visibility: 'published',
    status: isPin ? 'new' : source.status,
    decision: answer?.decision ?? null,
    supports: source.supports,
    comments: 0,
    votes: 0,
    points: 0,
    searchText: searchTextOf({ ...words, number }),
    changeMark: 0,
    createdAt,
    updatedAt: createdAt,
    editedAt: null,
    reviewedAt: source.process === 'market' ? notBefore(createdAt, createdAt, now) : null,
    mergedIntoId: null,
  }
}

function commentRows(
  scene: DemoScene,
  about: Contribution,
  comment: DemoComment,
  parent: { id: string | null; at: Date },
  salt: number,
): CommentRow[] {
  const createdAt = notBefore(daysBefore(scene.now, comment.daysAgo, salt), parent.at, scene.now)
  const row = {
    townId: about.townId,
    id: idAt(createdAt),
    contributionId: about.id,
    parentId: parent.id,
    ...authorOf(scene, comment.author),
    ...inBoth({ body: comment.body }),
    visibility: 'published' as const,
    createdAt,
  }
  const replies = comment.replies ?? []
  return [
    row,
    ...replies.flatMap((reply, i) =>
      commentRows(scene, about, reply, { id: row.id, at: createdAt }, salt + i + 1),
    ),
  ]
}

function authorOf({ residents, moderatorId }: DemoPeople, author: DemoAuthor) {
  return author === 'staff'
    ? { authorId: moderatorId, isOfficial: true }
    : { authorId: residents[author - 1]!, isOfficial: false }
}
