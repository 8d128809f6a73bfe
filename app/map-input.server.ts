import { Refusal } from '#app/domain/refusal.ts'
import { requiredText } from '#app/domain/text.ts'
import { env } from '#app/env.server.ts'
import {
  removeArchive,
  removeStrayArchives,
  type StoredArchive,
  storeArchive,
  storeOffered,
} from '#app/jobs/map-archives.server.ts'
import { boxOfTown, getTownMap, replaceMapArchive } from '#app/models/town-maps.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { readUpload } from '#app/read-upload.server.ts'

/** The credit of a map's data: everybody reads it. */
export const attribution = requiredText(200)

interface Place {
  town: Town
  actorId: string
}

/**
 * Takes a file that somebody sends, and draws the town's maps from it.
 * @returns null, or why it was not taken, with what was typed beside it
 */
export async function takeUpload(request: Request, { town, actorId }: Place) {
  const { fields, taken, refusal } = await readUpload(request, 'file', (chunks) =>
    storeArchive(chunks, {
      townId: town.id,
      town: boxOfTown(town),
      maxBytes: env().MAP_UPLOAD_MB * 1_000_000,
    }),
  )
  const typed = String(fields.get('attribution') ?? '')
  const credit = attribution.safeParse(typed)
  const fault = refusal ?? (taken === null ? new Refusal('map.no-file') : null)
  if (fault || !taken || !credit.success) {
    if (taken && (await getTownMap(town.id))?.archive?.hash !== taken.hash)
      await removeArchive(town.id, taken.hash)
    return { typed, refusal: fault, faults: credit.error?.issues.map(({ message }) => message) ?? [] }
  }
  await put(taken, credit.data, { town, actorId })
  return null
}

/** Takes a copy of a file that lies on the server. @throws {Refusal} 'map.not-offered' and those of `storeArchive` */
export async function takeOffered(name: string, credit: string, place: Place) {
  const { town } = place
  const taken = await storeOffered(name, { townId: town.id, town: boxOfTown(town) })
  await put(taken, credit, place)
}

async function put(
  { hash, bytes, minZoom, maxZoom }: StoredArchive,
  credit: string,
  { town, actorId }: Place,
) {
  const takenAt = new Date().toISOString()
  const archive = { hash, bytes, minZoom, maxZoom, attribution: credit, takenAt }
  const before = await replaceMapArchive({ townId: town.id, actorId, archive })
  const now = await getTownMap(town.id)
  await removeStrayArchives(town.id, [hash, before?.hash, now?.archive?.hash])
}
