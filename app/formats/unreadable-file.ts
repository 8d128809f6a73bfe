/** Why a file as a whole cannot be read. */
export type FileFault =
  | 'feature.too-big'
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
  | TableFault
  | PlanFileFault

/** Why a table as a whole cannot be read. */
export type TableFault =
  | 'quote.open'
  | 'quote.stray'
  | 'table.empty'
  | 'table.too-wide'
  | 'table.too-long'
  | 'row.too-long'

/** Why a designer's plan as a whole cannot be read. */
export type PlanFileFault =
  | 'json.bad'
  | 'geojson.not-features'
  | 'encoding.bad'
  | 'xml.bad'
  | 'xml.doctype'
  | 'xml.too-deep'
  | 'kml.none'
  | 'zip.bad'
  | 'zip.too-big'
  | 'geopackage.bad'
  | 'geopackage.no-layers'
  | 'shapefile.none'
  | 'shapefile.bad'
  | 'dxf.bad'
  | 'dxf.binary'
  | 'dxf.dwg'
  | 'dxf.empty'
  | 'plan.unknown'
  | 'plan.too-big'
  | 'plan.too-many-objects'
  | 'plan.too-many-vertices'
  | 'plan.too-slow'

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
