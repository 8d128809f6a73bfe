import type { CellHyperlinkValue, Column as SheetColumn } from 'exceljs'
import type { CellValue, Column } from '#app/formats/column.ts'
import { clockAsUtcMs, type WallClock } from '#app/formats/wall-clock.ts'

/** Excel repairs a sheet with more than 65,530 links by dropping them. */
export const MAX_LINKS = 65_000
const MAX_TEXT = 32_767
const MAX_SHEET_NAME = 31

type Type = Column<never>['type']

const WIDTH: Record<Type, number> = { text: 32, number: 12, money: 16, date: 18, link: 40, boolean: 10 }
const STYLE: Partial<Record<Type, SheetColumn['style']>> = {
  money: { numFmt: '#,##0.00' },
  date: { numFmt: 'dd.mm.yyyy hh:mm' },
  link: { font: { color: { argb: 'FF0563C1' }, underline: true } },
}

/** What the cells of one sheet share: its clock and how many links Excel will still keep. */
export interface CellContext {
  clock: (instant: Date) => WallClock
  linksLeft: number
}

export function columnLayout<Row>({ key, label, type, width }: Column<Row>): Partial<SheetColumn> {
  return { key, header: label, width: width ?? WIDTH[type], style: STYLE[type] ?? {} }
}

/** One value as a spreadsheet cell: kopecks become roubles, an instant becomes the wall clock, text stays text. */
export function typedCell(
  type: Type,
  value: CellValue,
  context: CellContext,
): string | number | boolean | Date | CellHyperlinkValue | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? null : new Date(clockAsUtcMs(context.clock(value)))
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null
    if (type === 'text') return String(value)
    return type === 'money' ? Math.round(value) / 100 : value
  }
  if (type === 'link' && /^https?:\/\//i.test(value) && context.linksLeft > 0) {
    context.linksLeft -= 1
    return { text: value, hyperlink: value }
  }
  return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value
}

/** A sheet name as Excel allows it: up to 31 characters, none of []:*?/\, no apostrophe at an end, not `taken`. */
export function sheetTitle(name: string, taken?: string): string {
  const clean = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
    .slice(0, MAX_SHEET_NAME)
    .trim()
  const title = clean === '' ? 'Sheet' : clean
  if (title.toLowerCase() !== taken?.toLowerCase()) return title
  return `${title.slice(0, MAX_SHEET_NAME - 4)} (2)`
}
