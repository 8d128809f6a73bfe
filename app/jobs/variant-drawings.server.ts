import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { Refusal } from '#app/domain/refusal.ts'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import { env } from '#app/env.server.ts'
import { isDrawingUsed } from '#app/models/variants.server.ts'
import { isPdf, pdfPage } from './pdf-page.server.ts'

/** A drawing whose files lie ready. */
export interface Drawing {
  /** SHA-256 of the original and the page, hex: the name of its folder. */
  drawing: string
  /** Pixels, upright. */
  width: number
  height: number
  levels: number
}

/** Longest side of the pictures for pages, pixels. */
const SIZES = { s: 640, m: 1600 } as const
/** Side of a tile, pixels. */
export const TILE = 512
const READABLE = ['png', 'jpeg', 'webp']
const MB = 1_000_000

/**
 * Reads a drawing and cuts it into tiles of levels that are each twice the one before, with two pictures for pages; the
 * original is kept as it came. All of it or nothing; the same file is one drawing.
 *
 * @param page  of a PDF, from 1
 * @throws {Refusal} 'variant.too-big' | 'variant.not-an-image' | 'variant.too-many-pixels' | 'variant.too-small' |
 *   'variant.no-page' | 'variant.no-pdf'
 * @throws {Error} what the file system says
 */
export async function takeDrawing(townId: string, bytes: Uint8Array, page = 1): Promise<Drawing> {
  if (bytes.byteLength > VARIANT_LIMITS.bytes)
    throw new Refusal('variant.too-big', { mb: VARIANT_LIMITS.bytes / MB })
  const home = join(env().FILES_DIR, 'variants', townId)
  const coming = join(home, `coming-${randomUUID()}`)
  await mkdir(join(coming, 'work'), { recursive: true })
  try {
    const fromPdf = isPdf(bytes)
    const picture = fromPdf ? await pdfPage(bytes, page, join(coming, 'work')) : bytes
    const drawing = createHash('sha256')
      .update(bytes)
      .update(fromPdf ? `page ${page}` : '')
      .digest('hex')
    const size = await cutPicture(picture, coming)
    await writeFile(join(coming, 'original'), bytes, { flush: true })
    await rm(join(coming, 'work'), { recursive: true })
    const folder = join(home, drawing)
    if (!(await stat(folder).catch(() => null))) await rename(coming, folder)
    return { drawing, ...size }
  } finally {
    await rm(coming, { recursive: true, force: true })
  }
}

/** @returns pixels as they lie upright, and how many levels there are */
async function cutPicture(bytes: Uint8Array, folder: string) {
  const { width, height } = await sizeOf(bytes)
  const open = () =>
    sharp(bytes, { limitInputPixels: VARIANT_LIMITS.pixels, failOn: 'error', sequentialRead: true })
      .rotate()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
  try {
    for (const [name, side] of Object.entries(SIZES))
      await open()
        .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 78 })
        .toFile(join(folder, `${name}.webp`))
    await open()
      .webp({ quality: 80 })
      .tile({ size: TILE, overlap: 0, layout: 'dz', depth: 'onetile', skipBlanks: -1 })
      .toFile(join(folder, 'work', 'cut.dz'))
  } catch (error) {
    if (isOfSystem(error)) throw error
    throw new Refusal('variant.not-an-image')
  }
  await rename(join(folder, 'work', 'cut_files'), join(folder, 'tiles'))
  return { width, height, levels: levelsOf(width, height) }
}

/** Only the head of the file is read. */
async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { pixels, side, leastSide } = VARIANT_LIMITS
  const head = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null)
  if (!head?.width || !head.height || !READABLE.includes(head.format ?? ''))
    throw new Refusal('variant.not-an-image')
  // EXIF says 5 to 8 of what lies on its side.
  const isOnSide = (head.orientation ?? 1) >= 5
  const [width, height] = isOnSide ? [head.height, head.width] : [head.width, head.height]
  if (width * height > pixels || Math.max(width, height) > side)
    throw new Refusal('variant.too-many-pixels', { mega: pixels / MB, side })
  if (Math.min(width, height) < leastSide) throw new Refusal('variant.too-small', { least: leastSide })
  return { width, height }
}

/** How often a drawing is halved until it is one tile, and the drawing itself. */
export function levelsOf(width: number, height: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / TILE))) + 1
}

/** ENOSPC, EACCES and their like: no fault of the picture. libvips says so in words only. */
function isOfSystem(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: string }
  return (
    (typeof code === 'string' && code.startsWith('E')) ||
    /no space left|unable to (create|write)/i.test(message ?? '')
  )
}

/** A file of a drawing: `m.webp`, `s.webp`, `LEVEL-X-Y.webp`, `original`; null when there is none of that name. */
export async function drawingFile(townId: string, drawing: string, file: string): Promise<Buffer | null> {
  const tile = /^(\d{1,2})-(\d{1,3})-(\d{1,3})\.webp$/.exec(file)
  if (!tile && !/^(s\.webp|m\.webp|original)$/.test(file)) return null
  const name = tile ? join('tiles', tile[1]!, `${tile[2]}_${tile[3]}.webp`) : file
  return readFile(join(env().FILES_DIR, 'variants', townId, drawing, name)).catch(() => null)
}

/** Removes the files of a drawing that no version of the town has any more, or never had. */
export async function forgetDrawing(townId: string, drawing: string) {
  if (await isDrawingUsed(townId, drawing)) return
  await rm(join(env().FILES_DIR, 'variants', townId, drawing), { recursive: true, force: true })
}
