import { and, inArray, isNull, or } from 'drizzle-orm'
import { merges } from '#db/schema/desk.server.ts'
import { type Db, getStore } from '#db/store.server.ts'
import { listPhotos } from './photos.server.ts'

type MergeRow = typeof merges.$inferSelect

/** The merges in force that these pins and proposals have a part in. */
export function mergesAbout(db: Db, contributionIds: string[]) {
  const ids = [...contributionIds, '']
  return db
    .select()
    .from(merges)
    .where(and(isNull(merges.undoneAt), or(inArray(merges.fromId, ids), inArray(merges.intoId, ids))))
}

/**
 * Which pictures came with a pin or proposal: those shown with it, without what merges brought there, and what its own
 * merge took elsewhere.
 *
 * @param shown  ids of the pictures that stand with it now
 * @param about  the merges in force that it has a part in
 */
export function ownPhotoIds(
  at: { townId: string; id: string },
  shown: string[],
  about: readonly MergeRow[],
): string[] {
  const here = about.filter(({ townId }) => townId === at.townId)
  const moved = (rows: MergeRow[]) => rows.flatMap((row) => row.moved.photos.map(({ id }) => id))
  const brought = new Set(moved(here.filter(({ intoId }) => intoId === at.id)))
  const taken = moved(here.filter(({ fromId }) => fromId === at.id))
  return [...new Set([...shown, ...taken])].filter((id) => !brought.has(id))
}

/** The pictures of a pin or proposal that are its author's: those that a merge brought are not. */
export async function listOwnPhotos(townId: string, id: string) {
  const { read } = await getStore()
  const [shown, about] = await Promise.all([listPhotos(townId, [id]), mergesAbout(read, [id])])
  const own = ownPhotoIds(
    { townId, id },
    shown.map((photo) => photo.id),
    about,
  )
  return shown.filter((photo) => own.includes(photo.id))
}
