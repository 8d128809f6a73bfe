import type { Geometry } from 'geojson'
import { isArea, linesOf } from '#app/formats/print/ground.ts'
import { trace } from '#app/formats/print/ground-paint.ts'
import { KIND_MARKS, type PrintKind } from '#app/formats/print/palette.ts'
import { MM, type Pen } from '#app/formats/print/pen.ts'
import type { View } from '#app/formats/print/plane.ts'
import { discsOf, type Room } from '#app/formats/print/room.ts'
import { widthOf } from '#app/formats/print/words.ts'

/** An entry on a map. */
export interface PrintMark {
  number: number
  kind: PrintKind
  title: string
  /** What it is ranked by. */
  count: string
  at: readonly [lng: number, lat: number]
  /** Of a line or an area. */
  shape: Geometry | null
}

const MARK = 3.1 * MM
const LETTERS = 7
const PILL = 3.4 * MM
/** How far a number may stand from its mark, in turn. */
const REACHES = [3.6, 5.5, 8, 11, 15, 20].map((mm) => mm * MM)
const DIRECTIONS = [0, -45, 45, 180, -135, 135, -90, 90, -20, 20, -65, 65, 160, -160, 110, -110]

/** Marks that can be seen in a view. */
export function marksIn(marks: readonly PrintMark[], { box }: View): PrintMark[] {
  return marks.filter(({ at }) => at[0] >= box[0] && at[0] <= box[2] && at[1] >= box[1] && at[1] <= box[3])
}

/**
 * Draws shapes, marks and their numbers; a number that finds no free room near its mark is left out.
 * @returns the entries whose numbers are on the map, in the order given
 */
export function paintMarks(pen: Pen, marks: readonly PrintMark[], view: View, room: Room): PrintMark[] {
  const { doc } = pen
  const { x, y, width, height } = view.frame
  doc.save().rect(x, y, width, height).clip()
  for (const mark of marks) if (mark.shape) paintShape(doc, mark.shape, mark.kind, view)
  const spots = marks.map((mark) => ({ mark, spot: view.toPaper(mark.at) }))
  for (const { spot } of spots) room.take([[spot[0], spot[1], MARK * 0.52]])
  const pills = spots.flatMap(function findRoom({ mark, spot }) {
    const text = String(mark.number)
    const w = widthOf(pen, text, LETTERS, 'bold') + 2.2 * MM
    for (const reach of REACHES) {
      for (const degrees of DIRECTIONS) {
        const angle = (degrees * Math.PI) / 180
        const away = reach + (Math.abs(Math.cos(angle)) * (w - PILL)) / 2
        const at = [spot[0] + Math.cos(angle) * away, spot[1] + Math.sin(angle) * reach] as const
        const discs = discsOf(at[0], at[1], w + 0.6 * MM, PILL + 0.6 * MM)
        if (!room.isFree(discs)) continue
        room.take(discs)
        return [{ mark, spot, at, w, text }]
      }
    }
    return []
  })
  for (const { spot, at, mark } of pills) {
    doc
      .moveTo(spot[0], spot[1])
      .lineTo(at[0], at[1])
      .lineWidth(0.9 * MM)
      .stroke('#fffdf7')
    doc
      .moveTo(spot[0], spot[1])
      .lineTo(at[0], at[1])
      .lineWidth(0.3 * MM)
      .stroke(KIND_MARKS[mark.kind].colour)
  }
  for (const { mark, spot } of spots) paintMark(doc, mark.kind, spot[0], spot[1], MARK)
  for (const { mark, at, w, text } of pills) paintPill(pen, mark.kind, text, at[0], at[1], w)
  doc.restore()
  return pills.map(({ mark }) => mark)
}

/** A kind's mark around a point. */
export function paintMark(doc: Pen['doc'], kind: PrintKind, x: number, y: number, side: number) {
  const { outline, colour } = KIND_MARKS[kind]
  doc
    .save()
    .translate(x - side / 2, y - side / 2)
    .scale(side / 24)
  doc.path(outline).lineWidth(4).lineJoin('round').stroke('#fffdf7')
  doc.path(outline).fill(colour)
  doc.restore()
}

/** The number of an entry in its kind's colour; x and y are its middle. */
export function paintPill(pen: Pen, kind: PrintKind, text: string, x: number, y: number, width: number) {
  const { doc } = pen
  const { colour } = KIND_MARKS[kind]
  doc.roundedRect(x - width / 2, y - PILL / 2, width, PILL, PILL / 2).lineWidth(0.3 * MM)
  doc.fillAndStroke('#ffffff', colour)
  doc.font('bold').fontSize(LETTERS).fillColor(colour)
  doc.text(text, x - width / 2, y - LETTERS * 0.58, { width, align: 'center', lineBreak: false })
}

/** A small dot for what has no number on this map. */
export function paintDots(doc: Pen['doc'], marks: readonly PrintMark[], view: View) {
  const { x, y, width, height } = view.frame
  doc.save().rect(x, y, width, height).clip()
  for (const { at, kind } of marks) {
    const [px, py] = view.toPaper(at)
    doc
      .circle(px, py, 0.6 * MM)
      .lineWidth(0.2 * MM)
      .fillAndStroke(KIND_MARKS[kind].colour, '#fffdf7')
  }
  doc.restore()
}

function paintShape(doc: Pen['doc'], shape: Geometry, kind: PrintKind, view: View) {
  const { colour } = KIND_MARKS[kind]
  for (const line of linesOf(shape)) trace(doc, line, view, isArea(shape))
  doc
    .lineCap('round')
    .lineJoin('round')
    .lineWidth(0.7 * MM)
  if (isArea(shape)) {
    doc.fillOpacity(0.22).fillAndStroke(colour, colour, 'even-odd').fillOpacity(1)
    return
  }
  doc.stroke(colour)
}
