import { type Group, plainText } from '#app/formats/dxf-groups.ts'
import { type Extent, MODEL_SPACE, type NextHandle } from '#app/formats/dxf-tables.ts'

type Point = readonly [x: number, y: number]

/** The radius of a pin, metres: 2 mm at 1:1000. */
const PIN_M = 2
const TEXT_M = 2.5

export function outline(
  { points, isClosed }: { points: readonly Point[]; isClosed: boolean },
  layer: string,
  owner: string,
  handle: string,
): Group[] {
  return [
    [0, 'LWPOLYLINE'],
    [5, handle],
    [330, owner],
    [100, 'AcDbEntity'],
    [8, layer],
    [100, 'AcDbPolyline'],
    [90, points.length],
    [70, isClosed ? 1 : 0],
    [43, 0],
    ...points.flatMap(([x, y]): Group[] => [
      [10, x],
      [20, y],
    ]),
  ]
}

export function pointGroups([x, y]: Point, layer: string, handle: string): Group[] {
  return [
    [0, 'POINT'],
    [5, handle],
    [330, MODEL_SPACE],
    [100, 'AcDbEntity'],
    [8, layer],
    [100, 'AcDbPoint'],
    [10, x],
    [20, y],
    [30, 0],
  ]
}

interface Text {
  text: string
  at: Point
  layer: string
  heightM: number
  handle: string
}

export function textGroups({ text, at: [x, y], layer, heightM, handle }: Text): Group[] {
  return [
    [0, 'TEXT'],
    [5, handle],
    [330, MODEL_SPACE],
    [100, 'AcDbEntity'],
    [8, layer],
    [100, 'AcDbText'],
    [10, x],
    [20, y],
    [30, 0],
    [40, heightM],
    [1, plainText(text)],
    [7, 'Standard'],
    [100, 'AcDbText'],
  ]
}

/** A circle with a dot; its layer is that of the insert, for layer 0 of a block takes it on. */
export function pinBlock(owner: string, tags: readonly string[], next: NextHandle): Group[] {
  const round = (radius: number): Group[] => [
    [0, 'CIRCLE'],
    [5, next()],
    [330, owner],
    [100, 'AcDbEntity'],
    [8, '0'],
    [100, 'AcDbCircle'],
    [10, 0],
    [20, 0],
    [30, 0],
    [40, radius],
  ]
  return [
    ...round(PIN_M),
    ...round(PIN_M / 5),
    ...tags.flatMap((tag, i): Group[] => [
      [0, 'ATTDEF'],
      [5, next()],
      [330, owner],
      [100, 'AcDbEntity'],
      [8, '0'],
      [100, 'AcDbText'],
      [10, TEXT_M],
      [20, TEXT_M / 2 - i * TEXT_M * 1.5],
      [30, 0],
      [40, TEXT_M],
      [1, ''],
      [7, 'Standard'],
      [100, 'AcDbAttributeDefinition'],
      [3, tag],
      [2, tag],
      [70, i === 0 ? 0 : 1],
    ]),
  ]
}

interface Legend {
  extent: Extent
  next: NextHandle
  box: readonly [number, number, number, number]
  place(position: readonly number[]): [number, number]
  legend: { layer: string; lines: readonly string[]; north: string; metres(value: number): string }
}

/** Below the drawing: what it is of, an arrow to the north, and a bar of round metres. */
export function legendGroups({ extent, next, box, place, legend }: Legend): Group[] {
  const { layer, lines } = legend
  const [minX, minY, maxX, maxY] = extent
  const span = Math.max(maxX - minX, maxY - minY, 100)
  const heightM = span / 150
  const words = lines.flatMap((text, i) =>
    textGroups({ text, at: [minX, minY - (i + 3) * heightM * 1.8], layer, heightM, handle: next() }),
  )
  // The arrow is drawn from two places, so that it is true in any coordinates and order of axes.
  const [, south, east, north] = box
  const from = place([east, (south + north) / 2])
  const to = place([east, north])
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  const up: Point = [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM]
  const foot: Point = [maxX + heightM * 4, maxY - heightM * 12]
  const along = (by: number, aside = 0): Point => [
    foot[0] + up[0] * by * heightM - up[1] * aside * heightM,
    foot[1] + up[1] * by * heightM + up[0] * aside * heightM,
  ]
  const arrow = outline(
    { points: [along(0, 2), along(8), along(0, -2), along(1.5)], isClosed: true },
    layer,
    MODEL_SPACE,
    next(),
  )
  const letter = textGroups({ text: legend.north, at: along(9), layer, heightM: 2 * heightM, handle: next() })
  const barM = roundMetres(span / 5)
  const barY = minY - 2 * heightM
  const bar = [0, 1].flatMap((half) =>
    outline(
      { points: rectangle(maxX - barM + (half * barM) / 2, barY, barM / 2, heightM / 2), isClosed: true },
      layer,
      MODEL_SPACE,
      next(),
    ),
  )
  const said = [0, barM / 2, barM].flatMap((value) =>
    textGroups({
      text: value === 0 ? '0' : legend.metres(value),
      at: [maxX - barM + value, barY - heightM * 1.5],
      layer,
      heightM,
      handle: next(),
    }),
  )
  return [...words, ...arrow, ...letter, ...bar, ...said]
}

function rectangle(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

/** 1, 2 or 5 with noughts: the largest that is not more. */
function roundMetres(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most))
  return [5, 2, 1].map((one) => one * power).find((one) => one <= most)!
}
