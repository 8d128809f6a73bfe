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

/**
 * Cuts the text of a .pb file into its tables; blank lines are dropped.
 *
 * @param text  as `plainText` returns it
 * @throws {UnreadableFileError} 'section.missing' | 'section.repeated' | 'section.out-of-order' | 'header.bad' |
 *   'row.too-long' | 'quote.open' | 'quote.stray'
 */
export function splitSections(text: string): Record<Title, Section> {
  const sections = new Map<Title, Section>()
  let current: Section | null = null
  for (const record of csvRecords(text, ';')) {
    const title = titleOf(record)
    if (title) {
      if (sections.has(title)) throw new UnreadableFileError('section.repeated', record.line, title)
      if (TITLES[sections.size] !== title) {
        throw new UnreadableFileError('section.out-of-order', record.line, title)
      }
      current = { line: record.line, header: [], rows: [] }
      sections.set(title, current)
    } else if (record.cells.some((cell) => cell.trim() !== '')) {
      if (current === null) throw new UnreadableFileError('section.missing', record.line, record.cells[0])
      addRecord(current, record, sections.size === 1)
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
  return { meta: meta!, projects: projects!, votes: votes! }
}

function titleOf({ cells }: CsvRecord): Title | undefined {
  if (cells[0]!.length > 12 || cells.slice(1).some((cell) => cell.trim() !== '')) return undefined
  const name = cells[0]!.trim().toLowerCase()
  return TITLES.find((title) => title === name)
}

function addRecord(section: Section, record: CsvRecord, mayBeWide: boolean): void {
  if (section.header.length === 0) {
    section.header = record.cells.map((cell) => cell.trim().toLowerCase())
    return
  }
  const extra = record.cells.slice(section.header.length).find((cell) => cell.trim() !== '')
  if (extra !== undefined && !mayBeWide) throw new UnreadableFileError('row.too-long', record.line, extra)
  section.rows.push(record)
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
