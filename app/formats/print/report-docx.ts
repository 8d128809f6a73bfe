import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'

/** A table of the report: shares of the width, a head that is repeated on every page, rows. */
export interface ReportTable {
  caption: string
  columns: { label: string; share: number; isNumber?: boolean }[]
  rows: string[][]
}

export type ReportBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; isOnNewPage?: boolean }
  | { kind: 'text'; text: string; label?: string }
  | { kind: 'table'; table: ReportTable }

export interface Report {
  lang: 'ru' | 'en'
  heading: string
  title: string
  lead: string[]
  blocks: ReportBlock[]
  author: string
  subject: string
}

/** The page of Russian offices (GOST R 7.0.97): A4, 30 / 10 / 20 / 20 mm, Times New Roman; twentieths of a point. */
const MM = 1440 / 25.4
const PAGE = {
  width: 210 * MM,
  height: 297 * MM,
  left: 30 * MM,
  right: 10 * MM,
  top: 20 * MM,
  bottom: 20 * MM,
}
export const BODY_WIDTH = Math.round(PAGE.width - PAGE.left - PAGE.right)
const FONT = 'Times New Roman'
/** Half points. */
const SIZE = { text: 28, table: 22, small: 24 }
const INDENT = Math.round(12.5 * MM)
const LINE = { line: 276, lineRule: LineRuleType.AUTO }

/** A report as a DOCX. Held in memory as a whole: whoever calls limits the rows. */
export async function reportDocx(report: Report): Promise<Uint8Array> {
  return officeDocx({ ...report, title: `${report.heading}. ${report.title}` }, [
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [new TextRun(report.heading)],
    }),
    centred(report.title, { bold: true }),
    ...report.lead.map((line) => centred(line, { size: SIZE.small })),
    ...report.blocks.flatMap(drawBlock),
  ])
}

/** A document in the style of an office, of whatever stands in it. */
export async function officeDocx(
  { lang, title, author, subject }: Pick<Report, 'lang' | 'title' | 'author' | 'subject'>,
  children: (Paragraph | Table)[],
): Promise<Uint8Array> {
  const language = lang === 'ru' ? 'ru-RU' : 'en-GB'
  const document = new Document({
    title,
    creator: author,
    description: subject,
    styles: {
      default: {
        document: { run: { font: FONT, size: SIZE.text, language: { value: language } } },
        heading1: heading(30, 360, 160),
        heading2: heading(28, 280, 120),
        heading3: heading(28, 200, 80),
        title: { run: { font: FONT, size: 32, bold: true, color: '000000' } },
      },
    },
    sections: [section(children)],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function heading(size: number, before: number, after: number) {
  return {
    run: { font: FONT, size, bold: true, color: '000000' },
    paragraph: { spacing: { before, after }, keepNext: true },
  }
}

function section(children: (Paragraph | Table)[]): ISectionOptions {
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.small })],
  })
  return {
    properties: {
      titlePage: true,
      page: {
        size: { width: Math.round(PAGE.width), height: Math.round(PAGE.height) },
        margin: {
          left: Math.round(PAGE.left),
          right: Math.round(PAGE.right),
          top: Math.round(PAGE.top),
          bottom: Math.round(PAGE.bottom),
          header: Math.round(10 * MM),
          footer: Math.round(10 * MM),
        },
      },
    },
    // The first page carries no number.
    headers: {
      default: new Header({ children: [number] }),
      first: new Header({ children: [new Paragraph('')] }),
    },
    footers: { default: new Footer({ children: [new Paragraph('')] }) },
    children,
  }
}

export function centred(text: string, run: { bold?: boolean; size?: number }) {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 80 },
    children: [new TextRun({ text, ...run })],
  })
}

const LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 }

export function drawBlock(block: ReportBlock): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: LEVELS[block.level],
          pageBreakBefore: block.isOnNewPage ?? false,
          children: [new TextRun(block.text)],
        }),
      ]
    case 'text':
      return block.text.split('\n').map(
        (text, i) =>
          new Paragraph({
            alignment: AlignmentType.BOTH,
            indent: { firstLine: INDENT },
            spacing: { ...LINE, after: 60 },
            children: [
              ...(block.label && i === 0 ? [new TextRun({ text: `${block.label} `, bold: true })] : []),
              new TextRun(text),
            ],
          }),
      )
    case 'table':
      return drawTable(block.table)
  }
}

const THIN = { style: BorderStyle.SINGLE, size: 4, color: '808080' }
const BORDERS = {
  top: THIN,
  bottom: THIN,
  left: THIN,
  right: THIN,
  insideHorizontal: THIN,
  insideVertical: THIN,
}

function drawTable({ caption, columns, rows }: ReportTable): (Paragraph | Table)[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((BODY_WIDTH * share) / all))
  const line = (cells: string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: cells.every((cell) => cell.length < 600),
      children: cells.map((text, i) =>
        cellOf(text, widths[i]!, { isHead, isNumber: columns[i]!.isNumber ?? false }),
      ),
    })
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 160, after: 80 },
      children: [new TextRun({ text: caption, size: SIZE.small })],
    }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: BODY_WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      borders: BORDERS,
      rows: [
        line(
          columns.map(({ label }) => label),
          true,
        ),
        ...rows.map((cells) => line(cells, false)),
      ],
    }),
    // Two tables that touch would be one; the line between them is as low as it can be.
    new Paragraph({
      children: [new TextRun({ text: '', size: 2 })],
      spacing: { line: 60, lineRule: LineRuleType.EXACT },
    }),
  ]
}

function cellOf(text: string, width: number, { isHead, isNumber }: { isHead: boolean; isNumber: boolean }) {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: isHead ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
    margins: { top: 40, bottom: 40, left: 70, right: 70 },
    ...(isHead ? { shading: { fill: 'EDEDED' } } : {}),
    children: text.split('\n').map(
      (line) =>
        new Paragraph({
          alignment: isHead ? AlignmentType.CENTER : isNumber ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [new TextRun({ text: line, size: SIZE.table, bold: isHead })],
        }),
    ),
  })
}
