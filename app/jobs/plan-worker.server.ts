import { parentPort, workerData } from 'node:worker_threads'
import type { Axes, DrawingSystem } from '#app/domain/drawing/system.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { type PlanFormat, readPlan } from '#app/formats/plans/read-plan.server.ts'
import { type FileFault, UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { Town } from '#app/models/towns.server.ts'
import { drawingOf } from './drawing-of.server.ts'
import { type ImportInput, type ReadImport, readImport } from './read-import.server.ts'
import { type SettledPlan, settlePlan } from './settle-plan.server.ts'

/*
 * The thread of one file: of a designer's plan, or of an import. Run by `readInThread` and `readImportInThread` of
 * plan-thread.server.ts.
 */

export interface PlanInput {
  bytes: Uint8Array
  drawing: { system: DrawingSystem; axes: Axes }
  town: Pick<Town, 'lng' | 'lat' | 'boundary'>
  box: Bbox
  mostProblems: number
}

export interface PlanResult {
  format: PlanFormat
  settled: SettledPlan
}

/** What to read. */
export type FileTask = { plan: PlanInput } | { import: ImportInput }

export type FileMessage = { result: PlanResult | ReadImport } | { fault: { code: FileFault; line: number } }

function readAndSettle({ bytes, drawing, town, box, mostProblems }: PlanInput): PlanResult {
  const end = Date.now() + PLAN_LIMITS.ms
  const raw = readPlan(bytes)
  const ground = { drawing: drawingOf(drawing, town), box }
  return { format: raw.format, settled: settlePlan(raw, ground, end - Date.now(), mostProblems) }
}

async function work(task: FileTask): Promise<FileMessage> {
  try {
    return { result: 'plan' in task ? readAndSettle(task.plan) : await readImport(task.import) }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return { fault: { code: error.code, line: error.line } }
  }
}

parentPort!.postMessage(await work(workerData as FileTask))
