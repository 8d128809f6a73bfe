import { TERMS } from '#app/domain/retention.ts'
import type { ExportJob } from '#app/models/export-jobs.server.ts'

const DAY_MS = 86_400_000

/** What the page shows of an export: not who asked, and of an error only its kind. */
export function shownOf(job: ExportJob) {
  const { id, format, state, doneRows, allRows, bytes, hash, createdAt, finishedAt, lastError } = job
  const why: 'torn' | 'interrupted' | 'other' = lastError?.startsWith('export torn')
    ? 'torn'
    : lastError === 'interrupted'
      ? 'interrupted'
      : 'other'
  return {
    id,
    format,
    hasCommas: format === 'csv' && job.separator === ',',
    state,
    filter: job.filter,
    doneRows,
    allRows,
    bytes,
    hash,
    createdAt,
    keptUntil: finishedAt && new Date(finishedAt.getTime() + TERMS.export * DAY_MS),
    why,
  }
}

export type ShownExport = ReturnType<typeof shownOf>
