import type { Geometry } from 'geojson'
import type { Axes, DrawingSystem } from '#app/domain/drawing/system.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { readSource } from '#app/formats/imports/read-source.server.ts'
import { IMPORT_LIMITS, type ImportSource } from '#app/formats/imports/source.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { ImportMapping } from '#app/models/import-drafts.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { drawingOf } from './drawing-of.server.ts'
import { type PlaceProblem, placeRows } from './import-places.server.ts'

export interface ImportInput {
  bytes: Uint8Array
  /** Where its rows lie is only asked once somebody has said, or guessed, what its columns mean. */
  placing: {
    mapping: ImportMapping
    drawing: { system: DrawingSystem; axes: Axes }
    town: Pick<Town, 'lng' | 'lat' | 'boundary'>
    box: Bbox
  } | null
}

export interface ReadImport {
  /** Without the shapes in the file's coordinates: `places` has them in degrees. */
  source: ImportSource
  /** By the number of the row, from 1. */
  places: Map<number, Geometry>
  problems: PlaceProblem[]
}

/**
 * Reads a file of proposals or spaces and finds where its rows lie. Run in a thread (`readImportInThread`), as somebody's
 * file may be made to take long; only a small table is read where it is needed.
 *
 * @throws {UnreadableFileError} as `readSource` and `placeRows`
 */
export async function readImport({ bytes, placing }: ImportInput): Promise<ReadImport> {
  try {
    const source = await readSource(bytes)
    const placed = placing
      ? placeRows(source, placing.mapping, {
          drawing: drawingOf(placing.drawing, placing.town),
          box: placing.box,
        })
      : { places: new Map(), problems: [] }
    mustBeCarried(source)
    return { source: { ...source, rows: source.rows.map((row) => ({ ...row, shape: null })) }, ...placed }
  } catch (error) {
    // A file so deep or so long that the reading itself gives up.
    if (error instanceof RangeError) throw new UnreadableFileError('plan.unknown', 1, error.message)
    throw error
  }
}

/** What the thread hands over, the server holds: no more letters than a file may unpack to. */
function mustBeCarried({ rows }: ImportSource) {
  let letters = 0
  for (const { cells, line } of rows) {
    for (const cell of cells) letters += cell.length
    if (letters > IMPORT_LIMITS.unpackedBytes) throw new UnreadableFileError('plan.too-slow', line)
  }
}
