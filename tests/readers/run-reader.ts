import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, parse as parsePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

const HERE = dirname(fileURLToPath(import.meta.url))
const MOST = 512 * 1024 * 1024
/** Debian's own: its packages are not seen by another Python. */
const PYTHONS = ['/usr/bin/python3', 'python3']

function run(program: string, args: string[], env: Record<string, string> = {}): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: MOST,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
}

/** The names of the layers that GDAL sees in a file. */
export function layersIn(path: string): string[] {
  return run('ogrinfo', ['-ro', '-q', path])
    .split('\n')
    .flatMap((line) => /^\d+: (.*?)(?: \([^()]*\))?$/.exec(line)?.[1] ?? [])
}

/** A layer's rows as GDAL reads them, everything as text. */
export function rowsIn(path: string, layer: string, more: string[] = []): Record<string, string>[] {
  const text = run('ogr2ogr', ['-f', 'CSV', '/vsistdout/', path, layer, ...more])
  return text === '' ? [] : parse(text, { columns: true, relax_column_count: true })
}

/** The first sheet of a workbook as LibreOffice's Calc reads and shows it. */
export function officeCsv(path: string, folder: string): string {
  const to = 'csv:Text - txt - csv (StarCalc):44,34,76'
  const profile = `-env:UserInstallation=file://${join(folder, 'office')}`
  run('soffice', [profile, '--headless', '--convert-to', to, '--outdir', join(folder, 'office'), path])
  return readFileSync(join(folder, 'office', `${parsePath(path).name}.csv`), 'utf8')
}

export function gdalAnswer(program: 'ogrinfo' | 'gdalsrsinfo', ...args: string[]): string {
  return run(program, args)
}

/** East and north by PROJ of degrees; null where GDAL has no such program. */
export function projected(system: string, [lng, lat]: readonly [number, number]): [number, number] {
  const said = execFileSync('gdaltransform', ['-s_srs', 'OGC:CRS84', '-t_srs', system], {
    input: `${lng} ${lat}\n`,
    encoding: 'utf8',
  })
  const [east, north] = said.trim().split(' ').map(Number)
  return [east!, north!]
}

/** The first Python that has a module; null when none has. */
export function pythonWith(module: string): string | null {
  return (
    PYTHONS.find((python) => {
      try {
        run(python, ['-c', `import ${module}`])
        return true
      } catch {
        return false
      }
    }) ?? null
  )
}

/** What a script of this folder prints in its last line. */
export function answerOf<Answer>(python: string, script: string, ...args: string[]): Answer {
  const printed = run(python, [join(HERE, script), ...args], { HOME: process.env.TMPDIR ?? '/tmp' })
  return JSON.parse(printed.trim().split('\n').at(-1)!) as Answer
}

/** Whether a GeoPackage keeps the standard, requirement by requirement, by GDAL's own checker. */
export function geopackageFaults(python: string, path: string): string {
  try {
    return run(python, ['-m', 'osgeo_utils.samples.validate_gpkg', path])
  } catch (error) {
    return String((error as { stderr: string }).stderr)
  }
}
