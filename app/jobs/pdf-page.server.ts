import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'

/** Pixels of the longer side. */
const SIDE = 6000
const LONGEST_MS = 45_000
/** Of the program that reads it, kilobytes of address space and seconds of a processor. */
const MOST_KB = 1_500_000
const MOST_SECONDS = 30
/** What a shell says of a program that is not there. */
const NOT_THERE = 127

export function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
}

/**
 * Draws one page of a PDF with Poppler's pdftoppm, which runs by itself within bounds of memory and time.
 *
 * @param page    from 1
 * @param folder  an empty folder of the caller's, who removes it
 * @returns PNG
 * @throws {Refusal} 'variant.no-pdf' (there is no Poppler here) | 'variant.no-page' | 'variant.not-an-image'
 */
export async function pdfPage(bytes: Uint8Array, page: number, folder: string): Promise<Buffer> {
  const [from, to] = [join(folder, 'page.pdf'), join(folder, 'page')]
  await writeFile(from, bytes)
  const limits = `ulimit -v ${MOST_KB}; ulimit -t ${MOST_SECONDS}; exec pdftoppm "$@"`
  const asked = ['-png', '-singlefile', '-f', `${page}`, '-l', `${page}`, '-scale-to', `${SIDE}`, from, to]
  const { code, said } = await run('/bin/sh', ['-c', limits, 'pdftoppm', ...asked])
  if (code === NOT_THERE) throw new Refusal('variant.no-pdf')
  if (/page range|first page/i.test(said)) throw new Refusal('variant.no-page', { page })
  if (code !== 0) throw new Refusal('variant.not-an-image')
  return readFile(`${to}.png`).catch(() => {
    throw new Refusal('variant.no-page', { page })
  })
}

function run(program: string, args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const options = { timeout: LONGEST_MS, killSignal: 'SIGKILL' as const, maxBuffer: 1_000_000 }
    execFile(program, args, options, (error, _, said) => {
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, said })
    })
  })
}
