import { and, asc, eq, inArray } from 'drizzle-orm'
import { contributions, photos } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'

export type Photo = typeof photos.$inferSelect

/** A picture whose files are already stored under `id`, stripped of metadata. */
export interface NewPhoto {
  id: string
  alt: string
  width: number
  height: number
  /** What it looks like (`lookOf`); '' = nothing to tell it by. */
  look?: string | null
  translations?: Photo['translations']
}

/** All pictures of these, in their order, those that the desk has hidden too. */
export async function listPhotos(townId: string, contributionIds: string[]): Promise<Photo[]> {
  if (contributionIds.length === 0) return []
  const { read } = await getStore()
  return read
    .select()
    .from(photos)
    .where(and(eq(photos.townId, townId), inArray(photos.contributionId, contributionIds)))
    .orderBy(asc(photos.contributionId), asc(photos.position))
}

/** The pictures of these that everybody may see: their words are as public as they are. */
export async function listPublicPhotos(townId: string, contributionIds: string[]): Promise<Photo[]> {
  const all = await listPhotos(townId, contributionIds)
  return all.filter((photo) => photo.visibility === 'published')
}

/** What decides who may look at a picture: its own visibility, or the visibility and the author of what it belongs to. */
export async function getPhotoOwner(townId: string, photoId: string) {
  const { read } = await getStore()
  const [row] = await read
    .select({
      visibility: contributions.visibility,
      photo: photos.visibility,
      authorId: contributions.authorId,
      supports: contributions.supports,
    })
    .from(photos)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, photos.townId), eq(contributions.id, photos.contributionId)),
    )
    .where(and(eq(photos.townId, townId), eq(photos.id, photoId)))
  if (!row) return null
  const { photo, ...owner } = row
  return photo === 'hidden' && owner.visibility === 'published' ? { ...owner, visibility: photo } : owner
}

export async function listAllPhotoIds(): Promise<{ townId: string; id: string }[]> {
  const { read } = await getStore()
  return read.select({ townId: photos.townId, id: photos.id }).from(photos)
}
