import { readFile, stat } from 'node:fs/promises'
import type { ImportedProposals } from '#app/formats/imported-proposal.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { readPlan } from '#app/formats/plans/read-plan.server.ts'
import { readProposalRows } from '#app/formats/proposal-rows.ts'
import { readGeojsonRows } from '#app/formats/read-geojson-rows.ts'
import { readCsvTable } from '#app/formats/read-table.ts'
import { readXlsxTable } from '#app/formats/read-xlsx-table.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { settlePlan } from '#app/jobs/settle-plan.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { CliError } from './cli-error.ts'
import { readText } from './read-text.ts'

const MOST_XLSX_ROWS = 5000

/** `plan`: KML, KMZ, GeoPackage or a ZIP of shapefiles, told apart by their bytes. */
export type ProposalFormat = 'csv' | 'geojson' | 'xlsx' | 'plan'

/** @param town  null for one that is yet to be made: its zone is `timeZone` */
export async function readProposals(
  path: string,
  format: ProposalFormat,
  town: Town | null,
  timeZone: string,
): Promise<ImportedProposals> {
  const zone = { timeZone: town?.timeZone ?? timeZone }
  if (format === 'csv') return readProposalRows(readCsvTable(await readText(path)), zone)
  if (format === 'geojson') return readGeojsonRows(await readText(path), zone)
  if ((await stat(path)).size > PLAN_LIMITS.bytes)
    throw new CliError(`The file is larger than ${PLAN_LIMITS.bytes / 1e6} MB.`)
  const bytes = new Uint8Array(await readFile(path))
  if (format === 'xlsx') {
    const table = await readXlsxTable(bytes)
    // Its reader stops there and would leave the rest out unsaid.
    if (table.rows.length >= MOST_XLSX_ROWS)
      throw new CliError(`A spreadsheet of ${MOST_XLSX_ROWS} rows or more has to be saved as CSV.`)
    return readProposalRows(table, zone)
  }
  return readMapped(bytes, town, zone)
}

async function readMapped(
  bytes: Uint8Array,
  town: Town | null,
  zone: { timeZone: string },
): Promise<ImportedProposals> {
  if (!town) throw new CliError('Proposals of a map file come into a town that is there already.')
  const raw = readPlan(bytes)
  const { objects, problems } = settlePlan(raw, { drawing: await townDrawing(town), box: boxOfTown(town) })
  const header = new Set(objects.flatMap(({ attributes }) => Object.keys(attributes)))
  const read = readProposalRows(
    {
      header: [...header],
      rows: objects.map(({ number, geometry, attributes }) => ({
        line: number,
        geometry,
        cells: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, value === null ? '' : String(value)]),
        ),
      })),
    },
    zone,
  )
  const bad = problems.filter(({ isRepaired, code }) => !isRepaired && code !== 'proposal.unread')
  const errors = bad.map(({ number, layer, code, value }) => ({
    line: number ?? 0,
    column: layer,
    code: 'geometry.bad' as const,
    value: `${code} ${value}`.trim(),
  }))
  return { ...read, errors: [...errors, ...read.errors] }
}
