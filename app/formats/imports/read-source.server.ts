import {
  type BookFault,
  IMPORT_LIMITS,
  type ImportSource,
  type SourceRow,
} from '#app/formats/imports/source.ts'
import { cleanText, openMeter } from '#app/formats/plans/meter.ts'
import { isRecord } from '#app/formats/plans/read-geojson.ts'
import { readPlan } from '#app/formats/plans/read-plan.server.ts'
import { unzipWanted } from '#app/formats/plans/unzip.ts'
import { csvRows } from '#app/formats/read-table.ts'
import { readXlsxTable } from '#app/formats/read-xlsx-table.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Unpacked, a spreadsheet becomes many times as much in memory. */
const XLSX_BYTES = 24_000_000
const HEADING_LETTERS = 120
const SHORT_BYTES = 100_000

/**
 * Reads a table (XLSX, or CSV as spreadsheets save it) or a map file (`readPlan`) by what it holds, whatever its name ends
 * in. All is read or nothing.
 *
 * @throws {UnreadableFileError} `TableFault` | `PlanFileFault`: never another error
 */
export async function readSource(bytes: Uint8Array, limits = IMPORT_LIMITS): Promise<ImportSource> {
  if (bytes.byteLength > limits.bytes) throw new UnreadableFileError('plan.too-big', 1, String(limits.bytes))
  const head = headOf(bytes)
  if (head.startsWith('PK') && isWorkbook(bytes)) return readWorkbook(bytes, limits)
  if (isMapFile(head)) return readMapFile(bytes, limits)
  return readCsv(bytes, limits)
}

/** Whether it can only be a CSV, and a short one: such is read at once, without a thread. */
export function isShortTable(bytes: Uint8Array): boolean {
  const head = headOf(bytes)
  return bytes.byteLength <= SHORT_BYTES && !head.startsWith('PK') && !isMapFile(head)
}

const headOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, 1000))

function isMapFile(head: string): boolean {
  const start = head
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart()
  return (
    /^(?:SQLite format 3|PK|AutoCAD Binary|AC10\d\d|[<{])/.test(start) ||
    /^0[ \t]*\r?\n\s*SECTION/.test(start)
  )
}

const isWorkbook = (bytes: Uint8Array) =>
  unzipWanted(bytes, (name) => name === '[Content_Types].xml', openMeter()).size > 0

async function readWorkbook(bytes: Uint8Array, limits: typeof IMPORT_LIMITS): Promise<ImportSource> {
  // How much is in it is known before a reader that unpacks all of it at once is let near.
  unzipWanted(bytes, () => true, openMeter({ ...limits, unpackedBytes: XLSX_BYTES }))
  const { header, rows, unreadSheets, unreadColumns } = await readXlsxTable(bytes)
  // Its reader stops there and would leave the rest out unsaid.
  if (rows.length >= limits.objects) throw tooLong(rows.length, limits)
  const unread = (code: BookFault, value: string) => ({
    number: null,
    layer: '',
    code,
    isRepaired: false,
    value: cleanText(value, { letters: 200 }),
  })
  return {
    ...tableOf('xlsx', header, rows, limits),
    problems: [
      ...(unreadSheets.length > 0 ? [unread('sheets.unread', unreadSheets.join(', '))] : []),
      ...(unreadColumns ? [unread('columns.unread', [...new Set(unreadColumns)].join('–'))] : []),
    ],
  }
}

function readCsv(bytes: Uint8Array, limits: typeof IMPORT_LIMITS): ImportSource {
  let header: string[] = []
  const rows: { line: number; cells: Record<string, string> }[] = []
  const meter = openMeter(limits)
  for (const row of csvRows(textOf(bytes))) {
    meter.look()
    if (Array.isArray(row)) header = row
    else rows.push(row)
    if (header.length > limits.columns) throw new UnreadableFileError('table.too-wide', 1)
    if (rows.length >= limits.objects) throw tooLong(rows.length, limits)
  }
  return tableOf('csv', header, rows, limits)
}

const tooLong = (line: number, { objects }: typeof IMPORT_LIMITS) =>
  new UnreadableFileError('table.too-long', line, String(objects))

/** In the encodings that offices use; a file that is no text is none of ours. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes.subarray(0, 4000).some((byte) => byte === 0)) throw new UnreadableFileError('plan.unknown', 1)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}

function tableOf(
  format: 'csv' | 'xlsx',
  header: string[],
  rows: { line: number; cells: Record<string, string> }[],
  limits: typeof IMPORT_LIMITS,
): ImportSource {
  return {
    format,
    header: header.map(heading),
    rows: rows.map(({ line, cells }) => ({
      line,
      layer: '',
      cells: header.map((name) => cleanText(cells[name] ?? '', limits)),
      shape: null,
    })),
    problems: [],
  }
}

const heading = (name: string) => cleanText(name, { letters: HEADING_LETTERS })

function readMapFile(bytes: Uint8Array, limits: typeof IMPORT_LIMITS): ImportSource {
  const { format, objects, problems } = readPlan(bytes, limits)
  const header = new Map<string, number>()
  const note = (name: string) => {
    if (!header.has(name) && header.size < limits.columns) header.set(name, header.size)
  }
  for (const { attributes } of objects) for (const name of Object.keys(attributes)) note(name)
  const placeless = format === 'geojson' ? withoutPlace(bytes, limits) : []
  for (const { properties } of placeless) for (const name of Object.keys(properties)) note(name)
  const cellsOf = (attributes: Record<string, unknown>) => {
    const cells = Array.from({ length: header.size }, () => '')
    for (const [name, value] of Object.entries(attributes)) {
      const at = header.get(name)
      if (at !== undefined) cells[at] = cellText(value)
    }
    return cells
  }
  const placed = objects.map(({ number, layer, geometry, attributes, system }) => ({
    line: number,
    layer,
    cells: cellsOf(attributes),
    shape: { geometry, system },
  }))
  const rows: SourceRow[] = [
    ...placed,
    ...placeless.map(({ line, properties }) => ({
      line,
      layer: '',
      cells: cellsOf(properties),
      shape: null,
    })),
  ]
  return {
    format,
    header: [...header.keys()].map(heading),
    rows: placeless.length > 0 ? rows.sort((a, b) => a.line - b.line) : rows,
    problems: problems.filter(({ code }) => format !== 'geojson' || code !== 'geometry.none'),
  }
}

/** Features of a GeoJSON file that say nothing of where they are: a proposal may be told in words only. */
function withoutPlace(bytes: Uint8Array, limits: typeof IMPORT_LIMITS) {
  const root: unknown = JSON.parse(textOf(bytes).replace(/^\uFEFF/, ''))
  if (!isRecord(root) || !Array.isArray(root.features)) return []
  return root.features.flatMap((feature: unknown, index) => {
    if (!isRecord(feature) || (feature.geometry !== null && feature.geometry !== undefined)) return []
    const given = isRecord(feature.properties) ? feature.properties : {}
    const properties = Object.fromEntries(
      Object.entries({ ...(feature.id === undefined ? {} : { id: feature.id }), ...given })
        .slice(0, limits.attributes)
        .map(([name, value]) => [cleanText(name, { letters: 100 }), plain(value, limits)]),
    )
    return [{ line: index + 1, properties }]
  })
}

function plain(value: unknown, limits: typeof IMPORT_LIMITS): string {
  if (typeof value === 'number') return cellText(value)
  return typeof value === 'string' ? cleanText(value, limits) : ''
}

/** Numbers in plain digits, without the noise of binary fractions. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'number') return String(value)
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
}
