import { AlignmentType, ImageRun, Paragraph, TabStopType, TextRun } from 'docx'
import { toBuffer } from 'qrcode'
import type { ProtocolPaper } from '#app/formats/print/protocol-paper.ts'
import { BODY_WIDTH, centred, drawBlock, officeDocx } from '#app/formats/print/report-docx.ts'

/** Half points. */
const SMALL = 22
/** Pixels of the picture, and of its place on paper. */
const QR = { drawn: 480, shown: 110 }
const BLANK = '_'.repeat(22)

/** A protocol as a DOCX that an office can go on with. */
export async function protocolDocx(paper: ProtocolPaper): Promise<Uint8Array> {
  const { lang, body, kind, date, number, place, title, notes } = paper
  return officeDocx({ lang, title: `${kind} ${number}. ${title}`, author: body, subject: title }, [
    centred(body, { bold: true }),
    new Paragraph({
      heading: 'Title',
      alignment: AlignmentType.CENTER,
      spacing: { before: 240, after: 160 },
      children: [new TextRun(kind)],
    }),
    apart(date, number),
    centred(place, {}),
    new Paragraph({
      spacing: { before: 200, after: 160 },
      children: [new TextRun({ text: title, bold: true })],
    }),
    ...notes.map((text) => plain(text)),
    ...paper.blocks.flatMap(drawBlock),
    ...signed(paper),
    ...annexList(paper),
    ...(await code(paper)),
    ...paper.foot.map((text) => plain(text)),
    ...paper.annexBlocks.flatMap(drawBlock),
  ])
}

function plain(text: string) {
  return new Paragraph({ spacing: { after: 60 }, children: [new TextRun({ text, size: SMALL })] })
}

/** Two words at the two ends of a line. */
function apart(left: string, right: string) {
  return new Paragraph({
    tabStops: [{ type: TabStopType.RIGHT, position: BODY_WIDTH }],
    spacing: { after: 120 },
    children: [new TextRun(`${left}\t${right}`)],
  })
}

function signed({ signatures, signature, seal }: ProtocolPaper) {
  return [
    ...signatures.map(
      ({ office, name }) =>
        new Paragraph({
          keepNext: true,
          keepLines: true,
          spacing: { before: 360 },
          children: [
            new TextRun(`${office}  ${BLANK} `),
            new TextRun({ text: `(${signature})`, size: 18 }),
            new TextRun(`  ${name}`),
          ],
        }),
    ),
    new Paragraph({
      spacing: { before: 240, after: 200 },
      children: [new TextRun({ text: seal, size: SMALL })],
    }),
  ]
}

function annexList({ annexesTitle, annexes }: ProtocolPaper) {
  if (annexes.length === 0) return []
  return [
    new Paragraph({
      spacing: { before: 120 },
      children: [new TextRun({ text: `${annexesTitle}:`, bold: true })],
    }),
    ...annexes.map((text, i) => new Paragraph({ children: [new TextRun(`${i + 1}. ${text}`)] })),
  ]
}

async function code({ link, linkText, qrAlt }: ProtocolPaper) {
  if (link === '') return []
  const data = await toBuffer(link, { type: 'png', width: QR.drawn, margin: 4, errorCorrectionLevel: 'Q' })
  const alt = { name: 'qr', title: qrAlt, description: qrAlt }
  const transformation = { width: QR.shown, height: QR.shown }
  return [
    new Paragraph({
      spacing: { before: 240 },
      children: [new ImageRun({ type: 'png', data, transformation, altText: alt })],
    }),
    plain(linkText),
  ]
}
