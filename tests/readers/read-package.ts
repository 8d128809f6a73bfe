import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { layersIn, officeCsv, rowsIn } from './run-reader.ts'

/** What every file of a package must say the same of a row. */
export interface ReadRow {
  number: number
  rank: number
  supports: number
  votes: number
  title: string
}

/** Headings of the Russian tables. */
const RU = {
  number: 'Номер',
  rank: 'Место',
  supports: 'Поддержки',
  votes: 'Голоса',
  title: 'Название',
} as const

/** Lays a ZIP's files into a folder. @returns their names */
export function unpack(bytes: Uint8Array, folder: string): string[] {
  const files = unzipSync(bytes)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return Object.keys(files)
}

const rowOf = (row: Record<string, unknown>, titled = row.title): ReadRow => ({
  number: Number(row.number),
  rank: Number(row.rank),
  supports: Number(row.supports),
  votes: Number(row.votes),
  title: String(titled),
})

const byNumber = (rows: ReadRow[]) => rows.sort((a, b) => a.number - b.number)

/** The rows that each file of an unpacked package holds, by the file, each read by somebody else's reader. */
export async function readPackage(folder: string): Promise<Record<string, ReadRow[]>> {
  const at = (name: string) => join(folder, name)
  const gpkg = layersIn(at('map.gpkg')).filter((name) => /^(метки|предложения_|без_места)/.test(name))
  unpack(readFileSync(at('shapefile.zip')), at('shp'))
  const shp = ['pins', 'proposals_points', 'proposals_lines', 'proposals_areas']
  const read = {
    'ranking.csv': ruRows(
      parse(readFileSync(at('ranking.csv')), { bom: true, delimiter: ';', columns: true }),
    ),
    'ranking.xlsx': await sheetRows(at('ranking.xlsx'), 'Рейтинг'),
    'ranking.xlsx in LibreOffice': ruRows(
      parse(officeCsv(at('ranking.xlsx'), folder), { bom: true, columns: true }),
    ),
    'ranking.geojson': rowsIn(at('ranking.geojson'), 'ranking').map((row) => rowOf(row)),
    'map.gpkg': gpkg.flatMap((layer) => rowsIn(at('map.gpkg'), layer).map((row) => rowOf(row))),
    'shapefile.zip': shp.flatMap((layer) => rowsIn(at(`shp/${layer}.shp`), layer).map((row) => rowOf(row))),
    'map.kml': layersIn(at('map.kml')).flatMap((layer) =>
      rowsIn(at('map.kml'), layer)
        .filter((row) => row.number)
        .map((row) => rowOf(row, row.Name!.replace(/^№\s\d+\s/, ''))),
    ),
    'drawing.dxf': dxfRows(at('drawing.dxf')),
  }
  return Object.fromEntries(Object.entries(read).map(([name, rows]) => [name, byNumber(rows)]))
}

function ruRows(rows: Record<string, unknown>[]): ReadRow[] {
  return rows.map((row) =>
    rowOf(Object.fromEntries(Object.entries(RU).map(([key, name]) => [key, row[name]]))),
  )
}

/** The rows of a sheet by its headings. */
export async function sheetOf(path: string, name: string): Promise<Record<string, unknown>[]> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  const sheet = book.getWorksheet(name)
  if (!sheet) throw new Error(`no sheet ${name}: ${book.worksheets.map((one) => one.name)}`)
  const heads = (sheet.getRow(1).values as unknown[]).slice(1).map(String)
  const rows: Record<string, unknown>[] = []
  for (let n = 2; n <= sheet.rowCount; n++) {
    const row = sheet.getRow(n)
    rows.push(Object.fromEntries(heads.map((head, i) => [head, row.getCell(i + 1).value])))
  }
  return rows
}

async function sheetRows(path: string, name: string): Promise<ReadRow[]> {
  return ruRows(await sheetOf(path, name))
}

/** Pins by GDAL: their attributes come as a list of "TAG value". */
function dxfRows(path: string): ReadRow[] {
  return rowsIn(path, 'entities', ['--config', 'DXF_INLINE_BLOCKS', 'FALSE'])
    .filter(({ BlockName }) => BlockName === 'SREDA_PIN')
    .map(({ BlockAttributes }) => {
      const told = (JSON.parse(BlockAttributes!) as string[]).map((one) => /^(\w+) ?(.*)$/s.exec(one)!)
      return rowOf(Object.fromEntries(told.map(([, tag, value]) => [tag!.toLowerCase(), value])))
    })
}
