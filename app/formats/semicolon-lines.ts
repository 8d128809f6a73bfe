/** What a spreadsheet would run as a formula. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/** Rows as text with ';' between cells, quoted as in CSV where they must be, each line ended by '\n'. */
export function semicolonLines(rows: string[][]): string {
  return rows.map((cells) => `${cells.map(quoted).join(';')}\n`).join('')
}

function quoted(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Text for a table that spreadsheets open: what they would run as a formula gets an apostrophe in front. */
export function guarded(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text
}

/** The text that `guarded` was given. */
export function unguarded(text: string): string {
  return text.startsWith("'") && FORMULA_START.test(text.slice(1)) ? text.slice(1) : text
}
