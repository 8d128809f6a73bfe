import { featuresIn } from '#app/formats/feature-stream.ts'
import {
  type Cells,
  type GazetteerError,
  type GazetteerRow,
  readGazetteerRow,
} from '#app/formats/gazetteer-rows.ts'
import { csvRows } from '#app/formats/read-table.ts'

/** An entry, what is wrong with a row, or null for what cannot be found by anything. */
export type GazetteerRead = GazetteerRow | GazetteerError[] | null

/** Reads a table row by row. @throws {UnreadableFileError} as `readCsvTable` */
export function* readGazetteerTable(text: string): Generator<GazetteerRead> {
  for (const row of csvRows(text)) if (!Array.isArray(row)) yield readGazetteerRow(row.line, row.cells)
}

/** Reads a FeatureCollection feature by feature. @throws {UnreadableFileError} as `featuresIn` */
export async function* readGazetteerFeatures(chunks: AsyncIterable<string>): AsyncGenerator<GazetteerRead> {
  for await (const { number, text } of featuresIn(chunks)) {
    const feature = parsed(text)
    if (!feature) yield [{ line: number, column: 'feature', code: 'json.bad', value: text.slice(0, 200) }]
    else yield readGazetteerRow(number, cellsOf(feature), feature.geometry ?? null)
  }
}

interface Feature {
  id?: unknown
  properties?: Record<string, unknown> | null
  geometry?: unknown
}

function parsed(text: string): Feature | null {
  try {
    return JSON.parse(text) as Feature
  } catch {
    return null
  }
}

/** Properties as cells; the feature's own id where they hold none. Some programs nest the tags. */
function cellsOf({ id, properties }: Feature): Cells {
  const tags = properties?.tags
  const nested = typeof tags === 'object' && tags !== null ? (tags as Record<string, unknown>) : {}
  const all = { ...(id === undefined ? {} : { id }), ...nested, ...properties }
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number'
        ? [[name, String(value).replaceAll('\0', '')]]
        : [],
    ),
  )
}
