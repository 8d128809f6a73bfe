import { type Book, EDGE, nextPage } from '#app/formats/print/album-page.ts'
import { paintGround } from '#app/formats/print/ground-paint.ts'
import { paintMark } from '#app/formats/print/marks.ts'
import { INK } from '#app/formats/print/palette.ts'
import { decorate, MM, type Part, type Pen, tag } from '#app/formats/print/pen.ts'
import { boxOfPositions, viewOf } from '#app/formats/print/plane.ts'
import { overviewOf } from '#app/formats/print/sheets.ts'
import { fitted, heightOf, oneLine, setText, write } from '#app/formats/print/words.ts'

/** What a title may take of the height, and one note at the foot. */
const [TITLE, NOTE] = [62 * MM, 12 * MM]

/** More marks than this on a cover are a blot. */
const MOST_MARKS = 300

/** The cover: what this is, of which moment, the process in figures; the town beside it. */
export function* paintCover(book: Book): Generator<void> {
  const { pen, album } = book
  const { width, height } = pen
  const part = nextPage(book, { hasFoot: false })
  book.outline.addItem(album.say('cover'))
  const grow = width / 842
  const split = width * 0.5
  const [x, room] = [EDGE * grow, split - EDGE * grow - 10 * MM * grow]
  const at = { x, width: room }
  decorate(pen, () => pen.doc.rect(x, 14 * MM * grow, 14 * MM * grow, 1.1 * MM * grow).fill(INK.accent))
  const where = { width: room, size: 10.5 * grow, weight: 'medium' as const }
  let y = write(pen, part, 'P', oneLine(pen, [album.town, album.region].filter(Boolean).join(' · '), where), {
    ...at,
    y: 19 * MM * grow,
    size: 10.5 * grow,
    weight: 'medium',
    colour: INK.accent,
  })
  const big = titleSize(pen, album.title, room, TITLE * grow, grow)
  const title = { ...at, y: y + 5 * MM * grow, size: big, weight: 'bold' as const, leading: 0.04 }
  y = write(pen, part, 'H1', fitted(pen, album.title, title, TITLE * grow), title)
  y = write(pen, part, 'P', album.say('cover'), {
    ...at,
    y: y + 3 * MM * grow,
    size: 12 * grow,
    colour: INK['ink-2'],
  })
  const figuresTop = height - 74 * MM * grow
  const question = fitted(
    pen,
    album.question,
    { ...at, y, size: 11 * grow, leading: 0.3 },
    figuresTop - y - 12 * MM,
  )
  if (question)
    write(pen, part, 'P', question, { ...at, y: y + 5 * MM * grow, size: 11 * grow, leading: 0.3 })
  paintFigures(book, part, { x, y: figuresTop, width: room }, grow)
  const words = { ...at, size: 7.6 * grow, colour: INK['ink-2'], leading: 0.25 }
  const notes = [album.snapshot, album.filter, album.rule, album.demo]
    .filter(Boolean)
    .map((note) => fitted(pen, note, { ...words, y: 0 }, NOTE * grow))
  const tall = notes.reduce((sum, note) => sum + heightOf(pen, note, { ...words, y: 0 }) + MM, 0)
  let foot = height - 11 * MM * grow - tall
  for (const note of notes) foot = write(pen, part, 'P', note, { ...words, y: foot }) + MM
  paintTown(book, part, { x: split, y: 0, width: width - split, height })
  part.end()
  yield
}

function titleSize(pen: Pen, title: string, width: number, height: number, grow: number): number {
  for (const size of [34, 30, 26, 22, 19])
    if (
      heightOf(pen, title, { x: 0, y: 0, width, size: size * grow, weight: 'bold', leading: 0.04 }) <= height
    )
      return size * grow
  return 16 * grow
}

interface Spot {
  x: number
  y: number
  width: number
}

function paintFigures({ pen, album }: Book, part: Part, { x, y, width }: Spot, grow: number) {
  const [columns, rowHeight] = [3, 17 * MM * grow]
  const cell = width / columns
  for (const [i, { value, label }] of album.figures.slice(0, 6).entries()) {
    const [left, top] = [x + (i % columns) * cell, y + Math.floor(i / columns) * rowHeight]
    const bottom = write(pen, part, 'P', value, {
      x: left,
      y: top,
      width: cell - 3,
      size: 21 * grow,
      weight: 'bold',
      colour: INK.accent,
      leading: 0,
    })
    const under = {
      x: left,
      y: bottom,
      width: cell - 6,
      size: 8.5 * grow,
      colour: INK['ink-2'],
      leading: 0.05,
    }
    write(pen, part, 'P', label, under)
  }
}

interface Area extends Spot {
  height: number
}

function paintTown({ pen, album }: Book, part: Part, frame: Area) {
  const spots = [
    ...album.marks.map(({ at }) => boxOfPositions([at])),
    ...album.areas.map(({ box }) => box),
    ...(album.marks.length + album.areas.length === 0 ? album.ground.shapes.map(({ box }) => box) : []),
  ]
  const plan = overviewOf(spots, [frame.width, frame.height])
  if (!plan)
    return decorate(pen, () =>
      pen.doc.rect(frame.x, frame.y, frame.width, frame.height).fill(INK['accent-soft']),
    )
  const view = viewOf(plan.centre, plan.scale, frame)
  const alt = album.say('coverAlt', { town: album.town, count: album.marks.length })
  tag(
    pen,
    part,
    'Figure',
    () => {
      paintGround(pen.doc, album.ground, view, { hasSpaces: true })
      pen.doc.save().rect(frame.x, frame.y, frame.width, frame.height).clip()
      for (const { at, kind } of album.marks.slice(0, MOST_MARKS)) {
        const [px, py] = view.toPaper(at)
        paintMark(pen.doc, kind, px, py, 3.4 * MM)
      }
      pen.doc.restore()
    },
    { alt },
  )
  tag(pen, part, 'P', () => {
    const words = { size: 6.5, colour: INK['ink-2'] }
    const tall = 4.5 * MM
    pen.doc
      .rect(frame.x, frame.y + frame.height - tall, frame.width, tall)
      .fillOpacity(0.85)
      .fill(INK.paper)
      .fillOpacity(1)
    setText(pen, album.say('credit', { credit: album.credit }), {
      ...words,
      x: frame.x + 3 * MM,
      y: frame.y + frame.height - tall + 1.2 * MM,
      width: frame.width - 6 * MM,
    })
  })
}
