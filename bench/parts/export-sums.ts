import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parse } from 'csv-parse'
import { Unzip, UnzipInflate } from 'fflate'

/** Where the supports stand among an export's columns. */
const SUPPORTS = { column: 9, letters: 'J' }

/** Reads an export again, with readers that are not its writers: how many rows it holds, and their supports together. */
export async function summed(format: string, path: string): Promise<{ rows: number; supports: number }> {
  if (format === 'csv') return csvSums(path)
  return format === 'geojson' ? geojsonSums(path) : xlsxSums(path)
}

async function csvSums(path: string) {
  const sums = { rows: 0, supports: 0 }
  const rows = createReadStream(path).pipe(parse({ bom: true, delimiter: ';', from: 2 }))
  for await (const row of rows) {
    sums.rows++
    sums.supports += Number(row[SUPPORTS.column])
  }
  return sums
}

/** A feature a line; the last line says how many there are. */
async function geojsonSums(path: string) {
  const sums = { rows: 0, supports: 0 }
  let last = ''
  for await (const line of createInterface({ input: createReadStream(path) })) {
    last = line
    if (!line.startsWith('{"type":"Feature",')) continue
    sums.rows++
    sums.supports += JSON.parse(line.replace(/,$/, '')).properties.supports
  }
  if (last !== `],"sreda_rows":${sums.rows}}`) throw new Error(`The file ends with ${last}`)
  return sums
}

async function xlsxSums(path: string) {
  const sums = { rows: 0, supports: 0 }
  const unzip = new Unzip((file) => {
    if (!/^xl\/worksheets\/sheet\d+\.xml$/.test(file.name)) return
    const decoder = new TextDecoder()
    let rest = ''
    file.ondata = (error, chunk) => {
      if (error) throw error
      const text = rest + decoder.decode(chunk, { stream: true })
      const end = text.lastIndexOf('</row>') + 6
      rest = text.slice(end < 6 ? 0 : end)
      for (const [, cell, supports] of text.slice(0, end < 6 ? 0 : end).matchAll(ROW)) {
        if (cell === '1') continue
        sums.rows++
        sums.supports += Number(supports)
      }
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for await (const chunk of createReadStream(path)) unzip.push(chunk as Uint8Array)
  unzip.push(new Uint8Array(0), true)
  return sums
}

/** A row's cell of supports: a number; the heading has text there, and the sheet of notes nothing. */
const ROW = new RegExp(`<c r="${SUPPORTS.letters}(\\d+)"><v>(\\d+)</v></c>`, 'g')
