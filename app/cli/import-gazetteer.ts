import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { GazetteerRow } from '#app/formats/gazetteer-rows.ts'
import { type GazetteerRead, readGazetteerFeatures, readGazetteerTable } from '#app/formats/read-gazetteer.ts'
import { finishGazetteer, recordPlaces, startGazetteerRun } from '#app/models/gazetteer-import.server.ts'
import { isOutside } from '#app/models/gazetteer-rows.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { CliError } from './cli-error.ts'
import { findTown } from './find-town.ts'
import type { ImportOptions } from './import.ts'
import { type GazetteerProblem, gazetteerProblemInWords } from './import-words.ts'
import { progressBar } from './progress.ts'
import { readText } from './read-text.ts'

/** More than this many bad rows are only counted. */
const MOST_TOLD = 200
/** Entries of one transaction: the server's own writes wait no longer than one of them. */
const BATCH = 1000

/**
 * Takes streets, houses, places and landmarks into a town's gazetteer. The file is read twice, once to look at every row
 * and once to write, so that a file of any size is held only by the batch.
 */
export async function runGazetteerImport(path: string, format: 'csv' | 'geojson', options: ImportOptions) {
  if (!options.town) throw new CliError('Say into which town: --town SLUG.')
  const town = await findTown(options.town)
  const { attribution = '', skipBad = false } = options
  const unit = format === 'csv' ? 'line' : 'feature'
  const looked = await look(await open(path, format), town, unit)
  if (looked.bad > 0 && !skipBad) {
    throw new CliError(
      `Nothing was imported: ${looked.bad} bad ${looked.bad === 1 ? 'row' : 'rows'}. Put them right, or take the rest with --skip-bad.`,
    )
  }
  if (looked.good === 0) throw new CliError(`${basename(path)} holds no streets, houses or places.`)

  const run = startGazetteerRun(town.id)
  const bar = progressBar(looked.good)
  let batch: GazetteerRow[] = []
  async function write() {
    await recordPlaces(run, batch)
    bar.add(batch.length)
    batch = []
  }
  for await (const { row } of checked(await open(path, format), town)) {
    if (row && batch.push(row) === BATCH) await write()
  }
  await write()
  const { named, addressed, removed } = await finishGazetteer(run, attribution)
  bar.stop()
  if (looked.nameless > 0) console.log(`Passed over: ${looked.nameless} rows without a name or an address`)
  const left = looked.bad > 0 ? `; ${looked.bad} bad rows left out` : ''
  const gone = removed > 0 ? `; ${removed} that the file no longer holds were taken out` : ''
  console.log(`The gazetteer of ${town.name} holds ${named} names and ${addressed} addresses${gone}${left}.`)
}

async function open(
  path: string,
  format: 'csv' | 'geojson',
): Promise<AsyncIterable<GazetteerRead> | Iterable<GazetteerRead>> {
  if (format === 'csv') return readGazetteerTable(await readText(path))
  await stat(path)
  return readGazetteerFeatures(createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 }))
}

type Checked = { row: GazetteerRow; problems?: undefined } | { row: null; problems: GazetteerProblem[] }

/** Each row that is an entry for this town, or what is wrong with it; [] for one that cannot be found by anything. */
async function* checked(
  rows: AsyncIterable<GazetteerRead> | Iterable<GazetteerRead>,
  town: Town,
): AsyncGenerator<Checked> {
  const ids = new Set<string>()
  for await (const row of rows) {
    if (row === null || Array.isArray(row)) {
      yield { row: null, problems: row ?? [] }
      continue
    }
    const problems: GazetteerProblem[] = []
    const { line, id, geometry } = row
    if (ids.has(id)) problems.push({ line, column: 'id', code: 'duplicate', value: id })
    if (isOutside(town.boundary, geometry))
      problems.push({ line, column: 'place', code: 'place.outside', value: row.name || row.street })
    ids.add(id)
    yield problems.length > 0 ? { row: null, problems } : { row }
  }
}

/** Counts the rows and tells what is wrong with each. */
async function look(
  rows: AsyncIterable<GazetteerRead> | Iterable<GazetteerRead>,
  town: Town,
  unit: 'line' | 'feature',
) {
  const seen = { good: 0, bad: 0, nameless: 0 }
  let told = 0
  for await (const { row, problems } of checked(rows, town)) {
    if (row) seen.good++
    else if (problems.length === 0) seen.nameless++
    else seen.bad++
    for (const problem of problems ?? [])
      if (told++ < MOST_TOLD) console.error(gazetteerProblemInWords(problem, unit))
  }
  if (told > MOST_TOLD) console.error(`and ${told - MOST_TOLD} more`)
  return seen
}
