import type { Ground } from '#app/formats/print/ground.ts'
import { paintGround } from '#app/formats/print/ground-paint.ts'
import { type PrintMark, paintMark } from '#app/formats/print/marks.ts'
import { INK } from '#app/formats/print/palette.ts'
import {
  addPage,
  decorate,
  MM,
  openPrint,
  type Part,
  type Pen,
  printChunks,
  tag,
  type Weight,
} from '#app/formats/print/pen.ts'
import { type Box, boxOfPositions, centreOf, viewOf } from '#app/formats/print/plane.ts'
import { paintQr } from '#app/formats/print/qr-paint.ts'
import { overviewOf } from '#app/formats/print/sheets.ts'
import { fitted, heightOf, setText, write } from '#app/formats/print/words.ts'

/** One sheet to be hung up. */
export interface Poster {
  kicker: string
  title: string
  /** The question to whoever passes by; '' where the title is the question. */
  question: string
  lead: string
  /** Until when; '' without an end. */
  until: string
  free: string
  by: string
  link: string
  qrAlt: string
  mapAlt: string
  /** Rank, count, moment of the data. */
  state: string
  /** What the map shows: a space, or the place of a proposal. */
  box: Box | null
  mark: PrintMark | null
}

export interface Posters {
  lang: string
  size: 'a4' | 'a3'
  fonts: Record<Weight, string>
  now: Date
  title: string
  town: string
  demo: string
  credit: string
  ground: Ground
  list: Poster[]
}

/** A4 upright, millimetres; A3 is the same drawing enlarged. */
const A4 = [210, 297] as const
const [WIDTH, HEIGHT] = [A4[0] * MM, A4[1] * MM]
const EDGE = 16 * MM
const MAP = 104 * MM
const QR = 90 * MM

/** Posters as a PDF, one a page. */
export function posterChunks(
  posters: Posters,
  onPage: (page: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const { lang, fonts, now, title, town, list } = posters
  const grow = posters.size === 'a3' ? Math.SQRT2 : 1
  const size = [A4[0] * grow, A4[1] * grow] as const
  const pen = openPrint({ title: `${title} — ${town}`, author: town, subject: title, lang, fonts, size, now })
  async function* steps() {
    for (const [i, poster] of list.entries()) {
      const part = addPage(pen)
      pen.doc.outline.addItem(poster.title)
      pen.doc.scale(grow)
      paintPoster(pen, part, poster, posters)
      part.end()
      onPage(i + 1)
      yield
    }
  }
  return printChunks(pen, steps())
}

function paintPoster(pen: Pen, part: Part, poster: Poster, posters: Posters) {
  decorate(pen, () => pen.doc.rect(0, 0, WIDTH, HEIGHT).fill(INK.paper))
  paintPlace(pen, part, poster, posters)
  const at = { x: EDGE, width: WIDTH - 2 * EDGE }
  let y = write(pen, part, 'P', poster.kicker, {
    ...at,
    y: MAP + 11 * MM,
    size: 15,
    weight: 'medium',
    colour: INK.accent,
  })
  const size = [46, 40, 34, 29, 25, 21].find(
    (one) => heightOf(pen, poster.title, { ...at, y, size: one, weight: 'bold', leading: 0.02 }) <= 38 * MM,
  )
  const title = { ...at, y: y + MM, size: size ?? 18, weight: 'bold' as const, leading: 0.02 }
  y = write(pen, part, 'H1', fitted(pen, poster.title, title, 38 * MM), title)
  if (poster.question)
    y = write(pen, part, 'P', poster.question, {
      ...at,
      y: y + 3 * MM,
      size: 22,
      colour: INK.brick,
      weight: 'medium',
    })
  const top = HEIGHT - 24 * MM - QR
  tag(
    pen,
    part,
    'Figure',
    () => {
      pen.doc.roundedRect(EDGE - 1, top - 1, QR + 2, QR + 2, 2 * MM).fill('#ffffff')
      paintQr(pen.doc, poster.link, EDGE, top, QR)
    },
    { alt: poster.qrAlt },
  )
  const side = { x: EDGE + QR + 9 * MM, width: WIDTH - 2 * EDGE - QR - 9 * MM }
  let text = write(pen, part, 'P', poster.lead, { ...side, y: top + MM, size: 14.5, leading: 0.28 })
  if (poster.until)
    text = write(pen, part, 'P', poster.until, {
      ...side,
      y: text + 4 * MM,
      size: 16,
      weight: 'bold',
      colour: INK.accent,
    })
  if (poster.free)
    text = write(pen, part, 'P', poster.free, {
      ...side,
      y: text + 3 * MM,
      size: 11,
      colour: INK['ink-2'],
      leading: 0.25,
    })
  const address = poster.link.replace(/^https?:\/\//, '')
  text = write(pen, part, 'P', `${poster.by}:`, {
    ...side,
    y: text + 4 * MM,
    size: 9.5,
    colour: INK['ink-2'],
  })
  write(pen, part, 'P', address, {
    ...side,
    y: text + 0.6 * MM,
    size: 10.5,
    weight: 'medium',
    leading: 0.15,
  })
  decorate(pen, () => pen.doc.rect(EDGE, HEIGHT - 18 * MM, WIDTH - 2 * EDGE, 0.25 * MM).fill(INK.line))
  const foot = [posters.town, poster.state, posters.demo].filter(Boolean).join(' · ')
  const words = { ...at, y: HEIGHT - 15.5 * MM, size: 8.5, colour: INK['ink-2'], leading: 0.2 }
  write(pen, part, 'P', fitted(pen, foot, words, 9 * MM), words)
}

function paintPlace(pen: Pen, part: Part, { box, mark, mapAlt }: Poster, { ground, credit }: Posters) {
  const frame = { x: 0, y: 0, width: WIDTH, height: MAP }
  const around = mark ? boxOfPositions([mark.at]) : box
  const plan = around && overviewOf([around], [frame.width, frame.height])
  if (!plan || !around) {
    decorate(pen, () => pen.doc.rect(0, 0, WIDTH, MAP).fill(INK.accent))
    return
  }
  const view = viewOf(centreOf(around), Math.max(2500, plan.scale), frame)
  tag(
    pen,
    part,
    'Figure',
    () => {
      paintGround(pen.doc, ground, view, { hasSpaces: true })
      if (mark) {
        const [x, y] = view.toPaper(mark.at)
        paintMark(pen.doc, mark.kind, x, y, 11 * MM)
      }
      pen.doc.rect(0, MAP, WIDTH, 1.6 * MM).fill(INK.accent)
    },
    { alt: mapAlt },
  )
  decorate(pen, () =>
    setText(pen, credit, {
      x: 4 * MM,
      y: MAP - 4 * MM,
      width: WIDTH - 8 * MM,
      size: 6.5,
      colour: INK['ink-2'],
    }),
  )
}
