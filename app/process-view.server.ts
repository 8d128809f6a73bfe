import { localized } from '#app/domain/localized.ts'
import { namingPhase, phaseState } from '#app/domain/phases.ts'
import type { Trust } from '#app/domain/trust.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Process } from '#app/models/processes.server.ts'

export interface ProcessView {
  id: string
  slug: string
  title: string
  question: string
  summary: string
  fixed: string
  decision: string
  budgetMinor: number | null
  phases: {
    id: string
    kind: Process['phases'][number]['kind']
    title: string
    startsAt: Date
    endsAt: Date | null
    state: 'done' | 'open' | 'next'
  }[]
  /** The phase to name it by, and what may be done in it. */
  now: {
    kind: Process['phases'][number]['kind']
    endsAt: Date | null
    state: 'done' | 'open' | 'next'
    acts: string[]
    isModerated: boolean
    supportLimit: number | null
    leastTrust: Trust
  } | null
}

/** A process as pages show it, in the reader's language, at a moment. */
export function processView(process: Process, locale: Locale, now = new Date()): ProcessView {
  const naming = namingPhase(process.phases, now)
  const state = naming ? phaseState(naming, now) : 'next'
  return {
    id: process.id,
    slug: process.slug,
    title: localized(process, 'title', locale),
    question: localized(process, 'question', locale),
    summary: localized(process, 'summary', locale),
    fixed: localized(process, 'fixed', locale),
    decision: localized(process, 'decision', locale),
    budgetMinor: process.budgetMinor,
    phases: process.phases.map((phase) => ({
      id: phase.id,
      kind: phase.kind,
      title: localized(phase, 'title', locale),
      startsAt: phase.startsAt,
      endsAt: phase.endsAt,
      state: phaseState(phase, now),
    })),
    now: naming && {
      kind: naming.kind,
      endsAt: naming.endsAt,
      state,
      acts: state === 'open' ? naming.settings.acts : [],
      isModerated: naming.settings.moderation === 'pre',
      supportLimit: naming.settings.supportLimit,
      leastTrust: naming.settings.leastTrust ?? 'anonymous',
    },
  }
}
