import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Color } from 'sharp'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { storePhoto } from '#app/jobs/images.server.ts'
import { photoWithGps } from '../routes/helpers/pictures.ts'
import { expectRefusal } from './expect-refusal.ts'

const stored = (town: string, id: string, end: string) =>
  readFile(join(env().FILES_DIR, town, `${id}-${end}`))
const ENDS = ['l.webp', 'm.webp', 's.webp', 'm.jpg']

async function sizesOf(town: string, id: string) {
  const all = await Promise.all(ENDS.map(async (end) => sharp(await stored(town, id, end)).metadata()))
  return all.map(({ format, width, height }) => `${format} ${width}x${height}`)
}

function plain(width: number, height: number, options: { channels?: 3 | 4; background?: Color } = {}) {
  return sharp({ create: { width, height, channels: 3, background: '#c02020', ...options } })
}

describe('a stored photo', () => {
  test('has three sizes and a JPEG, upright and without metadata', async () => {
    const { id, width, height } = await storePhoto('sizes', await photoWithGps(), '')
    expect([width, height]).toEqual([240, 400])
    expect(await sizesOf('sizes', id)).toEqual([
      'webp 240x400',
      'webp 240x400',
      'webp 192x320',
      'jpeg 240x400',
    ])
    for (const end of ENDS) {
      const { exif, icc, xmp, orientation } = await sharp(await stored('sizes', id, end)).metadata()
      expect([exif, icc, xmp, orientation]).toEqual([undefined, undefined, undefined, undefined])
      // Red was at the left of the stored pixels; upright it is at the top.
      const top = await sharp(await stored('sizes', id, end))
        .extract({ left: 60, top: 20, width: 1, height: 1 })
        .raw()
        .toBuffer()
      expect(top[0]! > 150 && top[2]! < 90).toBe(true)
    }
  })

  test.each([
    ['large', () => plain(2000, 500).jpeg(), [192, 32, 32]],
    ['in the colours of print', () => plain(2000, 500).toColourspace('cmyk').jpeg(), null],
    ['grey', () => plain(2000, 500, { background: '#808080' }).toColourspace('b-w').png(), [128, 128, 128]],
    ['of 16 bits', () => plain(2000, 500).toColourspace('rgb16').png(), [192, 32, 32]],
    [
      'half transparent',
      () => plain(2000, 500, { channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.5 } }).png(),
      [127, 127, 127],
    ],
  ] as const)('may be %s', async (_, make, colour) => {
    const { id } = await storePhoto('kinds', await make().toBuffer(), '')
    expect(await sizesOf('kinds', id)).toEqual([
      'webp 1920x480',
      'webp 960x240',
      'webp 320x80',
      'jpeg 960x240',
    ])
    const pixel = await sharp(await stored('kinds', id, 'm.jpg'))
      .toColourspace('srgb')
      .extract({ left: 9, top: 9, width: 1, height: 1 })
      .raw()
      .toBuffer()
    const wanted = colour ?? [192, 32, 32]
    const farthest = Math.max(...wanted.map((value, i) => Math.abs(value - pixel[i]!)))
    expect(farthest).toBeLessThan(colour ? 6 : 60)
  })

  test('may be one of many at once', async () => {
    const picture = await plain(800, 600).jpeg().toBuffer()
    const photos = await Promise.all(Array.from({ length: 9 }, () => storePhoto('many', picture, '')))
    expect(await readdir(join(env().FILES_DIR, 'many'))).toHaveLength(4 * photos.length)
  })
})

describe('a photo that is not stored', () => {
  test('is refused when it is no picture, and leaves the way free for the next', async () => {
    const wrong = Buffer.from('not a picture')
    await Promise.all(
      Array.from({ length: 5 }, () => expectRefusal(storePhoto('none', wrong, ''), 'photo.not-an-image')),
    )
    const whole = await plain(1600, 1200).jpeg().toBuffer()
    await expectRefusal(storePhoto('none', whole.subarray(0, whole.length / 2), ''), 'photo.not-an-image')
    expect(await readdir(join(env().FILES_DIR, 'none'))).toEqual([])
    await storePhoto('none', whole, '')
  })

  test.runIf(process.platform === 'linux')('because nothing can be written is no refusal', async () => {
    await mkdir(env().FILES_DIR, { recursive: true })
    await symlink('/proc/self', join(env().FILES_DIR, 'unwritable'))
    const error = await storePhoto('unwritable', await plain(9, 9).png().toBuffer(), '').catch(
      (thrown) => thrown,
    )
    expect(error).not.toBeInstanceOf(Refusal)
    expect(error.code).toMatch(/^E[A-Z]+$/)
  })
})
