import { INK } from '#app/formats/print/palette.ts'
import {
  addPage,
  addPart,
  decorate,
  MM,
  type Part,
  type Pen,
  type StructType,
  type Weight,
} from '#app/formats/print/pen.ts'
import type { ReportBlock, ReportTable } from '#app/formats/print/report-docx.ts'
import { fitted, heightOf, parted, rule, setText, type Words, write } from '#app/formats/print/words.ts'

/** Text that flows over the sheets of an office, 30 / 10 / 20 / 20 mm; `y` is where the next goes, points. */
export interface Sheets {
  pen: Pen
  part: Part
  left: number
  y: number
  page: number
}

const EDGE = { left: 30 * MM, right: 10 * MM, top: 20 * MM, bottom: 20 * MM }
const SIZE = { text: 12, table: 9.5, headings: { 1: 14, 2: 13, 3: 12 } }
const LEADING = 0.25
const PAD = 1.2 * MM

export function flow(pen: Pen): Sheets {
  return { pen, part: addPage(pen), left: EDGE.left, y: EDGE.top, page: 1 }
}

export const sheetWidth = ({ pen }: Sheets) => pen.width - EDGE.left - EDGE.right
export const bottomOf = ({ pen }: Sheets) => pen.height - EDGE.bottom

/** Leaves the sheet; the first has no number, the others have theirs over the text. */
export function* newSheet(sheets: Sheets): Generator<void> {
  sheets.part.end()
  yield
  sheets.part = addPage(sheets.pen)
  sheets.page++
  sheets.y = EDGE.top
  const { pen, page, left } = sheets
  const number = { x: left, y: 9 * MM, width: sheetWidth(sheets), size: 10, align: 'center' as const }
  decorate(pen, () => void setText(pen, String(page), number), 'Pagination')
}

interface Line {
  type?: StructType
  size?: number
  weight?: Weight
  colour?: string
  align?: Words['align']
  /** Points left free over it. */
  before?: number
}

/** One paragraph, over as many sheets as it takes. */
export function* writeLine(sheets: Sheets, text: string, line: Line): Generator<void> {
  const { type = 'P', before = 0, size = SIZE.text, ...look } = line
  sheets.y += before
  let rest = text
  while (rest !== '') {
    const words = { x: sheets.left, y: sheets.y, width: sheetWidth(sheets), size, leading: LEADING, ...look }
    const [fits, more] = parted(sheets.pen, rest, words, bottomOf(sheets) - sheets.y)
    if (fits !== '') sheets.y = write(sheets.pen, sheets.part, type, fits, words) + 1 * MM
    rest = more
    if (rest !== '') yield* newSheet(sheets)
  }
}

export function* writeBlock(sheets: Sheets, block: ReportBlock): Generator<void> {
  switch (block.kind) {
    case 'heading': {
      if (block.isOnNewPage || sheets.y + 24 * MM > bottomOf(sheets)) yield* newSheet(sheets)
      const size = SIZE.headings[block.level]
      const type = `H${block.level}` as 'H1' | 'H2' | 'H3'
      sheets.pen.doc.outline.addItem(block.text)
      yield* writeLine(sheets, block.text, { type, size, weight: 'bold', before: 4 * MM })
      return
    }
    case 'text': {
      const [first = '', ...others] = block.text.split('\n')
      yield* writeLine(sheets, block.label ? `${block.label} ${first}` : first, {})
      for (const line of others) yield* writeLine(sheets, line, {})
      return
    }
    case 'table':
      yield* writeTable(sheets, block.table)
  }
}

function* writeTable(sheets: Sheets, { caption, columns, rows }: ReportTable): Generator<void> {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (sheetWidth(sheets) * share) / all)
  const lefts = widths.map((_, i) => sheets.left + widths.slice(0, i).reduce((sum, one) => sum + one, 0))
  const place = (i: number, weight: Weight): Words => ({
    x: lefts[i]! + PAD,
    y: sheets.y + PAD,
    width: widths[i]! - 2 * PAD,
    size: SIZE.table,
    leading: 0.15,
    weight,
    align: columns[i]!.isNumber && weight === 'regular' ? 'right' : 'left',
  })
  /** A row may not be taller than a sheet: what is longer is cut. */
  const most = bottomOf(sheets) - EDGE.top - 30 * MM
  const heightIn = (cells: string[], weight: Weight) =>
    Math.min(most, Math.max(...cells.map((cell, i) => heightOf(sheets.pen, cell, place(i, weight))))) +
    2 * PAD
  const labels = columns.map(({ label }) => label)
  function row(table: Part, cells: string[], isHead: boolean) {
    const { pen } = sheets
    const weight: Weight = isHead ? 'bold' : 'regular'
    const height = heightIn(cells, weight)
    if (isHead)
      decorate(pen, () =>
        pen.doc.rect(sheets.left, sheets.y, sheetWidth(sheets), height).fill(INK['surface-2']),
      )
    const line = addPart(pen, table, 'TR')
    for (const [i, cell] of cells.entries()) {
      const words = place(i, weight)
      const text = fitted(pen, cell, words, most)
      if (isHead) write(pen, addPart(pen, line, 'TH', { scope: 'Column' }), 'P', text, words)
      else line.add(pen.doc.struct('TD', {}, [() => void setText(pen, text, words)]))
    }
    sheets.y += height
    rule(pen, sheets.left, sheets.y, sheetWidth(sheets), INK.line, 0.15 * MM)
  }
  const headHeight = heightIn(labels, 'bold')
  if (sheets.y + headHeight + 24 * MM > bottomOf(sheets)) yield* newSheet(sheets)
  yield* writeLine(sheets, caption, { size: 10.5, before: 2 * MM })
  let table = addPart(sheets.pen, sheets.part, 'Table')
  row(table, labels, true)
  for (const cells of rows) {
    if (sheets.y + heightIn(cells, 'regular') > bottomOf(sheets)) {
      yield* newSheet(sheets)
      table = addPart(sheets.pen, sheets.part, 'Table')
      row(table, labels, true)
    }
    row(table, cells, false)
  }
  sheets.y += 3 * MM
}
