import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { LIMITS } from '#app/domain/contributions.ts'
import { lookOf } from '#app/domain/flags/near.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env, shareOfWorker } from '#app/env.server.ts'
import { newPhotoId } from '#app/models/ids.server.ts'
import type { NewPhoto } from '#app/models/photos.server.ts'

/** Longest side in pixels of each stored size. */
const SIZES = { s: 320, m: 960, l: 1920 } as const
const READABLE = ['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']
/** A small file can unpack into a huge picture: more pixels than this are refused. */
const MAX_PIXELS = 80_000_000

sharp.concurrency(1)
sharp.cache(false)

/** A decoded photo may take hundreds of megabytes: so many at once in all workers, the others wait. */
const atOnce = () => shareOfWorker(2)
let atWork = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (atWork < atOnce()) atWork++
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else atWork--
  }
}

/**
 * Stores a picture in three sizes (WebP) and one JPEG for old readers. Turned upright first; sharp writes no metadata
 * unless asked, so nothing of EXIF, GPS or thumbnails survives.
 *
 * @throws {Refusal} 'photo.too-big' | 'photo.not-an-image'
 * @throws {Error} what the file system says: a full disk is no fault of the picture
 */
export async function storePhoto(townId: string, bytes: Uint8Array, alt: string): Promise<NewPhoto> {
  if (bytes.byteLength > LIMITS.photoBytes)
    throw new Refusal('photo.too-big', { mb: LIMITS.photoBytes / 1_000_000 })
  const id = newPhotoId(bytes)
  const folder = join(env().FILES_DIR, townId)
  await mkdir(folder, { recursive: true })
  try {
    return await inTurn(async function decodeAndWrite() {
      const { data, info } = await decode(bytes)
      const sized = (side: number) => resized(sharp(data, { raw: info }), side)
      const write = async (end: string, image: Sharp) =>
        writeFile(join(folder, `${id}-${end}`), await image.toBuffer())
      await write('l.webp', sharp(data, { raw: info }).webp({ quality: 80 }))
      await write('m.webp', sized(SIZES.m).webp({ quality: 76 }))
      await write('s.webp', sized(SIZES.s).webp({ quality: 72 }))
      await write('m.jpg', sized(SIZES.m).flatten({ background: '#ffffff' }).jpeg({ quality: 78 }))
      const grey = sharp(data, { raw: info }).flatten({ background: '#ffffff' }).greyscale()
      const look = lookOf(await grey.resize(9, 8, { fit: 'fill' }).raw().toBuffer())
      return { id, alt, width: info.width, height: info.height, look }
    })
  } catch (error) {
    await removePhotoFiles(townId, id).catch(() => undefined)
    throw error
  }
}

/** The pixels of the large size, upright: the other sizes are made of them, for decoding is what costs. */
async function decode(bytes: Uint8Array) {
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()
    if (!READABLE.includes(format ?? '')) throw new Refusal('photo.not-an-image')
    const source = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate()
    return await resized(source, SIZES.l).raw().toBuffer({ resolveWithObject: true })
  } catch (error) {
    if (error instanceof Refusal || isOfSystem(error)) throw error
    throw new Refusal('photo.not-an-image')
  }
}

/** ENOSPC, EACCES, EROFS and their like. */
function isOfSystem(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && code.startsWith('E')
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
  // Results of votes, maps, plans and archives lie beside the towns' folders, in folders with words for names.
  for (const townId of towns.filter((name) => /^[0-9a-f-]{36}$/.test(name))) {
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
