import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bombPng, fileOf, photoWithGps } from '../helpers/pictures.ts'
import { expectRefused } from '../helpers/refused.ts'
import { rowsOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { proposalFields, sendOne, TOWN } from '../helpers/town.ts'
import { type Visitor, visit, visitAs } from '../helpers/visitor.ts'

const SCRIPT = '<script>alert(document.domain)</script>'
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(1)">${SCRIPT}</svg>`

let site: Site
let anna: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
})
afterAll(() => site?.stop())

const withPhoto = (file: File) => (me: Visitor) =>
  me.send(`${TOWN}/propose`, proposalFields(site), [['photo1', file]])
const jpeg = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#a03030' } })
    .jpeg()
    .toBuffer()
const gif = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#30a030' } })
    .gif()
    .toBuffer()

describe('what unpacks to more than it is', () => {
  /** The header says how large a picture is; the rest is never looked at. */
  function hugeHeader(): Buffer {
    const gifHead = Buffer.from('GIF89a\xff\xff\xff\xff\x80\x00\x00', 'latin1')
    return Buffer.concat([gifHead, Buffer.alloc(6), Buffer.from(';')])
  }

  test.each([
    ['a PNG of 900 megapixels', () => bombPng()],
    ['a GIF of 4,294 megapixels', hugeHeader],
    [
      'a TIFF of 100 megapixels',
      () =>
        sharp({ create: { width: 10_000, height: 10_001, channels: 3, background: '#fff' } })
          .tiff({ compression: 'deflate' })
          .toBuffer(),
    ],
    [
      'a WebP of 100 megapixels',
      () =>
        sharp({ create: { width: 10_000, height: 10_001, channels: 3, background: '#fff' } })
          .webp({ lossless: true, effort: 0 })
          .toBuffer(),
    ],
    [
      'an SVG that names itself a billion times',
      () =>
        Buffer.from(
          `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${'bcdefghi'
            .split('')
            .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
            .join('')}]><svg xmlns="http://www.w3.org/2000/svg"><text>&i;</text></svg>`,
        ),
    ],
  ])(
    '%s is refused, and quickly',
    async (_, make) => {
      const start = Date.now()
      await expectRefused(site, anna, withPhoto(fileOf(await make(), 'a.jpg')), 400, 'photo.not-an-image')
      expect(Date.now() - start).toBeLessThan(20_000)
    },
    60_000,
  )

  test('the server has not grown by it', async () => {
    expect((await visit(site.origin).get('/healthz')).status).toBe(200)
    expect(
      readdirSync(site.filesDir, { recursive: true }).filter((name) => String(name).includes('tmp')),
    ).toEqual([])
  })

  test('a table of answers that unpacks to a gigabyte is refused', async () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000), { level: 9 })
    const file = new File([bomb], 'answers.xlsx')
    const moderator = visitAs(site.origin, 'moderator')
    const answer = await moderator.send(`${TOWN}/desk/import`, {}, [['file', file]])
    expect([400, 413]).toContain(answer.status)
  })
})

describe('what is a picture and something else at once', () => {
  test.each<[string, () => Promise<Buffer>]>([
    ['a JPEG with a page behind it', async () => Buffer.concat([await jpeg(), Buffer.from(SCRIPT)])],
    ['a GIF with a script behind it', async () => Buffer.concat([await gif(), Buffer.from(`/*${SCRIPT}*/`)])],
    [
      'a JPEG with an archive behind it',
      async () => Buffer.concat([await jpeg(), Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
    ],
    [
      'a JPEG with a page in its comment',
      async () => {
        const comment = Buffer.from(`<html>${SCRIPT}`)
        const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2])
        const picture = await jpeg()
        return Buffer.concat([picture.subarray(0, 2), head, comment, picture.subarray(2)])
      },
    ],
    [
      'a JPEG with a script in its EXIF',
      async () =>
        sharp(await photoWithGps())
          .withExif({ IFD0: { ImageDescription: SCRIPT, Copyright: '<?php phpinfo(); ?>' } })
          .jpeg()
          .toBuffer(),
    ],
    [
      'a PNG with a script in its text',
      async () => {
        const png = await sharp(await jpeg())
          .png()
          .withMetadata()
          .toBuffer()
        return Buffer.concat([png, Buffer.from(`tEXt${SCRIPT}`)])
      },
    ],
  ])('%s is drawn anew: nothing of the other is kept or served', async (_, make) => {
    const bytes = await make()
    const { id } = await sendOne(site, anna, 'proposal', [['photo1', fileOf(bytes, 'x.html', 'text/html')]])
    const [photo] = rowsOf<{ id: string; town_id: string }>(
      site,
      'select id, town_id from photos where contribution_id = ?',
      id,
    )
    for (const end of ['s.webp', 'm.webp', 'l.webp', 'm.jpg']) {
      const kept = readFileSync(join(site.filesDir, photo!.town_id, `${photo!.id}-${end}`))
      for (const word of ['script', 'alert', 'phpinfo', 'PK\x05\x06', '<html'])
        expect(kept.includes(Buffer.from(word, 'latin1')), `${word} in ${end}`).toBe(false)
      const { headers, status } = await anna.get(`/photos/${photo!.town_id}/${photo!.id}-${end}`)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe(end === 'm.jpg' ? 'image/jpeg' : 'image/webp')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'self'")
    }
  })
})

describe('an SVG', () => {
  test.each<[string, string, string]>([
    ['as it is', SVG, 'image/svg+xml'],
    ['said to be a JPEG', SVG, 'image/jpeg'],
    ['with a mark in front', `\ufeff${SVG}`, 'image/png'],
    ['behind a comment', `<!-- ${'x'.repeat(2000)} -->${SVG}`, 'image/jpeg'],
    [
      'with an outer file',
      `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`,
      'image/jpeg',
    ],
    [
      'with another site’s picture',
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="http://127.0.0.1:9/x"/></svg>`,
      'image/jpeg',
    ],
  ])('%s is refused', async (_, text, type) => {
    await expectRefused(site, anna, withPhoto(fileOf(text, 'photo.svg', type)), 400, 'photo.not-an-image')
  })

  test('is nowhere among the files, nor is anything but pictures of ours', () => {
    const files = (readdirSync(site.filesDir, { recursive: true }) as string[]).filter((name) =>
      statSync(join(site.filesDir, name)).isFile(),
    )
    expect(files.length).toBeGreaterThan(10)
    for (const name of files.filter((one) => !/^(results|open-data|variants)/.test(one))) {
      expect(name).toMatch(/^[\w-]+[/\\][0-9a-f-]{36}-(s|m|l)\.(webp|jpg)$/)
      const head = readFileSync(join(site.filesDir, name)).subarray(0, 12).toString('latin1')
      expect(head).toMatch(/^(RIFF.{4}WEBP|\xff\xd8\xff)/s)
    }
  })
})
