import type { namesOf } from '#app/cards.server.ts'
import type { getHistory } from '#app/models/answers.server.ts'
import type { Contribution } from '#app/models/contributions.server.ts'

type Edits = Awaited<ReturnType<typeof getHistory>>['edits']
type Names = Awaited<ReturnType<typeof namesOf>>

/** What a change replaced: only what differs from what came after it. Photos are counted, not kept. */
export interface EditView {
  id: string
  at: Date
  /** How many had supported what it said before. */
  supports: number
  before: {
    title?: string
    body?: string
    placeText?: string
    isMoved: boolean
    category?: string | null
    space?: string | null
    costMinor?: number | null
    photosAdded: number
    photosRemoved: number
  } | null
}

/**
 * The changes of a contribution, oldest first, each with what it said before.
 *
 * @param mayRead  whether this reader may see what was said while it was not public
 */
export function editViews(row: Contribution, edits: Edits, names: Names, mayRead: boolean): EditView[] {
  return edits.map((edit, i) => {
    const was = edit.before
    const then = edits[i + 1]?.before ?? (row as unknown as Record<string, unknown>)
    const isPublic = was.visibility === 'published'
    const differs = (key: string) =>
      was[key] !== undefined && JSON.stringify(was[key]) !== JSON.stringify(then[key])
    return {
      id: edit.id,
      at: edit.createdAt,
      supports: Number(was.supports ?? 0),
      before:
        isPublic || mayRead
          ? {
              ...(differs('title') && { title: String(was.title) }),
              ...(differs('body') && { body: String(was.body) }),
              ...(differs('placeText') && { placeText: String(was.placeText) }),
              ...(differs('categoryId') && {
                category: names.categories.get(String(was.categoryId))?.name ?? null,
              }),
              ...(differs('spaceId') && { space: names.spaces.get(String(was.spaceId))?.name ?? null }),
              ...(differs('costMinor') && { costMinor: was.costMinor as number | null }),
              isMoved: differs('lng') || differs('lat') || differs('geometry'),
              photosAdded: Number(was.photosAdded ?? 0),
              photosRemoved: Number(was.photosRemoved ?? 0),
            }
          : null,
    }
  })
}
