import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { filterFrom } from '#app/domain/filter.ts'
import { origin } from '#app/env.server.ts'
import { LOCALES, type Locale } from '#app/i18n/locale.ts'
import { exportName, writeExport } from '#app/jobs/export.server.ts'
import { EXPORT_FORMATS, type ExportFormat } from '#app/paths.ts'
import { CliError } from './cli-error.ts'
import { findTown } from './find-town.ts'
import { givenPath } from './paths.ts'
import { withStore } from './with-store.ts'

interface Options {
  town: string
  format: ExportFormat
  out?: string
  filter: string
  separator: 'semicolon' | 'comma'
  lang: Locale
}

export function addExport(program: Command) {
  program
    .command('export')
    .description('write the ranking to a file, row for row as the page shows it')
    .requiredOption('--town <slug>', 'the town, as in its address')
    .addOption(new Option('--format <format>', 'the kind of file').choices(EXPORT_FORMATS).default('csv'))
    .option('--out <file>', 'where to write; a name with the date in this folder unless given')
    .option('--filter <query>', 'the filter as in the address of the map, e.g. "kind=proposal&status=planned"', '')
    .addOption(new Option('--separator <mark>', 'between the cells of a CSV').choices(['semicolon', 'comma']).default('semicolon'))
    .addOption(new Option('--lang <language>', 'of the headings and texts').choices(LOCALES).default('ru'))
    .action((options: Options) => withStore(() => runExport(options)))
}

async function runExport({ town: slug, format, out, filter, separator, lang }: Options) {
  const town = await findTown(slug)
  const request = {
    town, format, locale: lang, origin: origin(), now: new Date(),
    filter: filterFrom(new URLSearchParams(filter.replace(/^\?/, ''))),
    separator: separator === 'comma' ? (',' as const) : (';' as const),
  }
  const path = givenPath(out ?? exportName(request))
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory()) throw new CliError(`${path} is a folder; name a file, e.g. ${resolve(path, exportName(request))}.`)
  const { rows } = await writeExport(request, path)
  console.log(`${rows} ${rows === 1 ? 'row' : 'rows'} of ${town.name} written to ${path}`)
}
