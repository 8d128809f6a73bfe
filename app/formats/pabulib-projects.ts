import type { CsvRecord } from '#app/formats/csv-records.ts'
import { cellReader, listOf, type Section } from '#app/formats/pabulib-sections.ts'
import { parseDegrees, parseHundredths } from '#app/formats/proposal-values.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/**
 * @property name      the id where the file gives none
 * @property costMinor hundredths of the currency; 99999999900 is Pabulib's mark of a project withdrawn after the vote
 * @property votes     ballots that name it, as the file says
 * @property score     points, as the file says
 * @property selected  0 no, 1 by the rule, 2 extra, 3 later from a reserve
 * @property lng       degrees; both or neither
 */
export interface PabulibProject {
  id: string
  name: string
  costMinor: number
  votes: number | null
  score: number | null
  selected: number | null
  category: string[]
  beneficiaries: string[]
  lat: number | null
  lng: number | null
  description: string | null
  district: string | null
  neighborhood: string | null
}

/** @throws {UnreadableFileError} 'header.bad' | 'id.missing' | 'id.repeated' | 'cost.bad' | 'number.bad' | 'coordinate.bad' */
export function readProjects({ header, rows, line }: Section): PabulibProject[] {
  if (!header.includes('cost')) throw new UnreadableFileError('header.bad', line + 1, 'cost')
  const cell = cellReader(header)
  const taken = new Set<string>()
  return rows.map((row) => {
    const id = row.cells[0]!.trim()
    if (id === '') throw new UnreadableFileError('id.missing', row.line)
    if (taken.has(id)) throw new UnreadableFileError('id.repeated', row.line, id)
    taken.add(id)
    const costMinor = parseHundredths(cell(row, 'cost'))
    if (costMinor === null) throw new UnreadableFileError('cost.bad', row.line, cell(row, 'cost'))
    return {
      id,
      name: cell(row, 'name') || id,
      costMinor,
      votes: numberOf(cell(row, 'votes'), row),
      score: numberOf(cell(row, 'score'), row),
      selected: numberOf(cell(row, 'selected'), row),
      category: listOf(cell(row, 'category')),
      beneficiaries: listOf(cell(row, 'beneficiaries') || cell(row, 'target')),
      ...readPoint(cell(row, 'latitude'), cell(row, 'longitude'), row),
      description: cell(row, 'description') || null,
      district: cell(row, 'district') || null,
      neighborhood: cell(row, 'neighborhood') || null,
    }
  })
}

function readPoint(latText: string, lngText: string, row: CsvRecord) {
  if (latText === '' && lngText === '') return { lat: null, lng: null }
  const lat = parseDegrees(latText, 90)
  const lng = parseDegrees(lngText, 180)
  if (lat === null || lng === null) {
    throw new UnreadableFileError('coordinate.bad', row.line, `${latText};${lngText}`)
  }
  return { lat, lng }
}

function numberOf(cell: string, { line }: CsvRecord): number | null {
  if (cell === '') return null
  if (!/^-?\d+(?:[.,]\d+)?$/.test(cell)) throw new UnreadableFileError('number.bad', line, cell)
  return Number(cell.replace(',', '.'))
}
