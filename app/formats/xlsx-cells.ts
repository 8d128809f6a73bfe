import type { CellValue, Column } from '#app/formats/column.ts'
import { clockAsUtcMs, type WallClock } from '#app/formats/wall-clock.ts'

/** Excel repairs a sheet with more than 65,530 links by dropping them. */
const MAX_LINKS = 65_000
const MAX_TEXT = 32_767
const MAX_SHEET_NAME = 31
const DAY_MS = 86_400_000
/** Days from Excel's own beginning to 1 January 1970. */
const EPOCH_DAYS = 25_569

/** The looks of a workbook's cells, by their number in its file of styles. */
export const STYLE = { plain: 0, bold: 1, money: 2, date: 3, link: 4 } as const

type Type = Column<never>['type']

const WIDTH: Record<Type, number> = { text: 32, number: 12, money: 16, date: 18, link: 40, boolean: 10 }

/** The links of one sheet so far: their cells and addresses. */
export interface SheetLinks {
  cells: string[]
  addresses: string[]
}

export function columnWidth<Row>({ type, width }: Column<Row>): number {
  return width ?? WIDTH[type]
}

/** 0 -> 'A', 26 -> 'AA' */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26))
}

/**
 * Gives a function that writes one row: kopecks become roubles, an instant becomes the wall clock, text stays text.
 *
 * @param clock  of the time zone whose wall clock the date cells show
 * @param links  gets what is a link; what Excel would not keep is written as plain text
 */
export function rowWriter<Row>(
  columns: readonly Column<Row>[],
  clock: (instant: Date) => WallClock,
  links: SheetLinks,
): (row: Row, number: number) => string {
  const letters = columns.map((_, i) => columnLetters(i))
  function cell(type: Type, value: CellValue, at: string): string {
    if (value === null) return ''
    if (typeof value === 'string') {
      if (type !== 'link' || links.cells.length >= MAX_LINKS || !/^https?:\/\//i.test(value))
        return textCell(value, at)
      links.cells.push(at)
      links.addresses.push(value)
      return textCell(value, at, STYLE.link)
    }
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
    if (value instanceof Date) {
      if (Number.isNaN(value.getTime())) return ''
      return `<c r="${at}" s="${STYLE.date}"><v>${clockAsUtcMs(clock(value)) / DAY_MS + EPOCH_DAYS}</v></c>`
    }
    if (!Number.isFinite(value)) return ''
    if (type === 'text') return textCell(String(value), at)
    if (type === 'money') return `<c r="${at}" s="${STYLE.money}"><v>${Math.round(value) / 100}</v></c>`
    return `<c r="${at}"><v>${value}</v></c>`
  }
  return function writeRow(row, number) {
    let text = `<row r="${number}">`
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!
      text += cell(column.type, column.value(row), letters[i]! + number)
    }
    return `${text}</row>`
  }
}

/** A cell that is text whatever it begins with. */
export function textCell(value: string, at: string, style: number = STYLE.plain): string {
  const text = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value
  const look = style === STYLE.plain ? '' : ` s="${style}"`
  return `<c r="${at}"${look} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

/** What XML cannot hold, or reads as its own; Excel's `_x0041_` for a letter is the last of these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write them
const SPECIAL = /[&<>"\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/
const EACH_SPECIAL = new RegExp(SPECIAL, 'g')
const WRITTEN: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  _: '_x005F_',
}

/** Text as XML holds it, in a cell and in an attribute; line ends become one letter, other controls go. */
export function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text
  return text.replace(/\r\n?/g, '\n').replace(EACH_SPECIAL, (letter) => WRITTEN[letter] ?? '')
}

/** A sheet name as Excel allows it: up to 31 characters, none of []:*?/\, no apostrophe at an end, not `taken`. */
export function sheetTitle(name: string, taken: readonly string[] = []): string {
  const clean = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')
    .slice(0, MAX_SHEET_NAME)
    .trim()
  const title = clean === '' ? 'Sheet' : clean
  const known = new Set(taken.map((one) => one.toLowerCase()))
  for (let nth = 1; ; nth++) {
    const end = nth === 1 ? '' : ` (${nth})`
    const one = title.slice(0, MAX_SHEET_NAME - end.length) + end
    if (!known.has(one.toLowerCase())) return one
  }
}
