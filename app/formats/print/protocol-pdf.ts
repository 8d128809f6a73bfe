import {
  bottomOf,
  flow,
  newSheet,
  type Sheets,
  sheetWidth,
  writeBlock,
  writeLine,
} from '#app/formats/print/office-pdf.ts'
import { INK } from '#app/formats/print/palette.ts'
import { MM, openPrint, printChunks, tag, type Weight } from '#app/formats/print/pen.ts'
import type { ProtocolPaper } from '#app/formats/print/protocol-paper.ts'
import { paintQr } from '#app/formats/print/qr-paint.ts'
import { rule, widthOf, write } from '#app/formats/print/words.ts'

const QR = 32 * MM

/** A protocol as a tagged PDF, A4 upright. */
export function protocolPdf(
  paper: ProtocolPaper,
  { fonts, now }: { fonts: Record<Weight, string>; now: Date },
): AsyncGenerator<Uint8Array> {
  const { lang, kind, number, title, body } = paper
  const pen = openPrint({
    title: `${kind} ${number}. ${title}`,
    author: body,
    subject: title,
    lang,
    fonts,
    size: [210, 297],
    now,
  })
  async function* steps() {
    const sheets = flow(pen)
    yield* head(sheets, paper)
    for (const block of paper.blocks) yield* writeBlock(sheets, block)
    yield* signatures(sheets, paper)
    yield* annexes(sheets, paper)
    yield* code(sheets, paper)
    for (const block of paper.annexBlocks) yield* writeBlock(sheets, block)
    sheets.part.end()
    yield
  }
  return printChunks(pen, steps())
}

function* head(sheets: Sheets, paper: ProtocolPaper): Generator<void> {
  yield* writeLine(sheets, paper.body, { weight: 'bold', align: 'center' })
  yield* writeLine(sheets, paper.kind, {
    type: 'H1',
    size: 16,
    weight: 'bold',
    align: 'center',
    before: 5 * MM,
  })
  sheets.y += 4 * MM
  const row = { x: sheets.left, y: sheets.y, width: sheetWidth(sheets), size: 12 }
  write(sheets.pen, sheets.part, 'P', paper.date, row)
  sheets.y = write(sheets.pen, sheets.part, 'P', paper.number, { ...row, align: 'right' })
  yield* writeLine(sheets, paper.place, { align: 'center', before: 2 * MM })
  yield* writeLine(sheets, paper.title, { weight: 'bold', before: 4 * MM })
  for (const note of paper.notes) yield* writeLine(sheets, note, { size: 10, colour: INK['ink-2'] })
  sheets.y += 2 * MM
}

function* signatures(sheets: Sheets, { signatures: list, signature, seal }: ProtocolPaper): Generator<void> {
  // They stay together: a line to be signed does not stand alone on a page.
  if (sheets.y + (list.length * 16 + 18) * MM > bottomOf(sheets)) yield* newSheet(sheets)
  for (const { office, name } of list) {
    sheets.y += 8 * MM
    const { pen, part, left } = sheets
    const width = sheetWidth(sheets)
    const third = { y: sheets.y, width: width * 0.32, size: 12 }
    const ends = [write(pen, part, 'P', office, { ...third, x: left })]
    rule(pen, left + width * 0.34, sheets.y + 12 * 1.2, width * 0.3, INK.ink, 0.25 * MM)
    const small = { x: left + width * 0.34, y: sheets.y + 12 * 1.3, width: width * 0.3, size: 8 }
    ends.push(write(pen, part, 'P', `(${signature})`, { ...small, align: 'center', colour: INK['ink-2'] }))
    if (name) ends.push(write(pen, part, 'P', name, { ...third, x: left + width * 0.67 }))
    sheets.y = Math.max(...ends)
  }
  yield* writeLine(sheets, seal, { size: 10, colour: INK['ink-2'], before: 6 * MM })
  sheets.y += 4 * MM
}

function* annexes(sheets: Sheets, { annexesTitle, annexes: list }: ProtocolPaper): Generator<void> {
  if (list.length === 0) return
  yield* writeLine(sheets, `${annexesTitle}:`, { weight: 'bold' })
  for (const [i, text] of list.entries()) yield* writeLine(sheets, `${i + 1}. ${text}`, {})
}

function* code(sheets: Sheets, { link, linkText, qrAlt, foot }: ProtocolPaper): Generator<void> {
  if (link !== '') {
    if (sheets.y + QR + 6 * MM > bottomOf(sheets)) yield* newSheet(sheets)
    const { pen, part, left } = sheets
    const top = sheets.y + 4 * MM
    tag(pen, part, 'Figure', () => paintQr(pen.doc, link, left, top, QR), { alt: qrAlt })
    const beside = {
      x: left + QR + 4 * MM,
      y: top + 4 * MM,
      width: sheetWidth(sheets) - QR - 4 * MM,
      size: 10,
    }
    // A link without a place to break would run off the sheet.
    const size = widthOf(pen, link, 10) > beside.width ? 8 : 10
    write(pen, part, 'P', linkText, { ...beside, size, link })
    sheets.y = top + QR + 2 * MM
  }
  for (const text of foot) yield* writeLine(sheets, text, { size: 8.5, colour: INK['ink-2'] })
}
