import { REPEAT_PX } from '#app/map/label-room.ts'

type Point = [x: number, y: number]

/** Shifts along the line from the best place, px, tried in turn. */
const TRIES = [0, 45, -45, 90, -90, 150, -150]
/** A name is set straight: its stretch of the line may sag by this, px. */
const MAX_SAG_PX = 4

/** Finds straight stretches of a line that are long enough for its name, about one in `REPEAT_PX`. */
export function placeAlong(
  line: Float64Array,
  scale: number,
  width: number,
  place: (x: number, y: number, angle: number) => boolean,
) {
  const lengths = [0]
  for (let i = 2; i < line.length; i += 2) {
    lengths.push(lengths.at(-1)! + Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!) * scale)
  }
  const total = lengths.at(-1)!
  const count = Math.max(1, Math.floor(total / REPEAT_PX))
  for (let n = 0; n < count; n++) {
    for (const shift of TRIES) {
      const middle = ((n + 0.5) / count) * total + shift
      const [from, to] = [middle - width / 2, middle + width / 2]
      if (from < 4 || to > total - 4) continue
      const [start, mid, end] = [from, middle, to].map((at) => pointAt(line, lengths, at, scale)) as [
        Point,
        Point,
        Point,
      ]
      const chord = Math.hypot(end[0] - start[0], end[1] - start[1])
      const sag =
        Math.abs((end[0] - start[0]) * (mid[1] - start[1]) - (end[1] - start[1]) * (mid[0] - start[0])) /
        chord
      if (chord < width * 0.985 || sag > MAX_SAG_PX) continue
      const angle = Math.atan2(end[1] - start[1], end[0] - start[0])
      const upright = Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle
      if (place((start[0] + end[0] + 2 * mid[0]) / 4, (start[1] + end[1] + 2 * mid[1]) / 4, upright)) break
    }
  }
}

function pointAt(line: Float64Array, lengths: number[], at: number, scale: number): Point {
  const i = Math.max(
    1,
    lengths.findIndex((length) => length >= at),
  )
  const share = (at - lengths[i - 1]!) / (lengths[i]! - lengths[i - 1]! || 1)
  const [x, y] = [line[2 * i - 2]!, line[2 * i - 1]!]
  return [(x + share * (line[2 * i]! - x)) * scale, (y + share * (line[2 * i + 1]! - y)) * scale]
}

/** Mean of a ring's vertices, px. */
export function middleOf(ring: Float64Array, scale: number): Point {
  let [x, y] = [0, 0]
  for (let i = 2; i < ring.length; i += 2) [x, y] = [x + ring[i]!, y + ring[i + 1]!]
  const count = ring.length / 2 - 1 || 1
  return [(x / count) * scale, (y / count) * scale]
}
