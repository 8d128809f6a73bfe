import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bigJpeg, bombPng, fileOf, photoWithGps } from './helpers/pictures.ts'
import { expectRefused } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { pinFields, proposalFields, sendOne, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const TRACKER = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'

let site: Site
let anna: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
})
afterAll(() => site?.stop())

const withPhotos = (files: File[]) => (me: Visitor) =>
  me.send(
    `${TOWN}/propose`,
    proposalFields(site),
    files.map((file) => ['photo1', file]),
  )

describe('what is no photo is refused in words, and nothing of it is kept', () => {
  test('a JPEG of 20 MB', async () => {
    const big = fileOf(await bigJpeg(20_000_000), 'big.jpg')
    expect(big.size).toBeGreaterThan(20_000_000)
    await expectRefused(site, anna, withPhotos([big]), 413, 'photo.too-big', { mb: 15 })
  })

  test('an upload of 100 MB is not even read', async () => {
    const files = Array.from({ length: 5 }, (_, i) => fileOf(new Uint8Array(20_000_000), `${i}.jpg`))
    await expectRefused(site, anna, withPhotos(files), 413, 'input.too-big')
  })

  test.each([
    ['a text named .jpg', () => fileOf('Это не картинка, а письмо.', 'photo.jpg')],
    ['an SVG with a script', () => fileOf(TRACKER, 'photo.svg', 'image/svg+xml')],
    ['an SVG said to be a JPEG', () => fileOf(TRACKER, 'photo.jpg')],
    ['a PDF', () => fileOf('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF', 'photo.jpg')],
    ['a picture of 900 megapixels in some kilobytes', () => fileOf(bombPng(), 'photo.png', 'image/png')],
    ['half of a JPEG', async () => fileOf((await bigJpeg(100_000)).subarray(0, 40_000), 'photo.jpg')],
  ])('%s', async (_, make) => {
    await expectRefused(site, anna, withPhotos([await make()]), 400, 'photo.not-an-image')
  })

  test('a good photo beside a bad one', async () => {
    const good = fileOf(await photoWithGps(), 'good.jpg')
    await expectRefused(site, anna, withPhotos([good, fileOf('нет', 'bad.jpg')]), 400, 'photo.not-an-image')
  })

  test('two photos of a pin, six of a proposal', async () => {
    const photo = fileOf(await photoWithGps(), 'good.jpg')
    const two = (me: Visitor) =>
      me.send(`${TOWN}/add`, pinFields(site), [
        ['photo1', photo],
        ['photo1', photo],
      ])
    await expectRefused(site, anna, two, 400, 'photo.too-many')
    await expectRefused(site, anna, withPhotos(Array(6).fill(photo)), 400, 'photo.too-many')
  })

  test('a photo with a form that is refused for its words', async () => {
    const photo = fileOf(await photoWithGps(), 'good.jpg')
    const act = (me: Visitor) =>
      me.send(`${TOWN}/propose`, proposalFields(site, { title: '' }), [['photo1', photo]])
    await expectRefused(site, anna, act, 400, 'form')
  })
})

describe('a photo that is kept', () => {
  test('is upright, in three sizes and a JPEG, without any metadata', async () => {
    const sent = await sendOne(site, anna, 'proposal', [
      ['photo1', fileOf(await photoWithGps(), 'IMG_1.jpg')],
    ])
    const photo = rowOf<{ id: string; width: number; height: number }>(
      site,
      'select * from photos where contribution_id = ?',
      sent.id,
    )
    expect([photo.width, photo.height]).toEqual([240, 400])
    for (const [end, type] of [
      ['s.webp', 'webp'],
      ['m.webp', 'webp'],
      ['l.webp', 'webp'],
      ['m.jpg', 'jpeg'],
    ] as const) {
      const response = await fetch(`${site.origin}/photos/${sent.townId}/${photo.id}-${end}`)
      expect(response.status).toBe(200)
      const bytes = Buffer.from(await response.arrayBuffer())
      const found = await sharp(bytes).metadata()
      expect(found.format).toBe(type)
      expect(found.height! > found.width!).toBe(true)
      expect(found.exif ?? found.xmp ?? found.iptc ?? found.orientation).toBeUndefined()
      expect(
        await exifr.parse(bytes, { gps: true, xmp: true, icc: false }).catch(() => undefined),
      ).toBeUndefined()
      expect(bytes.includes('Testphone')).toBe(false)
      // Stored red below blue and to be turned right: seen red at the left.
      const { data } = await sharp(bytes)
        .extract({ left: 10, top: 150, width: 1, height: 1 })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      expect(data[0]! > data[2]!).toBe(true)
    }
  })

  test('has a description of its own, which is given back when it is too long', async () => {
    const photo = fileOf(await photoWithGps(), 'IMG_1.jpg')
    const long = 'я'.repeat(201)
    const act = (me: Visitor) =>
      me.send(`${TOWN}/propose`, proposalFields(site, { alt1: 'Берег', alt4: long }), [['photo4', photo]])
    await expectRefused(site, anna, act, 400, 'form')
    const { text } = await act(anna)
    // In sight, although it stands among the photos that are folded away.
    expect(/<details open=""[^>]*>(?:(?!<\/details>)[\s\S])*name="alt4"[^>]*value="я{201}"/.test(text)).toBe(
      true,
    )
    expect(/name="alt1"[^>]*value="Берег"/.test(text)).toBe(true)

    const { number, id } = await sendOne(site, anna, 'proposal', [
      ['photo1', photo],
      ['photo3', photo],
    ])
    const rows = () =>
      rowsOf<{ id: string; alt: string }>(
        site,
        'select id, alt from photos where contribution_id = ? order by position',
        id,
      )
    const second = rows()[1]!
    const edit = (alt: string) => (me: Visitor) =>
      me.send(`${TOWN}/${number}/edit`, { ...proposalFields(site), [`alt-${second.id}`]: alt })
    await expectRefused(site, anna, edit(long), 400, 'form')
    expect((await edit('Лестница')(anna)).status).toBe(302)
    expect(rows().map(({ alt }) => alt)).toEqual(['', 'Лестница'])
  })

  test('sent twice is one entry with one photo', async () => {
    const fields = proposalFields(site)
    const photo = fileOf(await photoWithGps(), 'IMG_1.jpg')
    const [first, second] = await Promise.all(
      [0, 1].map(() => anna.send(`${TOWN}/propose`, fields, [['photo1', photo]])),
    )
    expect(first!.location).toMatch(/\/\d+\?sent=proposal$/)
    expect(second!.location).toBe(first!.location)
    const rows = rowsOf<{ id: string }>(site, 'select id from photos where contribution_id = ?', fields.id)
    expect(rows).toHaveLength(1)
  })

  test.each([
    '../../sreda.db',
    '..%2f..%2fsreda.db',
    'x-l.webp',
    `${'0'.repeat(36)}-l.webp`,
    `${'a'.repeat(36)}-m.svg`,
  ])('there is nothing else at the address of photos: %s', async (file) => {
    const { status } = await visit(site.origin).get(`/photos/town/${file}`)
    expect(status).toBe(404)
  })
})
