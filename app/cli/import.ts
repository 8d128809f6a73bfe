import { basename, extname } from 'node:path'
import { CliError } from './cli-error.ts'
import { runElectionImport } from './import-election.ts'
import { runGazetteerImport } from './import-gazetteer.ts'
import { runProposalImport } from './import-proposals.ts'
import { givenPath } from './paths.ts'
import { withStore } from './with-store.ts'

export interface ImportOptions {
  town?: string
  process?: string
  skipBad?: boolean
  createTown?: string
  gazetteer?: boolean
  attribution?: string
}

export function runImport(file: string, options: ImportOptions) {
  return withStore(() => importFile(givenPath(file), options))
}

async function importFile(path: string, options: ImportOptions) {
  switch (extname(path).toLowerCase()) {
    case '.pb':
      if (options.gazetteer) throw new CliError('A gazetteer comes as .csv or .geojson.')
      return runElectionImport(path, options)
    case '.csv':
    case '.tsv':
    case '.txt':
      return rowsImport(options)(path, 'csv', options)
    case '.geojson':
    case '.json':
      return rowsImport(options)(path, 'geojson', options)
    case '.xlsx':
    case '.kml':
    case '.kmz':
    case '.gpkg':
    case '.zip':
      if (options.gazetteer) throw new CliError('A gazetteer comes as .csv or .geojson.')
      return runProposalImport(path, extname(path).toLowerCase() === '.xlsx' ? 'xlsx' : 'plan', options)
    default:
      throw new CliError(
        `${basename(path)} is none of .csv, .xlsx, .geojson, .kml, .kmz, .gpkg, .zip (of shapefiles) and .pb.`,
      )
  }
}

function rowsImport({ gazetteer }: ImportOptions) {
  return gazetteer ? runGazetteerImport : runProposalImport
}
