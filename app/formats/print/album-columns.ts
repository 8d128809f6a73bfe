import { type Book, EDGE, FOOT, growthOf, nextPage } from '#app/formats/print/album-page.ts'
import { MM, type Part, type Pen, type StructType } from '#app/formats/print/pen.ts'
import { heightOf, parted, type Words, write } from '#app/formats/print/words.ts'

export interface At {
  x: number
  y: number
  width: number
}

/** A text that goes on in the next column where it must; or a block that stands whole. `above` is left free before it. */
export type Piece =
  | { kind: 'text'; type: StructType; text: string; look: Omit<Words, 'x' | 'y' | 'width'>; above: number }
  | { kind: 'block'; tall: number; above: number; paint(part: Part, at: At): void }

/** Between the two columns of a page. */
const GAP = 10 * MM
const BETWEEN_GROUPS = 6 * MM

export const columnWidth = (pen: Pen) => (pen.width - 2 * EDGE - GAP) / 2

export const head = (x: number, y: number, width: number, grow: number) => ({
  x,
  y,
  width,
  size: 20 * grow,
  weight: 'bold' as const,
  leading: 0.05,
})

const wordsOf = ({ look }: Extract<Piece, { kind: 'text' }>, width: number): Words => ({
  ...look,
  x: 0,
  y: 0,
  width,
})

function tallness(pen: Pen, piece: Piece, width: number): number {
  return (
    piece.above + (piece.kind === 'block' ? piece.tall : heightOf(pen, piece.text, wordsOf(piece, width)))
  )
}

/**
 * Sets groups of pieces under a heading, column after column and page after page. A group that fits into a column stands in
 * one; a longer one goes on in the next, a heading never without what it heads.
 */
export function* paintColumns(
  book: Book,
  title: string,
  groups: readonly (readonly Piece[])[],
): Generator<void> {
  const { pen } = book
  const width = columnWidth(pen)
  const bottom = pen.height - FOOT - 4 * MM
  let part = nextPage(book)
  book.outline.addItem(title)
  const top = write(pen, part, 'H1', title, head(EDGE, EDGE, pen.width - 2 * EDGE, growthOf(book))) + 5 * MM
  let [side, y] = [0, top]
  function* turn() {
    side++
    y = top
    if (side < 2) return
    part.end()
    yield
    part = nextPage(book)
    side = 0
  }
  const x = () => EDGE + side * (width + GAP)
  for (const group of groups) {
    const tall = group.reduce((sum, piece) => sum + tallness(pen, piece, width), 0)
    if (y > top && (y + tall > bottom || tall > bottom - top)) yield* turn()
    for (const [i, piece] of group.entries()) {
      const above = y > top ? piece.above : 0
      if (piece.kind === 'block') {
        if (y > top && y + above + piece.tall > bottom) yield* turn()
        y += y > top ? above : 0
        piece.paint(part, { x: x(), y, width })
        y += piece.tall
        continue
      }
      const words = wordsOf(piece, width)
      const line = heightOf(pen, 'А', words)
      // A heading goes with two lines of what follows.
      const isHeading = piece.type !== 'P' && i + 1 < group.length
      const least = isHeading ? heightOf(pen, piece.text, words) + 3 * line : Math.min(2, 1 + i) * line
      if (y > top && y + above + least > bottom) yield* turn()
      y += y > top ? above : 0
      for (let rest = piece.text; rest !== ''; ) {
        const [fits, later] = parted(pen, rest, words, bottom - y)
        if (fits !== '') y = write(pen, part, piece.type, fits, { ...words, x: x(), y })
        else if (y === top) throw new Error('a column is too narrow for a letter')
        rest = later
        if (rest !== '') yield* turn()
      }
    }
    y += BETWEEN_GROUPS
  }
  part.end()
  yield
}
