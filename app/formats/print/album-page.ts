import type { Album } from '#app/formats/print/content.ts'
import { INK } from '#app/formats/print/palette.ts'
import { addPage, decorate, MM, type Part, type Pen } from '#app/formats/print/pen.ts'
import { oneLine, setText, widthOf } from '#app/formats/print/words.ts'

/** An album that is being drawn. */
export interface Book {
  pen: Pen
  album: Album
  /** Drawn so far. */
  pages: number
  outline: PDFKit.PDFOutline
}

export const EDGE = 12 * MM
export const FOOT = 13 * MM

/** How much larger letters are on larger paper. */
export function growthOf({ pen }: Pick<Book, 'pen'>): number {
  return pen.width > 900 ? 1.18 : 1
}

/** Begins a page with its foot: town, title, moment of the data, number. */
export function nextPage(book: Book, options: { hasFoot: boolean } = { hasFoot: true }): Part {
  const { pen } = book
  const part = addPage(pen)
  book.pages++
  if (options.hasFoot) decorate(pen, () => paintFoot(book), 'Pagination')
  else decorate(pen, () => pen.doc.rect(0, 0, pen.width, pen.height).fill(INK.paper))
  return part
}

function paintFoot({ pen, album, pages }: Book) {
  const { doc, width, height } = pen
  const y = height - 8.5 * MM
  doc.lineWidth(0.2 * MM).strokeColor(INK.line)
  doc
    .moveTo(EDGE, y - 2 * MM)
    .lineTo(width - EDGE, y - 2 * MM)
    .stroke()
  const words = { y, size: 7, colour: INK['ink-2'] }
  const number = String(pages)
  const room = width - 2 * EDGE - 20 * MM
  const snapshot = [album.demo, album.snapshot].filter(Boolean).join(' · ')
  const wide = widthOf(pen, snapshot, 7) + 4
  const left = oneLine(pen, `${album.town} · ${album.title}`, { size: 7, width: room - wide - 6 * MM })
  setText(pen, left, { ...words, x: EDGE, width: room - wide - 4 * MM })
  setText(pen, snapshot, { ...words, x: width - EDGE - 14 * MM - wide, width: wide, align: 'right' })
  setText(pen, number, {
    ...words,
    x: width - EDGE - 12 * MM,
    width: 12 * MM,
    align: 'right',
    weight: 'bold',
    colour: INK.ink,
  })
}
