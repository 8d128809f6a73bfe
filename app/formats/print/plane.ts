import { MM } from '#app/formats/print/pen.ts'

/** WGS 84: half the long axis in metres, and the square of the eccentricity. */
const AXIS_M = 6_378_137
const ECC2 = 0.006_694_379_990_14
const RADIANS = Math.PI / 180

type Degrees = readonly [lng: number, lat: number]

/** Degrees, west <= east. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** Where something stands on the paper, points from its upper left corner. */
export interface Frame {
  x: number
  y: number
  width: number
  height: number
}

/** A window on the ground, true to scale: east to the right, north up. */
export interface View {
  frame: Frame
  /** 500 of 1:500. */
  scale: number
  /** Points on the paper in a metre on the ground. */
  ptPerM: number
  /** What is inside the frame. */
  box: Box
  toPaper(position: readonly number[]): [x: number, y: number]
  /** The greatest error of a length anywhere in the frame, as a share of it. */
  deviation: number
}

/** Metres in a degree on the ellipsoid around a latitude. */
export function metresInDegree(lat: number): { lng: number; lat: number } {
  const sine = Math.sin(lat * RADIANS)
  const w = Math.sqrt(1 - ECC2 * sine * sine)
  return {
    lng: (AXIS_M / w) * Math.cos(lat * RADIANS) * RADIANS,
    lat: ((AXIS_M * (1 - ECC2)) / w ** 3) * RADIANS,
  }
}

/** Points in a metre at a scale. */
export const ptPerMetre = (scale: number) => (1000 * MM) / scale

/**
 * A plane that touches the ellipsoid in the middle of the frame (equirectangular): exact there, and to the north and south;
 * lengths from west to east are wrong by `deviation` at most, at the upper and lower edge.
 */
export function viewOf(centre: Degrees, scale: number, frame: Frame): View {
  const ptPerM = ptPerMetre(scale)
  const per = metresInDegree(centre[1])
  const [middleX, middleY] = [frame.x + frame.width / 2, frame.y + frame.height / 2]
  const halfLng = frame.width / 2 / ptPerM / per.lng
  const halfLat = frame.height / 2 / ptPerM / per.lat
  const edges = [centre[1] - halfLat, centre[1] + halfLat].map((lat) => metresInDegree(lat).lng)
  return {
    frame,
    scale,
    ptPerM,
    box: [centre[0] - halfLng, centre[1] - halfLat, centre[0] + halfLng, centre[1] + halfLat],
    toPaper: ([lng = 0, lat = 0]) => [
      middleX + (lng - centre[0]) * per.lng * ptPerM,
      middleY - (lat - centre[1]) * per.lat * ptPerM,
    ],
    deviation: Math.max(...edges.map((metres) => Math.abs(per.lng / metres - 1))),
  }
}

/** Width and height of a box in metres. */
export function sizeOf([west, south, east, north]: Box): [widthM: number, heightM: number] {
  const per = metresInDegree((south + north) / 2)
  return [(east - west) * per.lng, (north - south) * per.lat]
}

export const centreOf = ([west, south, east, north]: Box): Degrees => [(west + east) / 2, (south + north) / 2]

export function meets(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
}

/** The smallest box around some; null of none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  return boxes.reduce<Box>(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
}

export function boxOfPositions(positions: readonly (readonly number[])[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng = 0, lat = 0] of positions) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}
