/** Why a file as a whole cannot be read. */
export type FileFault =
  | 'quote.open'
  | 'quote.stray'
  | 'table.empty'
  | 'feature.too-big'
  | 'row.too-long'
  | 'json.bad'
  | 'geojson.not-features'
  | 'geojson.not-wgs84'
  | 'section.missing'
  | 'section.repeated'
  | 'section.out-of-order'
  | 'header.bad'
  | 'meta.repeated'
  | 'meta.missing'
  | 'vote-type.unknown'
  | 'id.missing'
  | 'id.repeated'
  | 'cost.bad'
  | 'number.bad'
  | 'coordinate.bad'
  | 'vote.unknown-project'
  | 'points.missing'
  | 'points.length'
  | 'count.projects'
  | 'count.votes'

/** A file that cannot be read: a code to translate and the line to look at, counted from 1. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError'
  readonly code: FileFault
  readonly line: number

  constructor(code: FileFault, line: number, value = '') {
    super(`line ${line}: ${code}${value === '' ? '' : ` (${JSON.stringify(value.slice(0, 80))})`}`)
    this.code = code
    this.line = line
  }
}
