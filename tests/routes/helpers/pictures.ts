import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Where the picture says it was taken: inside the demo town. */
export const TAKEN_AT = { lat: 57.415, lng: 45.602 }

/** Turned right by 90° when shown: stored 400 wide and 240 high, seen 240 wide and 400 high, red at the left. */
export async function photoWithGps(): Promise<Buffer> {
  const { lat, lng } = TAKEN_AT
  const dms = (degrees: number) => {
    const minutes = (degrees % 1) * 60
    return `${Math.trunc(degrees)}/1 ${Math.trunc(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
  }
  const half = (background: string) =>
    sharp({ create: { width: 400, height: 120, channels: 3, background } })
      .png()
      .toBuffer()
  const [top, bottom] = await Promise.all([half('#c02020'), half('#2020c0')])
  return sharp({ create: { width: 400, height: 240, channels: 3, background: '#fff' } })
    .composite([
      { input: bottom, top: 0, left: 0 },
      { input: top, top: 120, left: 0 },
    ])
    .withExif({
      IFD0: { Make: 'Testphone', Model: 'T1', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: dms(lat),
        GPSLongitudeRef: 'E',
        GPSLongitude: dms(lng),
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** A true JPEG of more than `bytes`: noise does not compress. */
export async function bigJpeg(bytes: number): Promise<Buffer> {
  const side = Math.ceil(Math.sqrt(bytes / 2))
  const noise = Buffer.alloc(side * side * 3)
  for (let i = 0, x = 12345; i < noise.length; i++) {
    x = (x * 1103515245 + 12345) & 0x7fffffff
    noise[i] = x >> 16
  }
  const picture = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 98 })
    .toBuffer()
  return picture.length > bytes ? picture : Buffer.concat([picture, Buffer.alloc(bytes - picture.length + 1)])
}

/** A PNG of some kilobytes that unpacks to 30,000 by 30,000 pixels. */
export function bombPng(): Buffer {
  const side = 30_000
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc((side / 8 + 1) * side), { level: 9 })
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** A file as a form sends it. */
export function fileOf(bytes: Uint8Array | string, name: string, type = 'image/jpeg'): File {
  return new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name, { type })
}
