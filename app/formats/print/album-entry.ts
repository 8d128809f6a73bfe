import { type Book, EDGE, FOOT, growthOf } from '#app/formats/print/album-page.ts'
import type { EntryPage, ReportEntry } from '#app/formats/print/content.ts'
import { paintScaleBar } from '#app/formats/print/furniture.ts'
import { linesOf } from '#app/formats/print/ground.ts'
import { paintGround } from '#app/formats/print/ground-paint.ts'
import { type PrintMark, paintMark, paintMarks } from '#app/formats/print/marks.ts'
import { paintNames } from '#app/formats/print/names.ts'
import { INK, KIND_MARKS } from '#app/formats/print/palette.ts'
import { decorate, MM, type Part, tag } from '#app/formats/print/pen.ts'
import { boxOfPositions, centreOf, type Frame, viewOf } from '#app/formats/print/plane.ts'
import { Room } from '#app/formats/print/room.ts'
import { overviewOf } from '#app/formats/print/sheets.ts'
import {
  fitted,
  heightOf,
  oneLine,
  rule,
  setText,
  type Words,
  widthOf,
  write,
} from '#app/formats/print/words.ts'

/** A page about one entry: where it is and what it looks like on the left; what, why and the answer on the right. */
export async function paintEntry(book: Book, part: Part, page: EntryPage) {
  const { pen } = book
  const grow = growthOf(book)
  const top = EDGE
  const left = { x: EDGE, width: (pen.width - 2 * EDGE) * 0.4 }
  const right = { x: EDGE + left.width + 9 * MM, width: pen.width - 2 * EDGE - left.width - 9 * MM }
  const bottom = pen.height - FOOT
  paintText(book, part, page, { ...right, y: top, height: bottom - top }, grow)
  const photos = []
  for (const { alt, load } of page.photos) {
    const bytes = await load()
    if (bytes) photos.push({ alt, bytes })
  }
  const whole = bottom - top
  const mapTall = photos.length > 0 ? whole * 0.52 : whole
  const map: Frame = { x: left.x, y: top, width: left.width, height: mapTall - 6 * MM }
  if (page.mark) paintPlace(book, part, page.mark, page.entry, map)
  else
    write(pen, part, 'P', book.album.say('noPlace'), {
      ...left,
      y: top,
      size: 9 * grow,
      colour: INK['ink-2'],
    })
  const gap = 3 * MM
  const strip = { y: top + mapTall, height: whole - mapTall }
  const wide = (left.width - gap * (photos.length - 1)) / Math.max(1, photos.length)
  for (const [i, { alt, bytes }] of photos.entries()) {
    const x = left.x + i * (wide + gap)
    tag(
      pen,
      part,
      'Figure',
      () => {
        pen.doc.save().rect(x, strip.y, wide, strip.height).clip()
        pen.doc.image(Buffer.from(bytes), x, strip.y, {
          cover: [wide, strip.height],
          align: 'center',
          valign: 'center',
        })
        pen.doc.restore()
      },
      { alt },
    )
  }
}

/** Finer maps show a point and nothing to know it by. */
const LEAST_SCALE = 2000

function paintPlace(book: Book, part: Part, mark: PrintMark, { title }: ReportEntry, frame: Frame) {
  const { pen, album } = book
  const box = boxOfPositions([mark.at, ...(mark.shape ? linesOf(mark.shape).flat() : [])])
  const whole = overviewOf([box], [frame.width, frame.height])
  const scale = Math.max(LEAST_SCALE, whole?.scale ?? LEAST_SCALE)
  const view = viewOf(centreOf(box), scale, frame)
  const heading = album.say('scale', { scale })
  tag(
    pen,
    part,
    'Figure',
    () => {
      paintGround(pen.doc, album.ground, view, { hasSpaces: true })
      const room = new Room(frame)
      paintMarks(pen, [mark], view, room)
      paintNames(pen, album.ground, view, room)
      pen.doc
        .rect(frame.x, frame.y, frame.width, frame.height)
        .lineWidth(0.25 * MM)
        .stroke(INK['line-strong'])
    },
    { alt: album.say('mapAlt', { heading: title, scale, count: 1 }) },
  )
  decorate(pen, () => {
    const y = frame.y + frame.height + 1.2 * MM
    const words = { m: album.say('m'), km: album.say('km'), decimal: album.say('decimal') }
    setText(pen, `${heading}   ${album.say('credit', { credit: album.credit })}`, {
      x: frame.x,
      y,
      width: frame.width * 0.62,
      size: 6.5,
      colour: INK['ink-2'],
      leading: 0,
    })
    paintScaleBar(pen, view, frame.x + frame.width * 0.66, y, frame.width * 0.28, words)
  })
}

function paintText(
  book: Book,
  part: Part,
  { entry, comments, commentCount }: EntryPage,
  frame: Frame,
  grow: number,
) {
  const { pen, album } = book
  const { say } = album
  const { x, width } = frame
  const { colour, soft } = KIND_MARKS[entry.kind]
  const badge = paintRank(book, part, entry, frame, grow)
  const kicker = [entry.kindName, entry.category, entry.space || entry.place].filter(Boolean).join(' · ')
  const at = { x: x + badge, width: width - badge }
  let y = frame.y
  tag(pen, part, 'P', () => {
    paintMark(pen.doc, entry.kind, at.x + 1.7 * MM, y + 2 * MM, 3.4 * MM)
    const words = { width: at.width - 5 * MM, size: 8.6 * grow, weight: 'medium' as const, colour }
    const line = oneLine(pen, `№ ${entry.number} · ${kicker}`, words)
    y = setText(pen, line, { ...words, x: at.x + 5 * MM, y })
  })
  const size = [19, 17, 15, 13].find(
    (one) =>
      heightOf(pen, entry.title, { ...at, y, size: one * grow, weight: 'bold', leading: 0.06 }) <=
      22 * MM * grow,
  )
  const title = { ...at, y: y + 1.2 * MM, size: (size ?? 12) * grow, weight: 'bold' as const, leading: 0.06 }
  y = write(pen, part, 'H1', fitted(pen, entry.title, title, 22 * MM * grow), title)
  y = Math.max(y + 3 * MM, frame.y + 24 * MM * grow)
  y = paintCounts(book, part, entry, { x, y, width }, grow)
  const bottom = frame.y + frame.height
  const text: Words = { x, y, width, size: 9.2 * grow, leading: 0.3 }
  const answerTall = answerHeight(book, entry, width, grow)
  const said = comments.map(({ said: words, isOfficial }) =>
    isOfficial ? `${say('official')} ${words}` : words,
  )
  const commentsTall = Math.min(46 * MM * grow, said.length * 14 * MM + 9 * MM)
  const bodyRoom = bottom - y - answerTall - commentsTall - 14 * MM
  y = heading(book, part, say('what'), { x, y: y + 3.5 * MM, width }, grow)
  const body = fitted(pen, entry.body, { ...text, y }, Math.max(16 * MM, bodyRoom))
  y = write(pen, part, 'P', body, { ...text, y })
  if (body !== entry.body)
    y = write(pen, part, 'P', say('restOnSite', { link: entry.link }), {
      ...text,
      y,
      size: 7.6 * grow,
      colour: INK.sky,
      link: entry.link,
    })
  y = heading(book, part, say('comments', { count: commentCount }), { x, y: y + 4 * MM, width }, grow)
  const end = bottom - answerTall - 5 * MM
  let shown = 0
  for (const comment of said) {
    const words = {
      ...text,
      x: x + 4 * MM,
      y: y + (shown > 0 ? 1.6 * MM : 0),
      width: width - 4 * MM,
      size: 8.6 * grow,
    }
    const room = end - words.y - (said.length < commentCount || shown < said.length - 1 ? 5 * MM : 0)
    const fits = fitted(pen, comment, words, Math.min(room, 20 * MM * grow))
    if (fits === '') break
    const top = words.y
    y = write(pen, part, 'P', fits, words)
    decorate(pen, () =>
      pen.doc.rect(x, top, 0.7 * MM, y - top - 1).fill(soft === INK.surface ? INK.line : colour),
    )
    shown++
  }
  const rest = commentCount - shown
  const note = commentCount === 0 ? say('noComments') : rest > 0 ? say('moreComments', { count: rest }) : ''
  if (note) write(pen, part, 'P', note, { ...text, y: y + MM, size: 7.8 * grow, colour: INK['ink-2'] })
  paintAnswer(book, part, entry, { x, y: bottom - answerTall, width }, grow)
}

/** The rank as a large figure. @returns how much room it took from the left */
function paintRank(
  { pen, album }: Book,
  part: Part,
  { rank, isTied }: ReportEntry,
  { x, y }: Frame,
  grow: number,
): number {
  const size = 30 * grow
  const wide = Math.max(20 * MM, widthOf(pen, rank, size, 'bold') + 8 * MM)
  tag(pen, part, 'P', () => {
    pen.doc.roundedRect(x, y, wide, 21 * MM * grow, 2 * MM).fill(INK.accent)
    const words = { x, width: wide, align: 'center' as const, colour: INK.surface }
    setText(pen, album.say('place'), { ...words, y: y + 2 * MM, size: 7 * grow })
    setText(pen, rank, { ...words, y: y + 4.2 * MM * grow, size, weight: 'bold', leading: 0 })
    if (isTied) setText(pen, album.say('tied'), { ...words, y: y + 16.4 * MM * grow, size: 6.6 * grow })
  })
  return wide + 5 * MM
}

interface Spot {
  x: number
  y: number
  width: number
}

function paintCounts(
  { pen, album }: Book,
  part: Part,
  entry: ReportEntry,
  { x, y, width }: Spot,
  grow: number,
): number {
  const cells = [...entry.counts, ...(entry.cost ? [{ value: entry.cost, label: album.say('cost') }] : [])]
  const shares = cells.map(({ value }) => (value.length > 8 ? 2 : 1))
  const unit = width / shares.reduce((sum, share) => sum + share, 0)
  rule(pen, x, y, width, INK.line)
  let left = x
  for (const [i, { value, label }] of cells.entries()) {
    const cell = unit * shares[i]!
    const at = { x: left, width: cell }
    write(pen, part, 'P', value, { ...at, y: y + 1.6 * MM, size: 14 * grow, weight: 'bold', leading: 0 })
    write(pen, part, 'P', label, { ...at, y: y + 7.8 * MM * grow, size: 7.4 * grow, colour: INK['ink-2'] })
    left += cell
  }
  rule(pen, x, y + 12.6 * MM * grow, width, INK.line)
  return y + 12.6 * MM * grow
}

function heading({ pen }: Book, part: Part, text: string, { x, y, width }: Spot, grow: number): number {
  return (
    write(pen, part, 'H2', text, { x, y, width, size: 10.5 * grow, weight: 'bold', colour: INK.accent }) +
    1.2 * MM
  )
}

const MOST_ANSWER = 52 * MM

function answerWords(width: number, grow: number): Words {
  return { x: 0, y: 0, width: width - 8 * MM, size: 8.8 * grow, leading: 0.28 }
}

function answerHeight(
  { pen, album }: Book,
  { answer, outcome }: ReportEntry,
  width: number,
  grow: number,
): number {
  const text = answer ? answer.reason : album.say('noAnswer')
  const head = (answer || outcome ? 7.5 : 0) * MM * grow
  return Math.min(MOST_ANSWER * grow, heightOf(pen, text, answerWords(width, grow)) + head + 12 * MM * grow)
}

function paintAnswer(book: Book, part: Part, entry: ReportEntry, { x, y, width }: Spot, grow: number) {
  const { pen, album } = book
  const { answer, outcome, status } = entry
  const tall = answerHeight(book, entry, width, grow)
  const tone = answer?.tone ?? 'ink-2'
  decorate(pen, () => {
    pen.doc
      .roundedRect(x, y, width, tall, 2 * MM)
      .fill(answer ? INK[`${answer.tone}-soft`] : INK['surface-2'])
  })
  const at = { x: x + 4 * MM, width: width - 8 * MM }
  let top = write(pen, part, 'H2', album.say('answer'), {
    ...at,
    y: y + 3 * MM,
    size: 9.5 * grow,
    weight: 'bold',
    colour: INK[tone],
  })
  const head = [answer?.decision, answer ? status : '', outcome].filter(Boolean).join(' · ')
  if (head) top = write(pen, part, 'P', head, { ...at, y: top + MM, size: 8.8 * grow, weight: 'medium' })
  const words = { ...answerWords(width, grow), x: at.x, y: top + MM }
  const text = answer ? answer.reason : album.say('noAnswer')
  const fits = fitted(pen, text, words, y + tall - top - 3 * MM)
  write(pen, part, 'P', fits, { ...words, ...(fits === text ? {} : { link: entry.link }) })
}
