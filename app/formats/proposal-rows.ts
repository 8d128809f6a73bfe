import type { Geometry } from 'geojson'
import type {
  ImportError,
  ImportedProposal,
  ImportedProposals,
  ImportFault,
} from '#app/formats/imported-proposal.ts'
import { findColumns, type ProposalColumn } from '#app/formats/proposal-columns.ts'
import { parseDate, parseDegrees, parseRoubles } from '#app/formats/proposal-values.ts'
import { instantIn } from '#app/formats/wall-clock.ts'
import { parseGeometry } from '#app/formats/wgs84.ts'

const MAX_TITLE = 140
const MAX_BODY = 10_000
const MAX_PLACE = 200
const MAX_ID = 100
const MAX_QUOTED = 200
const NO_AMOUNT = /^[-–—]?$/

/** A table or a set of features on its way in; `geometry` is raw GeoJSON or absent, `id` a feature's own id. */
export interface ProposalSource {
  header: readonly string[]
  rows: readonly {
    line: number
    cells: Readonly<Record<string, string>>
    geometry?: unknown
    id?: string
  }[]
}

interface RowReading {
  timeZone: string
  columns?: ReadonlyMap<ProposalColumn, string>
  now?: Date
  onRow?: () => void
}

type Report = (column: string, code: ImportFault, value: string) => void
type Read = (column: ProposalColumn) => string

/**
 * Turns rows of a table (`readCsvTable`) or of GeoJSON into proposals, as far as their form goes.
 * Headings are Russian or English in any case. Every error of a row is told, not only the first.
 *
 * @param timeZone  IANA zone of dates that name none, normally the town's
 * @param columns   which heading means what, where somebody has said so
 * @param now       a proposal of a later date is none yet
 * @param onRow     is called before each row; what it throws ends the reading
 */
export function readProposalRows(
  source: ProposalSource,
  { timeZone, columns, now = new Date(), onRow }: RowReading,
): ImportedProposals {
  const { found, unmapped } = columns ? { found: columns, unmapped: [] } : findColumns(source.header)
  const toInstant = instantIn(timeZone)
  const rows: ImportedProposal[] = []
  const errors: ImportError[] = []
  for (const row of source.rows) {
    onRow?.()
    const before = errors.length
    const report: Report = (column, code, value) =>
      errors.push({ line: row.line, column, code, value: value.slice(0, MAX_QUOTED) })
    const read: Read = (column) => (row.cells[found.get(column) ?? ''] ?? '').trim()
    const heading = (column: ProposalColumn) => found.get(column) ?? column
    const proposal: ImportedProposal = {
      line: row.line,
      externalId: within(MAX_ID, read('externalId') || row.id || null, (value) =>
        report(heading('externalId'), 'id.too-long', value),
      ),
      ...readTexts(read, heading, report),
      ...readPlace(row.geometry, read, heading, report),
      categoryName: withoutGuard(read('category')) || null,
      spaceName: within(MAX_PLACE, withoutGuard(read('space')) || null, (value) =>
        report(heading('space'), 'place.too-long', value),
      ),
      costMinor: checked(read('cost').replace(NO_AMOUNT, ''), parseRoubles, (value) =>
        report(heading('cost'), 'cost.bad', value),
      ),
      createdAt: checked(
        read('date'),
        (value) => pastDate(parseDate(value, toInstant), now),
        (value) => report(heading('date'), 'date.bad', value),
      ),
    }
    if (errors.length === before) rows.push(proposal)
  }
  const isBlankColumn = (name: string) =>
    /^#\d+$/.test(name) && source.rows.every(({ cells }) => !cells[name]?.trim())
  return { rows, errors, unmappedHeaders: unmapped.filter((name) => !isBlankColumn(name)) }
}

function readTexts(read: Read, heading: (column: ProposalColumn) => string, report: Report) {
  const title = withoutGuard(read('title')).replace(/\s+/g, ' ')
  const body = withoutGuard(read('body')).replace(/\r\n?/g, '\n') || title
  if (title === '') report(heading('title'), 'title.missing', '')
  if (title.length > MAX_TITLE) report(heading('title'), 'title.too-long', title)
  if (body.length > MAX_BODY) report(heading('body'), 'body.too-long', body)
  return { title, body }
}

const pastDate = (date: Date | null, now: Date) => (date && date <= now ? date : null)

/** A shape of the file goes before its columns of degrees; those give a line or an area its pin. */
function readPlace(raw: unknown, read: Read, heading: (column: ProposalColumn) => string, report: Report) {
  const geometry = raw === undefined || raw === null ? null : parseGeometry(raw)
  if (raw !== undefined && raw !== null && geometry === null) {
    report('geometry', 'geometry.bad', JSON.stringify(raw))
  }
  if (geometry?.type === 'Point') {
    const [lng = null, lat = null] = geometry.coordinates
    return { lng, lat, geometry }
  }
  const lng = readDegrees('lng', 180, read, heading, report)
  const lat = readDegrees('lat', 90, read, heading, report)
  if ((read('lng') === '') !== (read('lat') === '')) {
    report(heading(read('lng') === '' ? 'lng' : 'lat'), 'coordinate.half', '')
  }
  if (lng === null || lat === null) return { lng: null, lat: null, geometry }
  const point: Geometry = { type: 'Point', coordinates: [lng, lat] }
  return { lng, lat, geometry: geometry ?? point }
}

function readDegrees(
  column: 'lng' | 'lat',
  limit: 90 | 180,
  read: Read,
  heading: (column: ProposalColumn) => string,
  report: Report,
): number | null {
  return checked(
    read(column),
    (value) => parseDegrees(value, limit),
    (value) => report(heading(column), 'coordinate.bad', value),
  )
}

function within(most: number, text: string | null, onLong: (text: string) => void): string | null {
  if (text !== null && text.length > most) onLong(text)
  return text
}

/** null for an empty cell; a cell that cannot be parsed is reported. */
function checked<T>(
  value: string,
  parse: (value: string) => T | null,
  onBad: (value: string) => void,
): T | null {
  if (value === '') return null
  const parsed = parse(value)
  if (parsed === null) onBad(value)
  return parsed
}

/** Takes away the apostrophe that our own CSV puts before text like '+1 скамейка'. */
function withoutGuard(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, '')
}
