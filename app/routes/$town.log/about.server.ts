import { commissionPaths } from '#app/commission-paths.ts'
import { nameIn } from '#app/domain/default-names.ts'
import { localized } from '#app/domain/localized.ts'
import { paths } from '#app/paths.ts'
import type { LogAct, LogPage } from './load.server.ts'

/** Whom or what an act was about: words, and the page where there is one. */
export interface About {
  text: string
  to: string | null
}

/** Names the pin or proposal, person, process, phase, space, town or bundle of an act; null where its row is gone. */
export function aboutOf(act: LogAct, page: LogPage): About | null {
  const { town, t, numbers, subjects, locale } = page
  const { slug } = town
  const number = act.contributionId && numbers.get(act.contributionId)
  if (number) return { text: t('common.numberSign', { number }), to: paths.contribution(slug, number) }
  switch (act.subjectType) {
    case 'person': {
      if (!subjects.people.has(act.subjectId)) return null
      const name = subjects.people.get(act.subjectId)
      return { text: name ? nameIn(name, locale) : t('common.anonymous'), to: null }
    }
    case 'town':
      return { text: localized(town, 'name', locale), to: paths.town(slug) }
    case 'space': {
      const space = subjects.spaces.get(act.subjectId)
      return space ? { text: localized(space, 'name', locale), to: paths.space(slug, space.slug) } : null
    }
    case 'process':
      return processOf(act.subjectId, page)
    case 'phase':
      return phaseOf(act.subjectId, page)
    case 'bundle': {
      const bundle = subjects.bundles.get(act.subjectId)
      if (!bundle) return null
      const text = t('paper.bundle', { number: bundle.number, place: bundle.place })
      return { text, to: paths.paperBundle(slug, bundle.phaseId, act.subjectId) }
    }
    case 'commission':
      return { text: t('served.commission.title'), to: commissionPaths.index(slug) }
    default:
      return null
  }
}

function processOf(id: string, { town, locale, subjects }: LogPage): About | null {
  const process = subjects.processes.get(id)
  if (!process) return null
  return { text: localized(process, 'title', locale), to: paths.process(town.slug, process.slug) }
}

function phaseOf(id: string, page: LogPage): About | null {
  const phase = page.subjects.phases.get(id)
  const process = phase && processOf(phase.processId, page)
  if (!phase || !process) return null
  return { text: `${page.t(`phases.${phase.kind}`)} · ${process.text}`, to: process.to }
}
