import {
  type Box,
  boxAround,
  boxOfPositions,
  centreOf,
  metresInDegree,
  ptPerMetre,
  sizeOf,
} from '#app/formats/print/plane.ts'

/** Scales of working sheets, the finest first. */
export const SHEET_SCALES = [500, 1000, 2000] as const
/** Of maps that show where the sheets lie. */
const OVERVIEW_SCALES = [
  500, 1000, 2000, 2500, 5000, 10_000, 15_000, 20_000, 25_000, 50_000, 100_000, 200_000, 500_000, 1_000_000,
]

/** A sheet: its middle and scale; `part` counts the sheets of an area that one sheet cannot hold. */
export interface SheetPlan {
  centre: readonly [lng: number, lat: number]
  scale: number
  part: number
  parts: number
}

type Size = readonly [width: number, height: number]

/** Room around what a sheet is about, a share of the frame. */
const EASE = 0.05
/** Points along an outline and inside it stand so far apart. */
const STEP_M = 10
const INSIDE_M = 40

type Degrees = readonly [lng: number, lat: number]

const fits = ([widthM, heightM]: Size, scale: number, [width, height]: Size) =>
  widthM * ptPerMetre(scale) <= width * (1 - 2 * EASE) &&
  heightM * ptPerMetre(scale) <= height * (1 - 2 * EASE)

/**
 * The sheets of an area at the finest scale at which one holds it; what even the coarsest cannot hold is cut again and again
 * along its longer side, each part framed anew around what is in it: a bank of a river takes as many sheets as it is long.
 *
 * @param points  that must be on some sheet, degrees: outline, inside, marks
 * @param frame   of the map on the paper, points
 */
export function sheetsOf(points: readonly Degrees[], frame: Size): SheetPlan[] {
  const box = boxOfPositions(points)
  const scale = SHEET_SCALES.find((one) => fits(sizeOf(box), one, frame))
  if (scale) return [{ centre: centreOf(box), scale, part: 1, parts: 1 }]
  const coarsest = SHEET_SCALES[SHEET_SCALES.length - 1]!
  const centres = cut(points, coarsest, frame).map((part) => centreOf(boxOfPositions(part)))
  return centres.map((centre, i) => ({ centre, scale: coarsest, part: i + 1, parts: centres.length }))
}

/** From north-west to south-east. */
function cut(points: readonly Degrees[], scale: number, frame: Size): (readonly Degrees[])[] {
  const box = boxOfPositions(points)
  const size = sizeOf(box)
  if (fits(size, scale, frame)) return [points]
  const loads = [0, 1].map((i) => (size[i]! * ptPerMetre(scale)) / (frame[i]! * (1 - 2 * EASE)))
  const axis = loads[0]! >= loads[1]! ? 0 : 1
  const parts = Math.max(2, Math.ceil(loads[axis]!))
  const [from, step] = [box[axis]!, (box[axis + 2]! - box[axis]!) / parts]
  const groups = Array.from({ length: parts }, () => [] as Degrees[])
  for (const point of points)
    groups[Math.min(parts - 1, Math.floor((point[axis]! - from) / step))]!.push(point)
  const ordered = axis === 0 ? groups : groups.reverse()
  return ordered.filter((group) => group.length > 0).flatMap((group) => cut(group, scale, frame))
}

/** Points along the rings of an area and inside it, so that a cut follows its shape. */
export function pointsOf(rings: readonly (readonly (readonly number[])[])[]): Degrees[] {
  const box = boxOfPositions(rings.flat())
  const per = metresInDegree(centreOf(box)[1])
  const points: Degrees[] = []
  for (const ring of rings) {
    for (const [i, [lng = 0, lat = 0]] of ring.entries()) {
      const [x = lng, y = lat] = ring[i + 1] ?? []
      const steps = Math.max(1, Math.ceil(Math.hypot((x - lng) * per.lng, (y - lat) * per.lat) / STEP_M))
      for (let k = 0; k < steps; k++)
        points.push([lng + ((x - lng) * k) / steps, lat + ((y - lat) * k) / steps])
    }
  }
  const [widthM, heightM] = sizeOf(box)
  const [columns, rows] = [widthM, heightM].map((metres) => Math.min(60, Math.ceil(metres / INSIDE_M))) as [
    number,
    number,
  ]
  for (let i = 1; i < columns; i++) {
    for (let k = 1; k < rows; k++) {
      const point = [
        box[0] + ((box[2] - box[0]) * i) / columns,
        box[1] + ((box[3] - box[1]) * k) / rows,
      ] as const
      if (isInside(point, rings)) points.push(point)
    }
  }
  return points
}

function isInside([x, y]: Degrees, rings: readonly (readonly (readonly number[])[])[]): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
      const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = [ring[i]!, ring[k]!]
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    }
  }
  return inside
}

/** The finest round scale at which everything is on one sheet. */
export function overviewOf(boxes: readonly Box[], frame: Size): SheetPlan | null {
  const box = boxAround(boxes)
  if (!box) return null
  const size = sizeOf(box)
  const scale = OVERVIEW_SCALES.find((one) => fits(size, one, frame)) ?? OVERVIEW_SCALES.at(-1)!
  return { centre: centreOf(box), scale, part: 1, parts: 1 }
}
