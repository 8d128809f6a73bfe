import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { filterFrom } from '#app/domain/filter-from.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { exportName, writeExport } from '#app/jobs/export.server.ts'
import type { ExportFormat } from '#app/paths.ts'
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

export function runExport(options: Options) {
  return withStore(() => exportTown(options))
}

async function exportTown({ town: slug, format, out, filter, separator, lang }: Options) {
  const town = await findTown(slug)
  const request = {
    town,
    format,
    locale: lang,
    origin: origin(),
    now: new Date(),
    filter: filterFrom(new URLSearchParams(filter.replace(/^\?/, ''))),
    separator: separator === 'comma' ? (',' as const) : (';' as const),
  }
  const path = givenPath(out ?? exportName(request))
  const there = await stat(path).catch(() => null)
  if (there?.isDirectory())
    throw new CliError(`${path} is a folder; name a file, e.g. ${resolve(path, exportName(request))}.`)
  // A file of the export takes the place of what had its name: never of a device or a pipe.
  if (there && !there.isFile()) throw new CliError(`${path} is not an ordinary file; name another.`)
  if (!existsSync(dirname(path))) throw new CliError(`There is no folder ${dirname(path)}; make it first.`)
  const { rows } = await writeExport(request, path)
  console.log(`${rows} ${rows === 1 ? 'row' : 'rows'} of ${town.name} written to ${path}`)
}
