import { type CsvRecord, csvRecords } from '#app/formats/csv-records.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const TITLES = ['meta', 'projects', 'votes'] as const
type Title = (typeof TITLES)[number]

/** One of the three tables of a .pb file; `line` is its title's. Headings are trimmed and in lower case. */
export interface Section {
  line: number
  header: string[]
  rows: CsvRecord[]
}

/** A table whose rows are read while they are asked for, once. */
export interface OpenSection extends Omit<Section, 'rows'> {
  rows: Iterable<CsvRecord>
}

/**
 * Cuts the text of a .pb file into its tables; blank lines are dropped. The rows of VOTES are read one at a time, and what
 * is wrong there is thrown then.
 *
 * @param text  as `plainText` returns it
 * @throws {UnreadableFileError} 'section.missing' | 'section.repeated' | 'section.out-of-order' | 'header.bad' |
 *   'row.too-long' | 'quote.open' | 'quote.stray'
 */
export function openSections(text: string): { meta: Section; projects: Section; votes: OpenSection } {
  const records = csvRecords(text, ';')
  const sections = new Map<Title, Section>()
  let current: Section | null = null
  for (let next = records.next(); !next.done; next = records.next()) {
    const record = next.value
    const title = titleOf(record)
    if (title) current = openSection(sections, title, record.line)
    else if (!isBlank(record)) {
      if (current === null) throw new UnreadableFileError('section.missing', record.line, record.cells[0])
      addRecord(current, record, sections.size === 1)
      if (sections.size === TITLES.length) break
    }
  }
  const [meta, projects, votes] = TITLES.map((title) => {
    const section = sections.get(title)
    if (!section) throw new UnreadableFileError('section.missing', 1, title)
    return section
  })
  mustBegin(meta!, 'key', 'value')
  mustBegin(projects!, 'project_id')
  mustBegin(votes!, 'voter_id')
  return { meta: meta!, projects: projects!, votes: { ...votes!, rows: lastRows(records, votes!, sections) } }
}

function openSection(sections: Map<Title, Section>, title: Title, line: number): Section {
  if (sections.has(title)) throw new UnreadableFileError('section.repeated', line, title)
  if (TITLES[sections.size] !== title) throw new UnreadableFileError('section.out-of-order', line, title)
  const section = { line, header: [], rows: [] }
  sections.set(title, section)
  return section
}

function* lastRows(
  records: Iterable<CsvRecord>,
  { header }: Section,
  sections: Map<Title, Section>,
): Generator<CsvRecord> {
  for (const record of records) {
    const title = titleOf(record)
    if (title) openSection(sections, title, record.line)
    if (isBlank(record)) continue
    mustBeNarrow(header, record)
    yield record
  }
}

function isBlank({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell.trim() === '')
}

function titleOf({ cells }: CsvRecord): Title | undefined {
  if (cells[0]!.length > 12) return undefined
  const name = cells[0]!.trim().toLowerCase()
  const title = TITLES.find((one) => one === name)
  return title !== undefined && cells.slice(1).every((cell) => cell.trim() === '') ? title : undefined
}

function addRecord(section: Section, record: CsvRecord, mayBeWide: boolean): void {
  if (section.header.length === 0) {
    section.header = record.cells.map((cell) => cell.trim().toLowerCase())
    return
  }
  if (!mayBeWide) mustBeNarrow(section.header, record)
  section.rows.push(record)
}

function mustBeNarrow(header: readonly string[], { cells, line }: CsvRecord): void {
  for (let i = header.length; i < cells.length; i++) {
    if (cells[i]!.trim() !== '') throw new UnreadableFileError('row.too-long', line, cells[i])
  }
}

function mustBegin({ header, line }: Section, ...names: string[]): void {
  if (names.some((name, i) => header[i] !== name) || new Set(header).size !== header.length) {
    throw new UnreadableFileError('header.bad', line + 1, header.join(';'))
  }
}

/** Reads cells of a section by heading: trimmed, '' for an absent column and for `None`. */
export function cellReader(header: readonly string[]) {
  const indexes = new Map(header.map((name, index) => [name, index]))
  return function readCell({ cells }: CsvRecord, name: string): string {
    const index = indexes.get(name)
    const cell = index === undefined ? '' : (cells[index]?.trim() ?? '')
    return cell.length === 4 && cell.toLowerCase() === 'none' ? '' : cell
  }
}

/** 'a, b,c' -> ['a', 'b', 'c']; '' -> [] */
export function listOf(cell: string): string[] {
  return cell === '' ? [] : cell.split(',').map((item) => item.trim())
}
