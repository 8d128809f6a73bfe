import PDFDocument from 'pdfkit'

/** Points in a millimetre: PDF counts in points. */
export const MM = 72 / 25.4

export type Weight = 'regular' | 'medium' | 'bold'
export type StructType =
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'H3'
  | 'P'
  | 'Table'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'Figure'
  | 'Caption'
  | 'L'
  | 'LI'

/** Paper in landscape, millimetres. */
export const PAPERS = { a4: [297, 210], a3: [420, 297] } as const
export type Paper = keyof typeof PAPERS

/** An element of the structure that screen readers follow. */
export type Part = PDFKit.PDFStructureElement

/** A document that is being drawn, page after page; a page that was left is written out. */
export interface Pen {
  doc: PDFKit.PDFDocument
  /** Of the page, points. */
  width: number
  height: number
  root: Part
  lang: string
  /** Pages that were begun by `addPage`, and those that the document has: a text that runs off its page makes one more. */
  pages: { begun: number; there: number }
}

export interface PrintOptions {
  title: string
  author: string
  subject: string
  lang: string
  /** Files of the letters: TTF with Latin and Cyrillic. */
  fonts: Record<Weight, string>
  /** Millimetres. */
  size: readonly [width: number, height: number]
  now: Date
}

/** Opens a tagged document: language, title in the window's bar, a structure tree, letters inside. */
export function openPrint({ title, author, subject, lang, fonts, size, now }: PrintOptions): Pen {
  const [width, height] = [size[0] * MM, size[1] * MM]
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    tagged: true,
    lang,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Author: author, Subject: subject, CreationDate: now },
  })
  for (const [weight, path] of Object.entries(fonts)) doc.registerFont(weight, path)
  const root = doc.struct('Document')
  doc.addStructure(root)
  const pages = { begun: 0, there: 0 }
  doc.on('pageAdded', () => void pages.there++)
  return { doc, width, height, root, lang, pages }
}

/** Begins a page and its part of the structure. The last part is closed by the caller with `end()`. */
export function addPage(pen: Pen): Part {
  pen.pages.begun++
  pen.doc.addPage()
  return addPart(pen, pen.root, 'Sect')
}

export function addPart(
  pen: Pen,
  parent: Part,
  type: StructType,
  options: { scope?: 'Column' | 'Row' } = {},
): Part {
  // The types know no `scope` yet.
  const part = pen.doc.struct(type, options as object)
  parent.add(part)
  return part
}

/** Draws something that is read as one element. */
export function tag(
  pen: Pen,
  parent: Part,
  type: StructType,
  draw: () => void,
  options: { alt?: string } = {},
) {
  parent.add(pen.doc.struct(type, options, [draw]))
}

/** Draws what screen readers leave out: lines, grounds, page numbers. */
export function decorate(pen: Pen, draw: () => void, type: 'Layout' | 'Pagination' = 'Layout') {
  pen.doc.markContent('Artifact', { type })
  draw()
  pen.doc.endMarkedContent()
}

/** Everything that is ready to be written; the rest comes when the document is closed. */
export function* readyChunks({ doc }: Pen): Generator<Uint8Array> {
  for (let chunk = doc.read(); chunk !== null; chunk = doc.read()) yield chunk as Uint8Array
}

/**
 * Draws steps one after another and gives their bytes as they come, so that a long document never stands in memory.
 * @throws {Error} after a step in which a text ran off its page
 */
export async function* printChunks(pen: Pen, steps: AsyncIterable<void>): AsyncGenerator<Uint8Array> {
  for await (const _ of steps) {
    const { begun, there } = pen.pages
    if (there !== begun) throw new Error(`a text ran off page ${begun} of a printed document`)
    yield* readyChunks(pen)
    await new Promise((resume) => setImmediate(resume))
  }
  pen.root.end()
  pen.doc.end()
  for await (const chunk of pen.doc) yield chunk as Uint8Array
}
