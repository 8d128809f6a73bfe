import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { TERMS } from '#app/domain/retention.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { ExportJob } from '#app/models/export-jobs.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'

const DAY_MS = 86_400_000

interface Reader {
  town: { currency: string }
  locale: Locale
  maySeePeople: boolean
}

/** What the page shows of an export: not who asked, and of an error only its kind. */
export function shownOf(job: ExportJob, { town, locale, maySeePeople }: Reader) {
  const { id, format, state, doneRows, allRows, bytes, hash, createdAt, finishedAt, lastError } = job
  return {
    id,
    format,
    hasCommas: format === 'csv' && job.separator === ',',
    state,
    filter: job.filter,
    hasPeople: job.hasPeople,
    /** Whether the reader may have its file. */
    mayTake: maySeePeople || !job.hasPeople,
    hasSomeColumns: job.columns !== '',
    doneRows,
    allRows,
    bytes,
    hash,
    createdAt,
    keptUntil: finishedAt && new Date(finishedAt.getTime() + TERMS.export * DAY_MS),
    why: state === 'failed' ? whyFailed(lastError ?? '', locale, town.currency) : '',
  }
}

const KINDS = {
  'export torn': 'torn',
  interrupted: 'interrupted',
  'too large': 'tooLarge',
  'no space': 'noSpace',
} as const

/** @param lastError  as `failureOf` of app/jobs/export-failure.server.ts says it */
function whyFailed(lastError: string, locale: Locale, currency: string): string {
  const refused = /^refused ([\w.-]+) (\{.*\})$/s.exec(lastError)
  if (refused) {
    const refusal = new Refusal(refused[1] as RefusalCode, JSON.parse(refused[2]!))
    return refusalText(refusal, locale, currency).text
  }
  const kind = Object.entries(KINDS).find(([start]) => lastError.startsWith(start))?.[1] ?? 'other'
  return tOf(locale)(`exportsPage.failedWhy.${kind}`)
}

export type ShownExport = ReturnType<typeof shownOf>
