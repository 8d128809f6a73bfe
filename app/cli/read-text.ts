import { readFile } from 'node:fs/promises'
import { CliError } from './cli-error.ts'

const MAX_BYTES = 500_000_000

/** A text file in the encodings that offices use: UTF-8, UTF-16 with its mark, else Windows-1251. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path)
  if (bytes.byteLength > MAX_BYTES) throw new CliError(`${path} is larger than ${MAX_BYTES / 1e6} MB.`)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1251').decode(bytes)
  }
}
