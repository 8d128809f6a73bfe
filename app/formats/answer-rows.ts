import type { Table } from '#app/formats/read-table.ts'

export type AnswerColumn = 'number' | 'decision' | 'status' | 'answer'
const ANSWER_FAULTS = [
  'number.bad',
  'number.twice',
  'decision.bad',
  'status.bad',
  'answer.missing',
  'answer.too-long',
  'nothing',
] as const
export type AnswerFault = (typeof ANSWER_FAULTS)[number]

const NAMES: Record<AnswerColumn, readonly string[]> = {
  number: ['number', 'no', 'no.', '№', 'номер'],
  decision: ['decision', 'решение'],
  status: ['status', 'статус', 'состояние'],
  answer: ['answer', 'ответ', 'ответ города', 'official answer'],
}

const MAX_ANSWER = 8000

/** What a cell may say for a decision or a status: the words of both languages and the codes, in lower case. */
export interface AnswerWords<Decision, Status> {
  decisions: ReadonlyMap<string, Decision>
  statuses: ReadonlyMap<string, Status>
}

export interface ReadAnswers<Decision, Status> {
  rows: { line: number; number: number; decision: Decision | null; status: Status | null; body: string }[]
  /** Every fault of a row is told; a row with one is not among `rows`. */
  faults: { line: number; column: AnswerColumn; code: AnswerFault; value: string }[]
  /** Columns that the file should have and has not. */
  missing: AnswerColumn[]
}

/**
 * Official answers from a table: number, decision, status, answer; headings in Russian or English, in any case. A row
 * without a decision changes only the status; a decision needs its answer.
 */
export function readAnswerRows<Decision, Status>(
  table: Table,
  { decisions, statuses }: AnswerWords<Decision, Status>,
): ReadAnswers<Decision, Status> {
  const headingOf = (column: AnswerColumn) => table.header.find((name) => NAMES[column].includes(plain(name)))
  const headings = Object.fromEntries(
    (Object.keys(NAMES) as AnswerColumn[]).map((column) => [column, headingOf(column)]),
  ) as Record<AnswerColumn, string | undefined>
  const result: ReadAnswers<Decision, Status> = { rows: [], faults: [], missing: [] }
  if (!headings.number) result.missing.push('number')
  if (!headings.decision && !headings.status) result.missing.push('decision')
  if (result.missing.length > 0) return result
  const seen = new Set<number>()
  for (const { line, cells } of table.rows) {
    const cell = (column: AnswerColumn) => (cells[headings[column] ?? ''] ?? '').trim()
    const before = result.faults.length
    const fault = (column: AnswerColumn, code: AnswerFault) =>
      result.faults.push({ line, column, code, value: cell(column).slice(0, 100) })
    const number = Number(cell('number').replace(/^№\s*/, ''))
    if (!Number.isInteger(number) || number <= 0 || number > 1e9) fault('number', 'number.bad')
    else if (seen.has(number)) fault('number', 'number.twice')
    seen.add(number)
    const decision = cell('decision') === '' ? null : (decisions.get(plain(cell('decision'))) ?? undefined)
    const status = cell('status') === '' ? null : (statuses.get(plain(cell('status'))) ?? undefined)
    const body = cell('answer').replace(/^'(?=[=+\-@])/, '')
    if (decision === undefined) fault('decision', 'decision.bad')
    if (status === undefined) fault('status', 'status.bad')
    if (decision === null && status === null) fault('decision', 'nothing')
    if (decision && body === '') fault('answer', 'answer.missing')
    if (body.length > MAX_ANSWER) fault('answer', 'answer.too-long')
    if (result.faults.length === before)
      result.rows.push({ line, number, decision: decision ?? null, status: status ?? null, body })
  }
  return result
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')
}
