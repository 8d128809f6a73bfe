import { z } from 'zod'
import { DECISIONS, type Decision, STATUSES, type Status } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { cleaned } from '#app/domain/text.ts'
import { type AnswerColumn, type AnswerFault, readAnswerRows } from '#app/formats/answer-rows.ts'
import { readCsvTable, type Table } from '#app/formats/read-table.ts'
import { readXlsxTable } from '#app/formats/read-xlsx-table.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { T } from '#app/i18n/i18n.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listIdsOfNumbers, listNumbersOfIds } from '#app/models/listing.server.ts'

const ANSWER_FILE = { bytes: 1_000_000, rows: 500 } as const

/** A fault of a row, as the preview names it. */
export interface RowFault {
  line: number
  column: AnswerColumn
  code: AnswerFault | 'number.unknown'
  value: string
}

export interface AnswerPreview {
  rows: { line: number; number: number; decision: Decision | null; status: Status | null; body: string }[]
  faults: RowFault[]
  missing: AnswerColumn[]
}

/**
 * Reads a clerk's spreadsheet of answers and looks each number up.
 * @throws {Refusal} 'table.unreadable' (with the reason in the reader's language) | 'input.too-big'
 */
export async function previewAnswers(townId: string, file: File, t: T): Promise<AnswerPreview> {
  if (file.size > ANSWER_FILE.bytes) throw new Refusal('input.too-big')
  const table = await readTable(file, t)
  if (table.rows.length > ANSWER_FILE.rows)
    throw new Refusal('table.unreadable', { why: t('desk.import.tooMany') })
  const { rows, faults, missing } = readAnswerRows<Decision, Status>(table, WORDS)
  const known = await knownNumbers(
    townId,
    rows.map(({ number }) => number),
  )
  const unknown = rows
    .filter(({ number }) => !known.has(number))
    .map(({ line, number }) => ({
      line,
      column: 'number' as const,
      code: 'number.unknown' as const,
      value: String(number),
    }))
  return {
    rows: rows.filter(({ number }) => known.has(number)),
    faults: [...faults, ...unknown].sort((a, b) => a.line - b.line),
    missing,
  }
}

async function readTable(file: File, t: T): Promise<Table> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    // An XLSX file is a ZIP: it begins with "PK".
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) return await readXlsxTable(bytes)
    return readCsvTable(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof UnreadableFileError || error instanceof TypeError)
      throw new Refusal('table.unreadable', { why: t('desk.import.notTable') })
    throw error
  }
}

async function knownNumbers(townId: string, numbers: number[]): Promise<Set<number>> {
  const known = new Set<number>()
  for (let from = 0; from < numbers.length; from += 50) {
    const ids = await listIdsOfNumbers(townId, numbers.slice(from, from + 50))
    for (const number of (await listNumbersOfIds(townId, ids)).values()) known.add(number)
  }
  return known
}

/** The codes and the words of both languages. */
const WORDS = {
  decisions: wordsOf(DECISIONS, (t, value) => t(`decisions.${value}`)),
  statuses: wordsOf(STATUSES, (t, value) => t(`statuses.${value}`)),
}

function wordsOf<Value extends string>(values: readonly Value[], say: (t: T, value: Value) => string) {
  const words = new Map<string, Value>()
  for (const value of values) {
    words.set(value, value)
    for (const locale of ['ru', 'en'] as const)
      words.set(say(tOf(locale), value).toLowerCase().replaceAll('ё', 'е'), value)
  }
  return words
}

const rowSchema = z.object({
  line: z.number().int(),
  number: z.number().int().positive().max(1e9),
  decision: z.enum(DECISIONS).nullable(),
  status: z.enum(STATUSES).nullable(),
  // JSON may carry what no form can: half a letter, or NUL.
  body: z
    .string()
    .max(8000)
    .transform((text) => cleaned(text).replace(/\p{Cs}/gu, '\ufffd')),
})

/** The rows that a preview's form carries back. @throws {Refusal} 'input.bad' */
export function readCarriedRows(text: string): AnswerPreview['rows'] {
  try {
    return z.array(rowSchema).max(ANSWER_FILE.rows).parse(JSON.parse(text))
  } catch {
    throw new Refusal('input.bad')
  }
}
