import type { Pages } from '#app/formats/column.ts'

/** An export that ended with another number of rows than was promised: the file is torn and must not be kept. */
export class ExportTornError extends Error {
  override readonly name = 'ExportTornError'
  readonly expected: number
  readonly actual: number

  constructor(expected: number, actual: number) {
    super(`export torn: ${expected} rows expected, ${actual} written`)
    this.expected = expected
    this.actual = actual
  }
}

/**
 * Passes rows through and counts them.
 *
 * @param expected    rows that must come, counted in the same snapshot
 * @param onMismatch  told before the error is thrown, e.g. to write it to the log
 * @throws {ExportTornError} before a row too many is given, or at the end if there are too few
 */
export async function* counted<Row>(
  pages: Pages<Row>,
  expected: number,
  onMismatch?: (error: ExportTornError) => void,
): AsyncGenerator<readonly Row[]> {
  let actual = 0
  const tear = () => {
    const error = new ExportTornError(expected, actual)
    onMismatch?.(error)
    return error
  }
  for await (const rows of pages) {
    actual += rows.length
    if (actual > expected) throw tear()
    yield rows
  }
  if (actual !== expected) throw tear()
}
