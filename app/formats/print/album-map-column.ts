import { type Book, growthOf } from '#app/formats/print/album-page.ts'
import { paintLegend, paintNorth, paintScaleBar } from '#app/formats/print/furniture.ts'
import { type PrintMark, paintPill } from '#app/formats/print/marks.ts'
import { INK, KIND_MARKS } from '#app/formats/print/palette.ts'
import { addPart, decorate, MM, type Part, tag } from '#app/formats/print/pen.ts'
import type { Frame, View } from '#app/formats/print/plane.ts'
import type { SheetPlan } from '#app/formats/print/sheets.ts'
import { fitted, heightOf, oneLine, setText, widthOf, write } from '#app/formats/print/words.ts'

/** A sheet of the album with its name. */
export interface Sheet extends SheetPlan {
  heading: string
}

/** What stands beside a map. */
interface Column {
  view: View
  column: Frame
  /** With number, title and count. */
  listed: PrintMark[]
  /** Numbered on the map, but with no room in the list. */
  unlisted: number
  /** Dots. */
  unnumbered: number
  notes: string[]
  sheets: Sheet[]
}

/** Notes at the foot. */
export const small = (column: Pick<Frame, 'x' | 'width'>, y: number, grow: number) => ({
  x: column.x,
  y,
  width: column.width,
  size: 7 * grow,
  colour: INK['ink-2'],
  leading: 0.2,
})

/** Scale and base of a map. */
export function notesOf({ album }: Book, view: View, here: PrintMark[]): string[] {
  const share = Math.max(0.001, view.deviation * 100)
  return [
    album.say('deviation', { percent: share.toFixed(3).replace('.', album.say('decimal')) }),
    album.say('credit', { credit: album.credit }),
    ...(here.length === 0 ? [album.say('noneHere')] : []),
  ]
}

/** North, scale bar, legend, what is on the map. */
export function paintColumn(
  book: Book,
  part: Part,
  { view, column, listed, unlisted, unnumbered, notes, sheets }: Column,
) {
  const { pen, album } = book
  const grow = growthOf(book)
  const { x, width } = column
  const bottom =
    column.y +
    column.height -
    notes.reduce((sum, note) => sum + heightOf(pen, note, small(column, 0, grow)) + 1.2 * MM, 0)
  let y = column.y
  decorate(pen, () => {
    paintNorth(pen, x + width - 5 * MM, y + 3.4 * MM, 9 * MM, album.say('north'))
    const words = { m: album.say('m'), km: album.say('km'), decimal: album.say('decimal') }
    paintScaleBar(pen, view, x, y + 3 * MM, width - 11 * MM, words)
  })
  y += 15 * MM
  write(pen, part, 'H2', album.say('legend'), { x, y, width, size: 9 * grow, weight: 'bold' })
  y += 6 * MM
  tag(pen, part, 'P', () => {
    y = paintLegend(pen, album.kinds, x, y) + 2 * MM
  })
  if (sheets.length > 0) {
    write(pen, part, 'H2', album.say('sheets'), { x, y, width, size: 9 * grow, weight: 'bold' })
    y += 5.5 * MM * grow
    const list = addPart(pen, part, 'L')
    for (const [i, sheet] of sheets.entries()) {
      const scale = `1 : ${spaced(sheet.scale)}`
      const text = oneLine(pen, `${i + 1}. ${sheet.heading}`, { size: 7.8 * grow, width: width - 19 * MM })
      tag(pen, list, 'LI', () => {
        setText(pen, text, { x, y, width: width - 18 * MM, size: 7.8 * grow })
        setText(pen, scale, {
          x: x + width - 18 * MM,
          y,
          width: 18 * MM,
          size: 7.8 * grow,
          align: 'right',
          colour: INK['ink-2'],
        })
      })
      y += 4.5 * MM * grow
    }
    y += 2 * MM
  }
  if (listed.length > 0) {
    const head = album.say(sheets.length > 0 ? 'offSheets' : 'onSheet')
    write(pen, part, 'H2', head, { x, y, width, size: 9 * grow, weight: 'bold' })
    y += 5.5 * MM * grow
    const two = listed.reduce((sum, mark) => sum + lineTall(book, mark, width, false), 0)
    const isTight = y + two + 8 * MM * grow > bottom
    const list = addPart(pen, part, 'L')
    for (const mark of listed) y = paintLine(book, list, mark, { x, y, width, isTight })
  }
  const rest = [
    ...(unlisted > 0 ? [album.say('notListed', { count: unlisted })] : []),
    ...(unnumbered > 0
      ? [sheets.length > 0 ? album.say('onOthers') : album.say('notNumbered', { count: unnumbered })]
      : []),
  ]
  if (rest.length > 0) write(pen, part, 'P', rest.join(' '), small(column, y + MM, grow))
  let foot = column.y + column.height
  for (const note of [...notes].reverse()) {
    foot -= heightOf(pen, note, small(column, 0, grow))
    write(pen, part, 'P', fitted(pen, note, small(column, foot, grow), 30 * MM), small(column, foot, grow))
    foot -= 1.2 * MM
  }
}

/** Columns of the list: the number, the count. */
const [PILL, COUNT] = [10 * MM, 11 * MM]

interface Line {
  x: number
  y: number
  width: number
  isTight: boolean
}

function titleWords(book: Book, { x, y, width }: Omit<Line, 'isTight'>) {
  return { x: x + PILL, y, width: width - PILL - COUNT, size: 7.6 * growthOf(book), leading: 0.12 }
}

/** One line of the title, or two where there is room. */
function lineTall(book: Book, { title }: PrintMark, width: number, isTight: boolean): number {
  const grow = growthOf(book)
  const words = titleWords(book, { x: 0, y: 0, width })
  const two = Math.min(heightOf(book.pen, title, words), words.size * 2.9)
  return isTight ? 4.5 * MM * grow : Math.max(4.5 * MM * grow, two + 0.9 * MM)
}

function paintLine(book: Book, list: Part, mark: PrintMark, { x, y, width, isTight }: Line): number {
  const { pen } = book
  const grow = growthOf(book)
  const text = String(mark.number)
  const words = titleWords(book, { x, y, width })
  const title = isTight ? oneLine(pen, mark.title, words) : fitted(pen, mark.title, words, words.size * 2.9)
  tag(pen, list, 'LI', () => {
    const w = widthOf(pen, text, 7, 'bold') + 2.2 * MM
    paintPill(pen, mark.kind, text, x + w / 2, y + 1.6 * MM * grow, w)
    setText(pen, title, words)
    const { colour } = KIND_MARKS[mark.kind]
    setText(pen, mark.count, {
      ...words,
      x: x + width - COUNT,
      width: COUNT,
      weight: 'bold',
      align: 'right',
      colour,
    })
  })
  return y + lineTall(book, mark, width, isTight)
}

/** 1:2000, 1:10 000: digits in threes from five on. */
export const spaced = (scale: number) =>
  scale >= 10_000 ? String(scale).replace(/\B(?=(\d{3})+$)/g, '\u00a0') : String(scale)
