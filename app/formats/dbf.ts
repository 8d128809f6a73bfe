import type { Column } from '#app/formats/column.ts'
import { cp1251 } from '#app/formats/cp1251.ts'
import type { WallClock } from '#app/formats/wall-clock.ts'

/** A column of a dBASE table: a name of ten ASCII letters, 'C' text, 'N' number, 'D' day. */
interface Field<Row> {
  name: string
  type: 'C' | 'N' | 'D'
  width: number
  decimals: number
  column: Column<Row>
}

const MAX_TEXT = 254
const WIDTHS = { text: MAX_TEXT, link: MAX_TEXT, number: 11, money: 16, date: 8, boolean: 1 } as const
/** The language byte of Windows-1251. */
const RUSSIAN_WINDOWS = 0xc9
const RECORD_HEAD = 1

export function dbfFields<Row>(columns: readonly Column<Row>[]): Field<Row>[] {
  return columns.map((column) => ({
    name: column.key.slice(0, 10),
    type: column.type === 'date' ? 'D' : ['number', 'money', 'boolean'].includes(column.type) ? 'N' : 'C',
    width: column.isFraction ? 16 : WIDTHS[column.type],
    decimals: column.type === 'money' ? 2 : column.isFraction ? 7 : 0,
    column,
  }))
}

/** @param day  of the last change, in the file's own three bytes */
export function dbfHeader<Row>(fields: readonly Field<Row>[], records: number, day: WallClock): Buffer {
  const head = Buffer.alloc(32 + 32 * fields.length + 1)
  head.writeUInt8(3)
  head.writeUInt8(day.year - 1900, 1)
  head.writeUInt8(day.month, 2)
  head.writeUInt8(day.day, 3)
  head.writeUInt32LE(records, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(RECORD_HEAD + fields.reduce((sum, { width }) => sum + width, 0), 10)
  head.writeUInt8(RUSSIAN_WINDOWS, 29)
  for (const [i, { name, type, width, decimals }] of fields.entries()) {
    const at = 32 + 32 * i
    head.write(name, at, 'latin1')
    head.write(type, at + 11, 'latin1')
    head.writeUInt8(width, at + 16)
    head.writeUInt8(decimals, at + 17)
  }
  head.writeUInt8(0x0d, head.length - 1)
  return head
}

type Clock = (instant: Date) => WallClock

/**
 * One record; texts that are too long are cut, letters that Windows-1251 lacks become question marks.
 *
 * @param clock  by which an instant is of a day
 */
export function dbfRecord<Row>(fields: readonly Field<Row>[], row: Row, clock: Clock): Buffer {
  const cells = fields.map(({ type, width, decimals, column }) => {
    const value = column.value(row)
    const text = value === null ? '' : textOf(value, type, decimals, column.type, clock)
    const bytes = cp1251(text, () => '?').subarray(0, width)
    const blank = Buffer.alloc(width - bytes.length, ' ')
    return type === 'N' ? Buffer.concat([blank, bytes]) : Buffer.concat([bytes, blank])
  })
  return Buffer.concat([Buffer.from(' '), ...cells])
}

function textOf(
  value: string | number | boolean | Date,
  type: 'C' | 'N' | 'D',
  decimals: number,
  kind: Column<never>['type'],
  clock: Clock,
): string {
  if (value instanceof Date) {
    const { year, month, day } = clock(value)
    return `${String(year).padStart(4, '0')}${[month, day].map((part) => String(part).padStart(2, '0')).join('')}`
  }
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (type === 'N') return (kind === 'money' ? (value as number) / 100 : (value as number)).toFixed(decimals)
  return String(value).replace(/\s+/g, ' ')
}
