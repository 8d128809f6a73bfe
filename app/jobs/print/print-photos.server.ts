import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { localized } from '#app/domain/localized.ts'
import { printable } from '#app/formats/print/words.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { photoFile } from '#app/jobs/images.server.ts'
import { photosIn } from '#app/models/report-ground.server.ts'
import type { Db } from '#db/store.server.ts'

/** Of one entry on its page. */
const MOST_PHOTOS = 2
/** Longest side: 11 cm at 220 dots an inch. */
const SIDE_PX = 960

export interface PrintPhoto {
  alt: string
  load: () => Promise<Uint8Array | null>
}

/** Pictures of these by entry; each is read and made small when its page is drawn, and dropped after it. */
export async function printPhotos(
  db: Db,
  townId: string,
  ids: readonly string[],
  locale: Locale,
): Promise<Map<string, PrintPhoto[]>> {
  const photos = new Map<string, PrintPhoto[]>()
  for (const photo of await photosIn(db, townId, ids)) {
    const list = photos.get(photo.contributionId) ?? []
    if (list.length === MOST_PHOTOS) continue
    const path = photoFile(townId, `${photo.id}-l.webp`)
    if (!path) continue
    list.push({ alt: printable(localized(photo, 'alt', locale)), load: () => jpegOf(path) })
    photos.set(photo.contributionId, list)
  }
  return photos
}

/** Null where the file is gone: `npm run check` names it, and the page is drawn without it. */
async function jpegOf(path: string): Promise<Uint8Array | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!bytes) return null
  return sharp(bytes)
    .resize({ width: SIDE_PX, height: SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 78 })
    .toBuffer()
}
