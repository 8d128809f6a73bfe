import { type At, columnWidth, type Piece, paintColumns } from '#app/formats/print/album-columns.ts'
import { type Book, growthOf } from '#app/formats/print/album-page.ts'
import type { AskedProcess } from '#app/formats/print/content.ts'
import { INK } from '#app/formats/print/palette.ts'
import { addPart, MM, type Part } from '#app/formats/print/pen.ts'
import { heightOf, rule, write } from '#app/formats/print/words.ts'

/** What was asked, when and of whom, and by which ways people took part. */
export function paintAsked(book: Book): Generator<void> {
  const { album } = book
  return paintColumns(book, album.say('asked'), [
    channelPieces(book),
    ...album.asked.map((asked) => processPieces(book, asked)),
  ])
}

function heading(book: Book, text: string): Piece {
  const look = { size: 12.5 * growthOf(book), weight: 'bold', colour: INK.accent } as const
  return { kind: 'text', type: 'H2', text, look, above: 0 }
}

function processPieces(book: Book, asked: AskedProcess): Piece[] {
  const grow = growthOf(book)
  const { question, fixed, decision, budget, phases } = asked
  const { say } = book.album
  const texts = [
    question,
    ...(budget ? [say('budget', { sum: budget })] : []),
    ...(fixed ? [say('fixed', { text: fixed })] : []),
    ...(decision ? [say('decision', { text: decision })] : []),
  ]
  const width = columnWidth(book.pen)
  const listed = listsOf(book, 'L')
  return [
    heading(book, asked.title),
    ...texts.map(
      (text, i): Piece => ({
        kind: 'text',
        type: 'P',
        text,
        look: { size: 8.6 * grow, leading: 0.25, weight: i === 0 ? 'medium' : 'regular' },
        above: 1.2 * MM,
      }),
    ),
    ...phases.map(
      (phase, i): Piece => ({
        kind: 'block',
        tall: phaseTall(book, phase, width),
        above: i === 0 ? 2 * MM : 0,
        paint: (part, at) => paintPhase(book, listed(part), phase, at),
      }),
    ),
  ]
}

/** What goes on on another page is another list there. */
function listsOf({ pen }: Book, type: 'L' | 'Table'): (part: Part) => Part {
  let now: { of: Part; list: Part } | null = null
  return function listed(part) {
    if (now?.of !== part) now = { of: part, list: addPart(pen, part, type) }
    return now.list
  }
}

type Phase = AskedProcess['phases'][number]

const [NAME_WIDTH, DATES_X, DATES_WIDTH] = [0.42, 0.43, 0.57]

/** Half of the column holds dates, and who takes part under them. */
function phaseTall(book: Book, { name, state, who }: Phase, width: number): number {
  const { pen } = book
  const grow = growthOf(book)
  const at = { x: 0, y: 0 }
  const under = { ...at, width: width * DATES_WIDTH, size: 7.4 * grow }
  const named = { ...at, width: width * NAME_WIDTH, size: 8.6 * grow, weight: 'bold' as const }
  const right = 5.6 * MM * grow + heightOf(pen, [state, who].filter(Boolean).join(' · ') || ' ', under)
  return Math.max(right, 1.9 * MM + heightOf(pen, name, named))
}

function paintPhase(book: Book, list: Part, { name, dates, state, isOpen, who }: Phase, at: At) {
  const { pen } = book
  const grow = growthOf(book)
  rule(pen, at.x, at.y, at.width, INK.line)
  const item = addPart(pen, list, 'LI')
  const y = at.y + 1.3 * MM
  const right = { x: at.x + at.width * DATES_X, width: at.width * DATES_WIDTH }
  write(pen, item, 'P', name, {
    x: at.x,
    y,
    width: at.width * NAME_WIDTH,
    size: 8.6 * grow,
    weight: 'bold',
  })
  write(pen, item, 'P', dates, { ...right, y, size: 8.6 * grow })
  write(pen, item, 'P', [state, who].filter(Boolean).join(' · '), {
    ...right,
    y: at.y + 5.1 * MM * grow,
    size: 7.4 * grow,
    colour: isOpen ? INK.leaf : INK['ink-2'],
  })
}

function channelPieces(book: Book): Piece[] {
  const { pen, album } = book
  const grow = growthOf(book)
  const listed = listsOf(book, 'Table')
  const cell = { size: 8.8 * grow }
  const rows = album.channels.map(([name, value], i): Piece => {
    const wide = columnWidth(pen) * 0.78
    return {
      kind: 'block',
      tall: Math.max(6.4 * MM * grow, heightOf(pen, name, { ...cell, x: 0, y: 0, width: wide }) + 2.2 * MM),
      above: i === 0 ? 1.5 * MM : 0,
      paint(part, { x, y, width }) {
        rule(pen, x, y, width, INK.line)
        const row = addPart(pen, listed(part), 'TR')
        const at = { ...cell, y: y + 1.4 * MM }
        write(pen, addPart(pen, row, 'TH', { scope: 'Row' }), 'P', name, { ...at, x, width: wide })
        write(pen, addPart(pen, row, 'TD'), 'P', value, {
          ...at,
          x: x + wide,
          width: width - wide,
          weight: 'bold',
          align: 'right',
        })
      },
    }
  })
  return [heading(book, album.say('channels')), ...rows]
}
