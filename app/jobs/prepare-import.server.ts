import { createHash } from 'node:crypto'
import { Refusal } from '#app/domain/refusal.ts'
import type { ImportedProposal, ImportFault } from '#app/formats/imported-proposal.ts'
import { isShortTable } from '#app/formats/imports/read-source.server.ts'
import { type BookFault, IMPORT_LIMITS, type ImportSource } from '#app/formats/imports/source.ts'
import { openMeter } from '#app/formats/plans/meter.ts'
import type { PlanFault } from '#app/formats/plans/plan.ts'
import { type FileFault, type TableFault, UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { type ImportMapping, type ImportRecord, mappingText } from '#app/models/import-drafts.server.ts'
import type { ImportedSpace } from '#app/models/import-spaces.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { townDrawing } from './drawing.server.ts'
import { importedFile } from './import-files.server.ts'
import type { PlaceFault, PlaceProblem } from './import-places.server.ts'
import { readImportInThread } from './plan-thread.server.ts'
import { prepareProposals } from './prepare-proposals.server.ts'
import { prepareSpaces } from './prepare-spaces.server.ts'
import { type ImportInput, type ReadImport, readImport } from './read-import.server.ts'

export type RowFault =
  | ImportFault
  | PlaceFault
  | PlaceProblem['code']
  | PlanFault
  | BookFault
  | 'duplicate'
  | 'place.outside'
  | 'category.new'
  | 'category.too-long'
  | 'space.words'
  | 'space.no-area'
  | 'space.known'
  | 'kind.unknown'

/** What is wrong with a row, or worth knowing; the row is left out unless it `isRepaired`. */
export interface RowProblem {
  /** Its number among the rows of the file, from 1; null of the whole file. */
  number: number | null
  /** Our field, or ''. */
  column: string
  code: RowFault
  value: string
  isRepaired: boolean
}

/** A name of a category in the file that the town does not have. */
export interface StrangeCategory {
  name: string
  rows: number
}

export interface Prepared {
  source: ImportSource
  /** What would be made; `line` of a proposal is its number among the rows. */
  proposals: ImportedProposal[]
  spaces: ImportedSpace[]
  problems: RowProblem[]
  /** Rows that would be left out. */
  leftOut: number
  strange: StrangeCategory[]
  /** What the columns were taken for. */
  mapping: ImportMapping
  /** Stands for all that was looked at: of what would be made otherwise, it is another one. */
  seen: string
}

/** Reads a file beside the server; a short table, which cannot take long, at once. @throws {UnreadableFileError} */
export async function readImportFile(input: ImportInput): Promise<ReadImport> {
  return isShortTable(input.bytes) ? readImport(input) : readImportInThread(input)
}

/**
 * Reads a draft's file as its mapping says and finds what would be made of it: writes nothing.
 *
 * @throws {Refusal} 'import.no-file' | 'plan.unreadable'
 */
export async function prepareImport(town: Town, record: ImportRecord, t: T): Promise<Prepared> {
  const bytes = await importedFile(town.id, record.id)
  return orUnreadable(t, async () => {
    const { mapping } = record
    const { system, axes } = await townDrawing(town)
    const { lng, lat, boundary } = town
    const { source, places, problems } = await readImportFile({
      bytes,
      placing: {
        mapping,
        drawing: { system, axes },
        town: { lng, lat, boundary },
        box: boxOfTown(town),
      },
    })
    const asked = { town, source, places, mapping, problems, onRow: openMeter(IMPORT_LIMITS).look }
    const found = record.kind === 'proposals' ? await prepareProposals(asked) : await prepareSpaces(asked)
    const unread = source.problems.map(({ number, layer, code, isRepaired, value }) => ({
      number: null,
      column: '',
      code,
      isRepaired,
      value: [number ?? '', layer, value].filter(Boolean).join(' · '),
    }))
    const all = [...unread, ...problems, ...found.problems].sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
    const bad = new Set(all.filter(({ isRepaired }) => !isRepaired).map(({ number }) => number))
    const lost = source.problems.filter(
      ({ isRepaired, code }) => !isRepaired && !OF_BOOK.includes(code),
    ).length
    bad.delete(null)
    const prepared = { source, ...found, problems: all, leftOut: bad.size + lost, mapping }
    return { ...prepared, seen: seenOf(record, prepared) }
  })
}

function seenOf(
  { fileHash, kind, processId }: ImportRecord,
  { proposals, spaces, leftOut, strange, mapping }: Omit<Prepared, 'seen'>,
): string {
  const made = [
    proposals.map(({ line, categoryName }) => [line, categoryName]),
    spaces.map(({ number, slug }) => [number, slug]),
  ]
  const all = [fileHash, kind, processId, mappingText(mapping), made, leftOut, strange]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

/** What cannot be read is refused in words. */
export async function orUnreadable<R>(t: T, work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    const words = {
      line: error.line,
      mb: IMPORT_LIMITS.bytes / 1_000_000,
      objects: IMPORT_LIMITS.objects,
      vertices: IMPORT_LIMITS.vertices,
      rows: IMPORT_LIMITS.objects - 1,
      columns: IMPORT_LIMITS.columns,
    }
    throw new Refusal('plan.unreadable', { why: t(faultKey(error.code), words) })
  }
}

/** These are of no row. */
const OF_BOOK: readonly RowFault[] = ['sheets.unread', 'columns.unread'] satisfies BookFault[]

const OWN: readonly FileFault[] = [
  'quote.open',
  'quote.stray',
  'table.empty',
  'table.too-wide',
  'table.too-long',
  'row.too-long',
  'plan.unknown',
] satisfies (TableFault | 'plan.unknown')[]

const faultKey = (code: FileFault) =>
  (OWN.includes(code) ? `served.imports.faults.${code}` : `served.plans.faults.${code}`) as WordKey
