import { paintMark } from '#app/formats/print/marks.ts'
import { INK, KIND_MARKS, type PrintKind } from '#app/formats/print/palette.ts'
import { MM, type Pen } from '#app/formats/print/pen.ts'
import type { View } from '#app/formats/print/plane.ts'
import { setText, widthOf } from '#app/formats/print/words.ts'

/** Lengths that a scale bar may have, metres; each is cut into four or five. */
const BARS = [
  [5, 5],
  [10, 5],
  [20, 4],
  [25, 5],
  [50, 5],
  [100, 5],
  [200, 4],
  [250, 5],
  [500, 5],
  [1000, 5],
  [2000, 4],
  [2500, 5],
  [5000, 5],
  [10_000, 5],
  [20_000, 4],
  [50_000, 5],
  [100_000, 5],
] as const

export interface BarWords {
  m: string
  km: string
  decimal: string
}

/** A bar of black and white parts, at most so wide. @returns its width */
export function paintScaleBar(
  pen: Pen,
  view: View,
  x: number,
  y: number,
  width: number,
  words: BarWords,
): number {
  const { doc } = pen
  const [metres, parts] = BARS.filter(([m]) => m * view.ptPerM <= width).at(-1) ?? BARS[0]
  const [length, part] = [metres * view.ptPerM, (metres * view.ptPerM) / parts]
  doc.lineWidth(0.2 * MM)
  for (let i = 0; i < parts; i++)
    doc.rect(x + i * part, y, part, 1.3 * MM).fillAndStroke(i % 2 ? INK.surface : INK.ink, INK.ink)
  const isKm = metres >= 2000
  for (const i of [0, parts]) {
    const value = ((metres * i) / parts / (isKm ? 1000 : 1)).toString().replace('.', words.decimal)
    const text = i === parts ? `${value} ${isKm ? words.km : words.m}` : value
    const wide = widthOf(pen, text, 6.5)
    setText(pen, text, {
      x: x + i * part - (i === 0 ? 0 : Math.min(wide, wide / 2)),
      y: y + 1.9 * MM,
      width: wide + 4,
      size: 6.5,
      colour: INK['ink-2'],
    })
  }
  return length
}

/** North is up on every sheet; the arrow says so. */
export function paintNorth(pen: Pen, x: number, y: number, size: number, letter: string) {
  const { doc } = pen
  doc
    .save()
    .lineWidth(0.25 * MM)
    .lineJoin('miter')
  doc
    .moveTo(x, y)
    .lineTo(x + size * 0.28, y + size)
    .lineTo(x, y + size * 0.78)
    .closePath()
    .fill(INK.ink)
  doc
    .moveTo(x, y)
    .lineTo(x - size * 0.28, y + size)
    .lineTo(x, y + size * 0.78)
    .closePath()
  doc.fillAndStroke(INK.surface, INK.ink)
  doc.restore()
  setText(pen, letter, { x: x - 10, y: y - 9.5, width: 20, size: 7.5, weight: 'bold', align: 'center' })
}

/** The marks of the kinds with their names, one under another. @returns the lower edge */
export function paintLegend(
  pen: Pen,
  kinds: [kind: PrintKind, name: string][],
  x: number,
  y: number,
): number {
  let top = y
  for (const [kind, name] of kinds) {
    paintMark(pen.doc, kind, x + 1.6 * MM, top + 1.7 * MM, 3 * MM)
    const { colour } = KIND_MARKS[kind]
    setText(pen, name, { x: x + 4.6 * MM, y: top, width: 60 * MM, size: 7.5, colour })
    top += 4.3 * MM
  }
  return top
}
