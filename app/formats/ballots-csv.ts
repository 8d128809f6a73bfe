import type { BallotColumns, Channel, CountedOption } from '#app/domain/results.ts'
import { csvRecords, plainText } from '#app/formats/csv-records.ts'
import { guarded, semicolonLines, unguarded } from '#app/formats/semicolon-lines.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const ROWS_PER_CHUNK = 2000
const HEADER = ['ballot', 'channel', 'options', 'values']
const CHANNEL_NAMES: readonly Channel[] = ['web', 'paper', 'import']

/**
 * Anonymised ballots, one a line, in the order of `ballots`: what tells it apart (the hash on its receipt), how it came,
 * the ids it marks with commas between them (best first for a ranking), and points or scores in the same order.
 */
export function* ballotsCsvChunks(
  ballots: BallotColumns,
  options: Pick<CountedOption, 'id'>[],
): Generator<string> {
  yield `\uFEFF${semicolonLines([HEADER])}`
  const { keys, channels, starts, options: marks, values } = ballots
  let rows: string[][] = []
  for (let b = 0; b < keys.length; b++) {
    const [from, to] = [starts[b]!, starts[b + 1]!]
    const ids = Array.from(marks.subarray(from, to), (option) => options[option]!.id).join(',')
    const numbers = values ? values.subarray(from, to).join(',') : ''
    rows.push([keys[b]!, CHANNEL_NAMES[channels[b]!]!, guarded(ids), guarded(numbers)])
    if (rows.length < ROWS_PER_CHUNK) continue
    yield semicolonLines(rows)
    rows = []
  }
  if (rows.length > 0) yield semicolonLines(rows)
}

/**
 * Reads back what `ballotsCsvChunks` wrote.
 *
 * @param ids  of the options, in their order
 * @throws {UnreadableFileError} 'header.bad' | 'id.repeated' | 'vote.unknown-project' | 'points.length' | 'number.bad'
 */
export function readBallotsCsv(text: string, ids: string[], hasValues: boolean): BallotColumns {
  const indexes = new Map(ids.map((id, index) => [id, index]))
  const [keys, channels, starts, options, values]: [string[], number[], number[], number[], number[]] = [
    [],
    [],
    [0],
    [],
    [],
  ]
  const seen = new Set<string>()
  let isHeader = true
  for (const { line, cells } of csvRecords(plainText(text), ';')) {
    if (isHeader) {
      if (HEADER.some((name, i) => cells[i] !== name)) throw new UnreadableFileError('header.bad', line)
      isHeader = false
      continue
    }
    const [key = '', channel = '', marked = '', numbers = ''] = cells
    if (key === '' && cells.length < 2) continue
    if (seen.has(key)) throw new UnreadableFileError('id.repeated', line, key)
    seen.add(key)
    keys.push(key)
    channels.push(CHANNEL_NAMES.indexOf(channel as Channel))
    const named = marked === '' ? [] : unguarded(marked).split(',')
    for (const id of named) {
      const index = indexes.get(id)
      if (index === undefined) throw new UnreadableFileError('vote.unknown-project', line, id)
      options.push(index)
    }
    const given = numbers === '' ? [] : unguarded(numbers).split(',').map(Number)
    if (given.length !== (hasValues ? named.length : 0)) throw new UnreadableFileError('points.length', line)
    if (given.some((value) => !Number.isFinite(value)))
      throw new UnreadableFileError('number.bad', line, numbers)
    values.push(...given)
    starts.push(options.length)
  }
  return {
    keys,
    channels: Uint8Array.from(channels),
    starts: Int32Array.from(starts),
    options: Int32Array.from(options),
    values: hasValues ? Float64Array.from(values) : null,
  }
}
