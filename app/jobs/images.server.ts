import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { LIMITS } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { newId } from '#app/models/ids.server.ts'
import type { NewPhoto } from '#app/models/photos.server.ts'

/** Longest side in pixels of each stored size. */
const SIZES = { s: 320, m: 960, l: 1920 } as const
const READABLE = ['jpeg', 'png', 'webp', 'gif', 'avif', 'tiff']
/** A small file can unpack into a huge picture: more pixels than this are refused. */
const MAX_PIXELS = 80_000_000

sharp.concurrency(1)
sharp.cache(false)

/**
 * Stores a picture in three sizes (WebP) and one JPEG for old readers. Turned upright first; sharp writes no metadata
 * unless asked, so nothing of EXIF, GPS or thumbnails survives.
 *
 * @throws {Refusal} 'photo.too-big' | 'photo.not-an-image'
 */
export async function storePhoto(townId: string, bytes: Uint8Array, alt: string): Promise<NewPhoto> {
  if (bytes.byteLength > LIMITS.photoBytes)
    throw new Refusal('photo.too-big', { mb: LIMITS.photoBytes / 1_000_000 })
  const id = newId()
  const folder = join(env().FILES_DIR, townId)
  await mkdir(folder, { recursive: true })
  const source = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate()
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()
    if (!READABLE.includes(format ?? '')) throw new Refusal('photo.not-an-image')
    const large = await resized(source(), SIZES.l)
      .webp({ quality: 80 })
      .toFile(join(folder, `${id}-l.webp`))
    await resized(source(), SIZES.m)
      .webp({ quality: 76 })
      .toFile(join(folder, `${id}-m.webp`))
    await resized(source(), SIZES.s)
      .webp({ quality: 72 })
      .toFile(join(folder, `${id}-s.webp`))
    await resized(source(), SIZES.m)
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 78 })
      .toFile(join(folder, `${id}-m.jpg`))
    return { id, alt, width: large.width, height: large.height }
  } catch (error) {
    await removePhotoFiles(townId, id)
    if (error instanceof Refusal) throw error
    throw new Refusal('photo.not-an-image')
  }
}

function resized(image: Sharp, side: number) {
  return image.resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
}

/** Files of a photo whose row was never written, or is gone. */
export async function removePhotoFiles(townId: string, id: string) {
  await Promise.all(
    ['s.webp', 'm.webp', 'l.webp', 'm.jpg'].map((end) =>
      rm(join(env().FILES_DIR, townId, `${id}-${end}`), { force: true }),
    ),
  )
}

/** Every stored photo as [town id, photo id], for the check on orphans. */
export async function listStoredPhotos(): Promise<[string, string][]> {
  const towns = await readdir(env().FILES_DIR).catch(() => [])
  const found = new Map<string, [string, string]>()
  for (const townId of towns) {
    for (const file of await readdir(join(env().FILES_DIR, townId)).catch(() => [])) {
      const id = file.replace(/-(s|m|l)\.(webp|jpg)$/, '')
      found.set(`${townId}/${id}`, [townId, id])
    }
  }
  return [...found.values()]
}

export function photoFile(townId: string, file: string): string | null {
  if (!/^[\w-]+$/.test(townId) || !/^[0-9a-f-]{36}-(s|m|l)\.(webp|jpg)$/.test(file)) return null
  return join(env().FILES_DIR, townId, file)
}
