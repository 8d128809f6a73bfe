import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { filterFrom } from '#app/domain/filter-from.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { origin } from '#app/env.server.ts'
import type { ExportFormat } from '#app/export-formats.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { exportName, foreignSidecar, writeDrawingSidecars, writeExport } from '#app/jobs/export.server.ts'
import { COLUMN_KEYS } from '#app/jobs/export-columns.server.ts'
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
  columns: string
}

export function runExport(options: Options) {
  return withStore(() => exportTown(options))
}

async function exportTown({ town: slug, format, out, filter, separator, lang, columns }: Options) {
  const town = await findTown(slug)
  const request = {
    town,
    format,
    locale: lang,
    columns: columnsOf(columns),
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
  const foreign = format === 'dxf' ? await foreignSidecar(path) : null
  if (foreign)
    throw new CliError(`${foreign} is there already, and no export has written it; name another drawing.`)
  const { rows } = await writeExport(request, path).catch(inWords)
  const beside = format === 'dxf' ? await writeDrawingSidecars(request, path) : []
  const what = format === 'pb' ? 'ballot' : 'row'
  console.log(
    `${rows} ${rows === 1 ? what : `${what}s`} of ${town.name} written to ${[path, ...beside].join(', ')}`,
  )
}

/** @throws {CliError} naming what there is */
function columnsOf(list: string): string[] {
  const asked = list.split(',').flatMap((key) => key.trim() || [])
  const unknown = asked.find((key) => !(COLUMN_KEYS as readonly string[]).includes(key))
  if (unknown === undefined) return asked
  throw new CliError(`There is no column "${unknown}"; there are: ${COLUMN_KEYS.join(', ')}.`)
}

function inWords(error: unknown): never {
  if (error instanceof Refusal) throw new CliError(tOf('en')(`refusals.${error.code}`, error.details))
  throw error
}
