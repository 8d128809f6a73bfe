import type { Polygon, Position } from 'geojson'
import sharp from 'sharp'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { metresPerDegree } from '#app/domain/geometry/measure.ts'
import { type Placement, type PointPair, toGround, toPixel } from '#app/domain/variants/placement.ts'

/** Pixels, and metres in one. */
const SHEET = { width: 2400, height: 1800 }
/** Room around the space, as a share of its size. */
const ROOM = 0.3
/** Metres by which the surveyors of the demo have missed: so that there is an error to look at. */
const MISSED_M = [0.3, -0.2, 0.25, -0.35]

export interface DemoSheet {
  png: Buffer
  width: number
  height: number
  /** Where it lies. */
  placement: Placement
  /** Its corners, as somebody found them on the map. */
  pairs: PointPair[]
}

/** What is drawn on a sheet, in shares of it. */
export interface SheetContent {
  /** Paths and their widths, pixels. */
  paths: { points: Position[]; width: number; colour: string; isDashed?: boolean }[]
  /** Decks, lawns, playgrounds. */
  areas: { points: Position[]; colour: string }[]
  trees: Position[]
  lamps: Position[]
}

/**
 * Draws a made-up scheme over the outline of a space: no letters, so that it needs no font.
 *
 * @param degrees  by how much the sheet is turned, as sheets are
 */
export async function drawSheet(
  outline: Polygon,
  content: SheetContent,
  degrees: number,
): Promise<DemoSheet> {
  const { width, height } = SHEET
  const placement = placementAround(outline, degrees)
  const line = (points: Position[], isClosed: boolean) =>
    `${points.map(([x, y], i) => `${i ? 'L' : 'M'}${Math.round(x!)} ${Math.round(y!)}`).join('')}${isClosed ? 'Z' : ''}`
  const onSheet = (points: Position[]) => points.map(([x, y]) => [x! * width, y! * height])
  const edge = outline.coordinates[0]!.map(([lng, lat]) => toPixel(placement, [lng!, lat!]))
  const dots = (points: Position[], radius: number, look: string) =>
    onSheet(points)
      .map(([x, y]) => `<circle cx="${Math.round(x!)}" cy="${Math.round(y!)}" r="${radius}" ${look}/>`)
      .join('')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<rect width="100%" height="100%" fill="#fbfaf5"/>
<path d="${grid(width, height)}" stroke="#e4e0d4" stroke-width="2" fill="none"/>
<path d="${line(edge, true)}" fill="#cfe3ec" stroke="#3d7f96" stroke-width="8"/>
${content.areas.map(({ points, colour }) => `<path d="${line(onSheet(points), true)}" fill="${colour}" stroke="#4c4639" stroke-width="4"/>`).join('')}
${content.paths.map(({ points, width: thick, colour, isDashed }) => `<path d="${line(onSheet(points), false)}" fill="none" stroke="${colour}" stroke-width="${thick}" stroke-linejoin="round" stroke-linecap="round"${isDashed ? ' stroke-dasharray="40 30"' : ''}/>`).join('')}
${dots(content.trees, 34, 'fill="#8fb573" stroke="#4e7a37" stroke-width="6"')}
${dots(content.lamps, 14, 'fill="#f2c14e" stroke="#7a5b13" stroke-width="5"')}
<rect x="20" y="20" width="${width - 40}" height="${height - 40}" fill="none" stroke="#4c4639" stroke-width="6"/>
</svg>`
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 6 }).toBuffer()
  return { png, width, height, placement, pairs: pairsOf(placement) }
}

function grid(width: number, height: number): string {
  const step = 150
  const lines: string[] = []
  for (let x = step; x < width; x += step) lines.push(`M${x} 0V${height}`)
  for (let y = step; y < height; y += step) lines.push(`M0 ${y}H${width}`)
  return lines.join('')
}

function placementAround(outline: Polygon, degrees: number): Placement {
  const [west, south, east, north] = bboxOf(outline)
  const origin = [(west + east) / 2, (south + north) / 2] as const
  const per = metresPerDegree(origin[1])
  const [wide, high] = [(east - west) * per.lng, (north - south) * per.lat]
  const perPixel = Math.max(wide / SHEET.width, high / SHEET.height) * (1 + ROOM)
  const angle = (degrees * Math.PI) / 180
  const [a, d] = [perPixel * Math.cos(angle), perPixel * Math.sin(angle)]
  const [b, e] = [d, -a]
  const [x, y] = [SHEET.width / 2, SHEET.height / 2]
  return { origin, a, b, c: -(a * x + b * y), d, e, f: -(d * x + e * y) }
}

function pairsOf(placement: Placement): PointPair[] {
  const { width, height } = SHEET
  const per = metresPerDegree(placement.origin[1])
  const corners = [
    [60, 60],
    [width - 60, 60],
    [width - 60, height - 60],
    [60, height - 60],
  ] as const
  return corners.map(([x, y], i) => {
    const [lng, lat] = toGround(placement, [x, y])
    const digits = (value: number) => Math.round(value * 1e7) / 1e7
    return { x, y, lng: digits(lng), lat: digits(lat + MISSED_M[i]! / per.lat) }
  })
}
