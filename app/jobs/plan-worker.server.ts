import { parentPort, workerData } from 'node:worker_threads'
import type { Axes, DrawingSystem } from '#app/domain/drawing/system.ts'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { type PlanFormat, readPlan } from '#app/formats/plans/read-plan.server.ts'
import { type FileFault, UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { Town } from '#app/models/towns.server.ts'
import { drawingOf } from './drawing-of.server.ts'
import { type SettledPlan, settlePlan } from './settle-plan.server.ts'

/*
 * The thread of one plan: reads a designer's file and brings it to the town. Run by `readInThread` of plan-thread.server.ts.
 */

export interface PlanInput {
  bytes: Uint8Array
  drawing: { system: DrawingSystem; axes: Axes }
  town: Pick<Town, 'lng' | 'lat' | 'boundary'>
  box: Bbox
  mostProblems: number
}

export type PlanMessage =
  | { format: PlanFormat; settled: SettledPlan }
  | { fault: { code: FileFault; line: number } }

function readAndSettle({ bytes, drawing, town, box, mostProblems }: PlanInput): PlanMessage {
  const end = Date.now() + PLAN_LIMITS.ms
  try {
    const raw = readPlan(bytes)
    const ground = { drawing: drawingOf(drawing, town), box }
    return { format: raw.format, settled: settlePlan(raw, ground, end - Date.now(), mostProblems) }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    return { fault: { code: error.code, line: error.line } }
  }
}

parentPort!.postMessage(readAndSettle(workerData as PlanInput))
