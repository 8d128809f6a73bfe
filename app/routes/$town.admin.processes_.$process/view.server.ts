import { inLocale } from '#app/domain/both.ts'
import { localized } from '#app/domain/localized.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { getCharter } from '#app/models/charters.server.ts'
import { type GuideWords, listGuides, wordsIn } from '#app/models/guides.server.ts'
import type { Process } from '#app/models/processes.server.ts'

const NO_WORDS: GuideWords = { asked: '', budget: '', land: '', heritage: '', decision: '', outcome: '' }

/** What a process's phases tell, as it stands in the page's language, and its checklist. */
export async function conditionsView(process: Process, townId: string, locale: Locale) {
  const t = tOf(locale)
  const [guides, charter] = await Promise.all([
    listGuides(townId, process.id),
    getCharter(townId, process.id),
  ])
  return {
    words: servedWords(locale, 'templates', 'timeline'),
    id: process.id,
    slug: process.slug,
    title: localized(process, 'title', locale),
    phases: process.phases.map((phase) => {
      const guide = guides.find(({ phaseId }) => phaseId === phase.id)
      return {
        id: phase.id,
        title: localized(phase, 'title', locale) || t(`phases.${phase.kind}`),
        level: guide?.level ?? ('' as const),
        words: guide ? wordsIn(guide, locale) : NO_WORDS,
      }
    }),
    checklist: (charter?.checklist ?? []).map(({ text, doneOn }) => ({
      text: inLocale(text, locale),
      doneOn: doneOn && formatDate(new Date(doneOn), locale, 'UTC'),
    })),
  }
}

export type ConditionsView = Awaited<ReturnType<typeof conditionsView>>
