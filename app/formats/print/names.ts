import type { Position } from 'geojson'
import type { Ground, GroundShape } from '#app/formats/print/ground.ts'
import { MAP_COLOURS, type MapColour } from '#app/formats/print/palette.ts'
import { MM, type Pen, type Weight } from '#app/formats/print/pen.ts'
import { centreOf, meets, type View } from '#app/formats/print/plane.ts'
import { discsOf, type Room } from '#app/formats/print/room.ts'
import { widthOf } from '#app/formats/print/words.ts'

interface Letters {
  size: number
  weight: Weight
  colour: MapColour
}

const DISTRICT: Letters = { size: 8, weight: 'medium', colour: 'text-district' }
const PLACE: Letters = { size: 7, weight: 'medium', colour: 'text' }
const SPACE: Letters = { size: 7.5, weight: 'medium', colour: 'text-green' }
const LANDMARK: Letters = { size: 6.5, weight: 'medium', colour: 'text' }
/** Which ways are named up to which scale; the widest first. */
const WAYS: [layer: string, toScale: number, letters: Letters][] = [
  ['street-major', 25_000, { size: 7.5, weight: 'medium', colour: 'text-street' }],
  ['street', 10_000, { size: 7, weight: 'regular', colour: 'text-street' }],
  ['lane', 5000, { size: 6.5, weight: 'regular', colour: 'text-street' }],
]
/** The same name is not repeated nearer than this. */
const REPEAT = 90 * MM
/** A name is set straight: its stretch of the way may sag by this. */
const SAG = 0.9 * MM

/** Sets the names of a plan where room is left, the important first. */
export function paintNames(pen: Pen, ground: Ground, view: View, room: Room) {
  const seen = ground.shapes.filter((shape) => shape.name !== '' && meets(shape.box, view.box))
  const points = seen.filter(({ layer }) => layer === 'label').sort((a, b) => a.rank - b.rank)
  for (const shape of points) {
    if (shape.rank === 1 && view.scale <= 1000) continue
    if (shape.rank > 1 && view.scale > 15_000) continue
    setAt(pen, shape.name, view.toPaper(shape.lines[0]![0]!), shape.rank === 1 ? DISTRICT : PLACE, room)
  }
  const said = new Set(points.map(({ name }) => name.toLowerCase()))
  for (const space of ground.spaces)
    if (view.scale <= 10_000 && !said.has(space.name.toLowerCase()) && meets(space.box, view.box))
      setAt(pen, space.name, view.toPaper(centreOf(space.box)), SPACE, room)
  if (view.scale <= 2000) {
    for (const shape of seen)
      if (shape.layer === 'landmark-building')
        setAt(pen, shape.name, view.toPaper(centreOf(shape.box)), LANDMARK, room)
  }
  for (const [layer, toScale, letters] of WAYS) {
    if (view.scale > toScale) continue
    const taken = new Map<string, [number, number][]>()
    for (const shape of seen) if (shape.layer === layer) alongWay(pen, shape, view, letters, room, taken)
  }
}

function setAt(pen: Pen, name: string, [x, y]: [number, number], letters: Letters, room: Room) {
  const lines = twoLines(letters === DISTRICT ? name.toUpperCase() : name)
  const height = letters.size * 1.25
  const widths = lines.map((line) => widthOf(pen, line, letters.size, letters.weight))
  const discs = lines.flatMap((_, i) =>
    discsOf(x, y + (i - (lines.length - 1) / 2) * height, widths[i]!, height),
  )
  if (!room.isFree(discs)) return
  room.take(discs)
  for (const [i, line] of lines.entries())
    paintLine(pen, line, x, y + (i - (lines.length - 1) / 2) * height, widths[i]!, 0, letters)
}

function alongWay(
  pen: Pen,
  { name, lines }: GroundShape,
  view: View,
  letters: Letters,
  room: Room,
  taken: Map<string, [number, number][]>,
) {
  const width = widthOf(pen, name, letters.size, letters.weight)
  for (const line of lines) {
    for (const [x, y, angle] of stretchesOf(line, view, width)) {
      const near = taken.get(name) ?? []
      if (near.some(([a, b]) => Math.hypot(a - x, b - y) < REPEAT)) continue
      const discs = discsOf(x, y, width, letters.size * 1.2, angle)
      if (!room.isFree(discs)) continue
      room.take(discs)
      taken.set(name, [...near, [x, y]])
      paintLine(pen, name, x, y, width, angle, letters)
    }
  }
}

/** Middles of straight stretches of a line inside the frame that are long enough for its name. */
function* stretchesOf(line: Position[], view: View, width: number): Generator<[number, number, number]> {
  const points = line.map((position) => view.toPaper(position))
  const { x, y, width: w, height: h } = view.frame
  const step = 8 * MM
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!]
    const length = Math.hypot(to[0] - from[0], to[1] - from[1])
    for (let at = 0; at <= length; at += step) {
      const middle = [
        from[0] + ((to[0] - from[0]) * at) / length,
        from[1] + ((to[1] - from[1]) * at) / length,
      ]
      if (middle[0]! < x || middle[0]! > x + w || middle[1]! < y || middle[1]! > y + h) continue
      const ends = [-1, 1].map((way) => walk(points, i, at, (way * width) / 2))
      if (!ends[0] || !ends[1]) continue
      const [a, b] = ends as [[number, number], [number, number]]
      const chord = Math.hypot(b[0] - a[0], b[1] - a[1])
      const sag = Math.abs((b[0] - a[0]) * (middle[1]! - a[1]) - (b[1] - a[1]) * (middle[0]! - a[0])) / chord
      if (chord < width * 0.985 || sag > SAG) continue
      const angle = Math.atan2(b[1] - a[1], b[0] - a[0])
      const upright = Math.abs(angle) > Math.PI / 2 ? angle - Math.sign(angle) * Math.PI : angle
      yield [(a[0] + b[0] + 2 * middle[0]!) / 4, (a[1] + b[1] + 2 * middle[1]!) / 4, upright]
    }
  }
}

/** The point so far along the line from a place on its i-th edge; null past its ends. */
function walk(
  points: [number, number][],
  edge: number,
  at: number,
  distance: number,
): [number, number] | null {
  let [i, left] = [edge, at + distance]
  for (;;) {
    const [from, to] = [points[i - 1], points[i]]
    if (!from || !to) return null
    const length = Math.hypot(to[0] - from[0], to[1] - from[1])
    if (left < 0) {
      const before = points[i - 2]
      if (!before) return null
      left += Math.hypot(from[0] - before[0], from[1] - before[1])
      i--
    } else if (left > length) {
      left -= length
      i++
    } else {
      const share = length === 0 ? 0 : left / length
      return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    }
  }
}

/** A name with a light halo; x and y are its middle. */
function paintLine(
  { doc }: Pen,
  text: string,
  x: number,
  y: number,
  width: number,
  angle: number,
  { size, weight, colour }: Letters,
) {
  const options = { lineBreak: false }
  doc
    .save()
    .translate(x, y)
    .rotate((angle * 180) / Math.PI)
  doc.font(weight).fontSize(size).lineJoin('round')
  const [left, top] = [-width / 2, -size * 0.6]
  doc.lineWidth(1.8).strokeColor('#fffdf7').strokeOpacity(0.9)
  doc.text(text, left, top, { ...options, stroke: true, fill: false })
  doc.strokeOpacity(1).fillColor(MAP_COLOURS[colour])
  doc.text(text, left, top, options)
  doc.restore()
}

function twoLines(text: string): string[] {
  if (text.length <= 16) return [text]
  const breaks = [...text.matchAll(/\s/g)].map((match) => match.index)
  const best = breaks.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0]
  return best === undefined ? [text] : [text.slice(0, best), text.slice(best + 1)]
}
