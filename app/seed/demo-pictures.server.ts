import sharp from 'sharp'
import { storePhoto } from '#app/jobs/images.server.ts'
import type { photos } from '#db/schema/contributions.server.ts'
import { inBoth, readPicture } from './demo-data.server.ts'
import type { DemoEntry } from './demo-rows.server.ts'

type PhotoRow = typeof photos.$inferInsert

/** Stores the drawings of the proposals as photos are stored; the rows are written with the rest. */
export async function demoPictures(entries: DemoEntry[]): Promise<PhotoRow[]> {
  const drawn = new Map<string, Buffer>()
  const rows: PhotoRow[] = []
  for (const { source, row } of entries) {
    if ('at' in source || !source.picture || !source.pictureAlt) continue
    const png =
      drawn.get(source.picture) ??
      (await sharp(readPicture(source.picture)).png({ compressionLevel: 1 }).toBuffer())
    drawn.set(source.picture, png)
    const photo = await storePhoto(row.townId, png, source.pictureAlt.ru)
    rows.push({
      ...photo,
      ...inBoth({ alt: source.pictureAlt }),
      townId: row.townId,
      contributionId: row.id,
      position: 0,
      createdAt: row.createdAt,
    })
  }
  return rows
}
