// Writes .br and .gz beside the built texts: at the best quality, once, instead of for every reader.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const SMALLEST = 1400

export function precompress(folder) {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    if (statSync(file).isDirectory()) precompress(file)
    else if (/\.(js|css|svg|json|webmanifest|txt)$/.test(name) && statSync(file).size >= SMALLEST) {
      const bytes = readFileSync(file)
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
      )
      writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
    }
  }
}

if (process.argv[1] === import.meta.filename) precompress('build/client')
