import { head } from '#app/formats/print/album-columns.ts'
import { notesOf, paintColumn, type Sheet, small, spaced } from '#app/formats/print/album-map-column.ts'
import { type Book, EDGE, FOOT, growthOf, nextPage } from '#app/formats/print/album-page.ts'
import { paintGround } from '#app/formats/print/ground-paint.ts'
import { marksIn, type PrintMark, paintDots, paintMarks } from '#app/formats/print/marks.ts'
import { paintNames } from '#app/formats/print/names.ts'
import { INK } from '#app/formats/print/palette.ts'
import { MM, tag } from '#app/formats/print/pen.ts'
import { type Box, boxOfPositions, type Frame, type View, viewOf } from '#app/formats/print/plane.ts'
import { discsOf, Room } from '#app/formats/print/room.ts'
import { overviewOf, pointsOf, sheetsOf } from '#app/formats/print/sheets.ts'
import { heightOf, oneLine, setText, widthOf, write } from '#app/formats/print/words.ts'

/** More working sheets than this are another volume: the overview says what was left out. */
export const MOST_SHEETS = 20

/** More numbers than this make a map unreadable: by rank, the others are dots. */
const MOST_NUMBERS = 80

/** The overview with the cut of the sheets, then the sheets themselves. */
export function* paintMapPages(book: Book): Generator<void> {
  const { pen, album } = book
  const grow = growthOf(book)
  const list = 66 * MM * grow
  const top = EDGE + 13 * MM * grow
  const frame = {
    x: EDGE,
    y: top,
    width: pen.width - 2 * EDGE - list - 5 * MM,
    height: pen.height - top - FOOT,
  }
  const size = [frame.width, frame.height] as const
  const spots = [
    ...album.areas.map(({ box }) => box),
    ...album.marks.map(({ at }): Box => boxOfPositions([at])),
  ]
  const overview = overviewOf(spots.length > 0 ? spots : album.ground.shapes.map(({ box }) => box), size)
  if (!overview) return
  const all = sheetsOfAreas(book, frame)
  const sheets = chosen(all)
  const chapter = book.outline.addItem(album.say('sheets'))
  yield* onPage(
    book,
    frame,
    { ...overview, heading: album.say('overview') },
    { sheets, left: all.length - sheets.length, chapter, isOverview: true },
  )
  for (const sheet of sheets)
    yield* onPage(book, frame, sheet, { sheets: [], left: 0, chapter, isOverview: false })
}

type Weighed = Sheet & { points: number }

function sheetsOfAreas({ album }: Book, frame: Frame): Weighed[] {
  const size = [frame.width, frame.height] as const
  return album.areas.flatMap(({ name, lines, points }) =>
    sheetsOf(points ?? pointsOf(lines), size).map((plan) => ({
      ...plan,
      points: points ? countIn(points, viewOf(plan.centre, plan.scale, frame).box) : Number.POSITIVE_INFINITY,
      heading:
        plan.parts > 1 ? `${name}, ${album.say('part', { part: plan.part, parts: plan.parts })}` : name,
    })),
  )
}

const countIn = (points: readonly (readonly [number, number])[], [west, south, east, north]: Box) =>
  points.filter(([x, y]) => x >= west && x <= east && y >= south && y <= north).length

/** As many as an album has, in their order: those of spaces first, then those with the most points. */
function chosen(sheets: Weighed[]): Weighed[] {
  const order = new Map(sheets.map((sheet, i) => [sheet, i]))
  const byPoints = [...sheets].sort((a, b) => (a.points === b.points ? 0 : b.points - a.points))
  return byPoints.slice(0, MOST_SHEETS).sort((a, b) => order.get(a)! - order.get(b)!)
}

interface PageOf {
  sheets: Sheet[]
  /** Sheets that are not in the album. */
  left: number
  chapter: PDFKit.PDFOutline
  isOverview: boolean
}

function* onPage(
  book: Book,
  frame: Frame,
  sheet: Sheet,
  { sheets, left, chapter, isOverview }: PageOf,
): Generator<void> {
  const { pen, album } = book
  const grow = growthOf(book)
  const part = nextPage(book)
  const scale = album.say('scale', { scale: spaced(sheet.scale) })
  chapter.addItem(`${sheet.heading}, ${scale}`)
  const wide = widthOf(pen, scale, 13 * grow, 'bold') + 6
  const heading = oneLine(pen, sheet.heading, { ...head(0, 0, pen.width - 2 * EDGE - wide - 8 * MM, grow) })
  write(pen, part, 'H1', heading, head(EDGE, EDGE - 2 * MM, pen.width - 2 * EDGE - wide, grow))
  write(pen, part, 'P', scale, {
    x: pen.width - EDGE - wide,
    y: EDGE,
    width: wide,
    size: 13 * grow,
    weight: 'bold',
    align: 'right',
  })
  const view = viewOf(sheet.centre, sheet.scale, frame)
  const here = marksIn(album.marks, view)
  const isOnSheet = (mark: PrintMark) =>
    sheets.some((one) => marksIn([mark], viewOf(one.centre, one.scale, frame)).length > 0)
  const numberable = isOverview ? here.filter((mark) => !isOnSheet(mark)) : here
  const column = {
    x: frame.x + frame.width + 5 * MM,
    y: frame.y,
    width: pen.width - EDGE - frame.x - frame.width - 5 * MM,
    height: frame.height,
  }
  const line = 4.5 * MM * grow
  const notes = [
    ...(left > 0 ? [album.say('sheetsLeft', { count: left })] : []),
    ...notesOf(book, view, here),
  ]
  const notesTall = notes.reduce(
    (sum, note) => sum + heightOf(pen, note, small(column, 0, grow)) + 1.2 * MM,
    0,
  )
  const furniture = 30 * MM + album.kinds.length * 4.3 * MM
  const index = isOverview ? sheets.length : 0
  const spare = column.height - notesTall - furniture - (index > 0 ? (index + 2) * line : 0)
  const room = Math.max(0, Math.floor(spare / line) - 3)
  const chosen = new Set(numberable.slice(0, MOST_NUMBERS))
  const alt = album.say('mapAlt', { heading: sheet.heading, scale: spaced(sheet.scale), count: here.length })
  let numbered: PrintMark[] = []
  tag(
    pen,
    part,
    'Figure',
    () => {
      paintGround(pen.doc, album.ground, view, { hasSpaces: true })
      const taken = new Room(frame)
      paintDots(
        pen.doc,
        here.filter((mark) => !chosen.has(mark)),
        view,
      )
      if (isOverview) paintCut(book, view, sheets, taken)
      numbered = paintMarks(pen, [...chosen], view, taken)
      paintNames(pen, album.ground, view, taken)
      pen.doc
        .rect(frame.x, frame.y, frame.width, frame.height)
        .lineWidth(0.35 * MM)
        .stroke(INK.ink)
    },
    { alt },
  )
  const listed = numbered.slice(0, room)
  paintColumn(book, part, {
    view,
    column,
    listed,
    unlisted: numbered.length - listed.length,
    unnumbered: here.length - numbered.length,
    notes,
    sheets,
  })
  part.end()
  yield
}

/** Frames of the sheets; the number of each stands at a corner that is free, as far as there is one. */
function paintCut({ pen }: Book, view: View, sheets: Sheet[], taken: Room) {
  const { doc } = pen
  const { x, y, width, height } = view.frame
  const [tagWide, tagTall] = [5 * MM, 4 * MM]
  doc.save().rect(x, y, width, height).clip()
  const tags = sheets.map(function outline(sheet, i) {
    const [mx, my] = view.toPaper(sheet.centre)
    const [w, h] = [(width * sheet.scale) / view.scale, (height * sheet.scale) / view.scale]
    doc.rect(mx - w / 2, my - h / 2, w, h)
    doc
      .lineWidth(0.3 * MM)
      .dash(1.6 * MM, { space: 0.9 * MM })
      .stroke(INK.ink)
      .undash()
    const [left, right] = [mx - w / 2, mx + w / 2 - tagWide]
    const [up, down] = [my - h / 2, my + h / 2 - tagTall]
    const spots = [
      [left, up],
      [right, up],
      [right, down],
      [left, down],
      [mx - tagWide / 2, up],
      [mx - tagWide / 2, down],
    ] as [number, number][]
    const discs = ([a, b]: [number, number]) => discsOf(a + tagWide / 2, b + tagTall / 2, tagWide, tagTall)
    const spot = spots.find((one) => taken.isFree(discs(one))) ?? spots[0]!
    taken.take(discs(spot))
    return { spot, text: String(i + 1) }
  })
  for (const { spot, text } of tags) {
    doc.rect(spot[0], spot[1], tagWide, tagTall).fill(INK.ink)
    setText(pen, text, {
      x: spot[0],
      y: spot[1] + 0.6 * MM,
      width: tagWide,
      size: 7.5,
      weight: 'bold',
      align: 'center',
      colour: INK.surface,
    })
  }
  doc.restore()
}
