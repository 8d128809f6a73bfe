import type { Writable } from 'node:stream'
import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import type { Worksheet } from 'exceljs'

const MAX_WAITING_BYTES = 256 * 1024
const PAUSE_MS = 4

interface ZipEntry {
  _writableState: { length: number }
}

/**
 * Waits until the zip has swallowed what a sheet has written, or until `output` is gone.
 * exceljs 4.4 writes into the zip without looking whether it keeps up: a slow reader would put the whole book in memory.
 * This is the one place that looks inside exceljs: the `stream.pipes` of a sheet writer are the entries of the zip.
 */
export async function waitForZip(sheet: Worksheet, output: Writable): Promise<void> {
  const { pipes } = (sheet as unknown as { stream: { pipes: ZipEntry[] } }).stream
  const isFull = () => pipes.some((entry) => entry._writableState.length > MAX_WAITING_BYTES)
  await breathe()
  while (isFull() && !output.destroyed) await sleep(PAUSE_MS)
}
