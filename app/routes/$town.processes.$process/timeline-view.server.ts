import { inLocale } from '#app/domain/both.ts'
import { highestLevel, LEVELS, type Level } from '#app/domain/involvement.ts'
import { localized } from '#app/domain/localized.ts'
import { phaseState } from '#app/domain/phases.ts'
import { checkTerm } from '#app/domain/terms.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { getCharter } from '#app/models/charters.server.ts'
import { listGuides } from '#app/models/guides.server.ts'
import type { Process } from '#app/models/processes.server.ts'

/** What a phase tells, in the reader's language; empty texts have nothing to tell. */
export interface PhaseGuideView {
  phaseId: string
  level: Level
  asked: string
  budget: string
  land: string
  heritage: string
  decision: string
  outcome: string
  terms: {
    key: string
    says: 'met' | 'short' | 'advised'
    days: number | null
    last: string
    least: number
    source: string
  }[]
}

/** The timeline of a process with all that its phases tell; null where none tells anything. */
export async function timelineView(
  process: Process,
  town: { id: string; timeZone: string },
  locale: Locale,
  now = new Date(),
) {
  const [guides, charter] = await Promise.all([
    listGuides(town.id, process.id),
    getCharter(town.id, process.id),
  ])
  if (guides.length === 0) return null
  const levels = (hasBegun: boolean) =>
    process.phases.flatMap((phase) => {
      const guide = guides.find(({ phaseId }) => phaseId === phase.id)
      return guide && (phaseState(phase, now) !== 'next') === hasBegun ? guide.level : []
    })
  const reached = highestLevel(levels(true))
  const ahead = highestLevel(levels(false))
  const isFarther = ahead !== null && (!reached || LEVELS.indexOf(ahead) > LEVELS.indexOf(reached))
  return {
    words: servedWords(locale, 'timeline'),
    reached,
    planned: isFarther ? ahead : null,
    guides: process.phases.flatMap((phase): PhaseGuideView[] => {
      const guide = guides.find(({ phaseId }) => phaseId === phase.id)
      if (!guide) return []
      const findings = guide.rules.map((rule) => checkTerm(phase, rule, town.timeZone))
      return [
        {
          phaseId: phase.id,
          level: guide.level,
          asked: localized(guide, 'asked', locale),
          budget: localized(guide, 'budget', locale),
          land: localized(guide, 'land', locale),
          heritage: localized(guide, 'heritage', locale),
          decision: localized(guide, 'decision', locale),
          outcome: localized(guide, 'outcome', locale),
          terms: findings
            .filter(({ state }) => state !== 'not-in-force')
            .map(({ rule, state, days, lastDay }) => ({
              key: rule.key,
              says: state === 'met' ? 'met' : rule.isBinding ? 'short' : 'advised',
              days,
              last: lastDay ? formatDate(new Date(lastDay), locale, 'UTC') : '—',
              least: rule.minDays,
              source: inLocale(rule.source, locale),
            })),
        },
      ]
    }),
    template: charter?.template ? inLocale(charter.template, locale) : null,
    roles: (charter?.roles ?? []).map(({ name, duty }) => ({
      name: inLocale(name, locale),
      duty: inLocale(duty, locale),
    })),
  }
}

export type TimelineView = NonNullable<Awaited<ReturnType<typeof timelineView>>>
