import { type Piece, paintColumns } from '#app/formats/print/album-columns.ts'
import { type Book, growthOf } from '#app/formats/print/album-page.ts'
import { INK } from '#app/formats/print/palette.ts'
import { MM } from '#app/formats/print/pen.ts'

/** How it was counted: rule, ties, moment, who may take part, what the album leaves out. */
export function paintMethod(book: Book): Generator<void> {
  const { album } = book
  const grow = growthOf(book)
  const groups = album.method.map(({ heading, text }): Piece[] => [
    {
      kind: 'text',
      type: 'H2',
      text: heading,
      look: { size: 11 * grow, weight: 'bold', colour: INK.accent },
      above: 0,
    },
    { kind: 'text', type: 'P', text, look: { size: 9 * grow, leading: 0.32 }, above: MM },
  ])
  return paintColumns(book, album.say('method'), groups)
}
