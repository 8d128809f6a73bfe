/** Rows of an export in the order they are written, some at a time; read once and never held together. */
export type Pages<Row> = Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>

export type CellValue = string | number | boolean | Date | null

/**
 * One column of a table that leaves the platform.
 *
 * @property key    stable name for machines, unique within the table
 * @property label  heading that people read, already translated
 * @property type   how the value is written; 'money' takes whole kopecks and is written in roubles with two decimals
 * @property value  takes the cell out of a row; null is an empty cell
 * @property isFraction  of a number: it has decimals, and is not counted in whole things
 * @property width  in characters, spreadsheets only
 */
export interface Column<Row> {
  key: string
  label: string
  type: 'text' | 'number' | 'money' | 'date' | 'link' | 'boolean'
  value(row: Row): CellValue
  isFraction?: boolean
  width?: number
}
