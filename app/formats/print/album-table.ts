import { head } from '#app/formats/print/album-columns.ts'
import { type Book, EDGE, FOOT, growthOf, nextPage } from '#app/formats/print/album-page.ts'
import type { TableRow } from '#app/formats/print/content.ts'
import { INK, KIND_MARKS } from '#app/formats/print/palette.ts'
import { addPart, decorate, MM, type Part } from '#app/formats/print/pen.ts'
import { fitted, heightOf, rule, setText, write } from '#app/formats/print/words.ts'

const SIZE = 7.6
const PAD = 1.1 * MM

/** The ranked table, as far as it goes, with its head on every page. */
export function* paintTable(book: Book): Generator<void> {
  const { pen, album } = book
  const { columns, rows, note } = album.table
  if (rows.length === 0) return
  const grow = growthOf(book)
  const width = pen.width - 2 * EDGE
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (width * share) / all)
  const lefts = widths.map((_, i) => EDGE + widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const bottom = pen.height - FOOT - 3 * MM
  let part = nextPage(book)
  book.outline.addItem(album.say('table'))
  let y = write(pen, part, 'H1', album.say('table'), head(EDGE, EDGE, width, grow)) + 1.5 * MM
  y =
    write(pen, part, 'P', note, {
      x: EDGE,
      y,
      width,
      size: 8.4 * grow,
      colour: INK['ink-2'],
      leading: 0.25,
    }) +
    3 * MM
  let table = addPart(pen, part, 'Table')
  y = paintHead(book, table, { y, widths, lefts })
  for (const row of rows) {
    const tall = tallness(book, row, widths)
    if (y + tall > bottom) {
      part.end()
      yield
      part = nextPage(book)
      table = addPart(pen, part, 'Table')
      y = paintHead(book, table, { y: EDGE, widths, lefts })
    }
    paintRow(book, table, row, { y, widths, lefts })
    y += tall
    rule(pen, EDGE, y, width, INK.line, 0.12 * MM)
  }
  part.end()
  yield
}

interface Columns {
  y: number
  widths: number[]
  lefts: number[]
}

const words = (book: Book, i: number, { y, widths, lefts }: Columns) => ({
  x: lefts[i]! + PAD,
  y: y + PAD,
  width: widths[i]! - 2 * PAD,
  size: SIZE * growthOf(book),
  leading: 0.12,
  align: book.album.table.columns[i]!.isNumber ? ('right' as const) : ('left' as const),
})

function paintHead(book: Book, table: Part, columns: Columns): number {
  const { pen, album } = book
  const tall = 8.4 * MM * growthOf(book)
  const width = pen.width - 2 * EDGE
  decorate(pen, () => pen.doc.rect(EDGE, columns.y, width, tall).fill(INK['accent-soft']))
  const row = addPart(pen, table, 'TR')
  for (const [i, { label }] of album.table.columns.entries()) {
    const cell = addPart(pen, row, 'TH', { scope: 'Column' })
    write(pen, cell, 'P', label, {
      ...words(book, i, columns),
      weight: 'bold',
      size: 7 * growthOf(book),
      colour: INK.accent,
    })
  }
  return columns.y + tall
}

/** Two lines at most: what is longer is cut. */
const most = (book: Book) => SIZE * growthOf(book) * 2.75

function tallness(book: Book, row: TableRow, widths: number[]): number {
  const columns = { y: 0, widths, lefts: widths }
  const heights = row.cells.map((cell, i) =>
    Math.min(most(book), heightOf(book.pen, cell, words(book, i, columns))),
  )
  return Math.max(...heights) + 2 * PAD
}

function paintRow(book: Book, table: Part, { cells, kind }: TableRow, columns: Columns) {
  const { pen } = book
  const row = addPart(pen, table, 'TR')
  for (const [i, cell] of cells.entries()) {
    const at = words(book, i, columns)
    const text = fitted(pen, cell, at, most(book))
    const colour = i === 2 ? KIND_MARKS[kind].colour : INK.ink
    row.add(
      pen.doc.struct('TD', {}, [
        () => void setText(pen, text, { ...at, colour, weight: i === 0 ? 'bold' : 'regular' }),
      ]),
    )
  }
}
