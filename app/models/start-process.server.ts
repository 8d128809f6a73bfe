import type { Both } from '#app/domain/both.ts'
import { type PlannedPhase, type ProcessTemplate, planPhases } from '#app/domain/process-template.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { slugFrom } from '#app/domain/slug.ts'
import { dayOf, daysBetween, movedBy } from '#app/domain/terms.ts'
import type { PhaseSettings, Translations } from '#db/schema/towns.server.ts'
import { getCharter } from './charters.server.ts'
import { listGuides, type NewGuide } from './guides.server.ts'
import { createProcess, listProcesses, type NewProcess, type Process } from './processes.server.ts'

interface Started {
  /** Made by the client: the same form sent twice is one process. */
  id: string
  town: { id: string; timeZone: string }
  actorId: string | null
  title: string
  /** "2026-12-01" */
  startDay: string
  /** Why a term may be shorter than a norm says; '' = it may not. */
  termReason?: string
  now?: Date
}

/**
 * Starts a process from a template: its phases one after another from a day on, with what they tell.
 *
 * @returns the slug of the process
 * @throws {Refusal} 'template.no-start' | 'term.too-short' | 'space.not-found'
 */
export async function startFromTemplate(
  started: Started & {
    template: ProcessTemplate
    spaceIds: string[]
    budgetMinor?: number | null
    slug?: string
    /** Texts that say more than the template's. */
    words?: Partial<Pick<ProcessTemplate, 'question' | 'summary' | 'fixed' | 'decision'>>
    titleEn?: string
  },
): Promise<string> {
  const { template, town, startDay, spaceIds, budgetMinor = null, words = {}, titleEn = '' } = started
  const planned = planPhases(template.phases, startDay, town.timeZone)
  if (!planned) throw new Refusal('template.no-start')
  const { question, summary, fixed, decision } = { ...template, ...words }
  return startOnce(started, {
    ...columnsOf({ title: { ru: started.title, en: titleEn }, question, summary, fixed, decision }),
    budgetMinor,
    spaceIds,
    phases: planned.map((one) => phaseOf(one, template)),
    charter: {
      template: template.title,
      roles: template.roles,
      checklist: template.checklist.map((text) => ({ text, doneOn: null })),
    },
  })
}

/** A phase as the store keeps it, with its guide and the norms that it names. */
function phaseOf({ phase, startsAt, endsAt }: PlannedPhase, { rules }: ProcessTemplate) {
  const { kind, title, level, minDays, asked, decision, fixed } = phase
  const { acts, moderation, supportLimit, leastTrust } = phase
  const guide: NewGuide = {
    ...columnsOf({ asked, ...fixed, decision }),
    level,
    minDays,
    outcome: '',
    rules: rules.filter(({ key }) => phase.rules.includes(key)),
  }
  return {
    ...columnsOf({ title }),
    kind,
    startsAt,
    endsAt,
    settings: { acts, moderation, supportLimit, leastTrust },
    guide,
  }
}

/** Columns in Russian and their translations. */
function columnsOf<Key extends string>(texts: Record<Key, Both>) {
  const entries = Object.entries<Both>(texts)
  const english = entries.filter(([, { en }]) => en !== '').map(([key, { en }]) => [key, en])
  return {
    ...(Object.fromEntries(entries.map(([key, { ru }]) => [key, ru])) as Record<Key, string>),
    translations: (english.length > 0 ? { en: Object.fromEntries(english) } : {}) as Translations,
  }
}

/**
 * Makes another process like one that is there: its texts, spaces, phases and checklist, all moved to begin on a day. Without
 * what people said, without outcomes, and without a ballot: its options are proposals of the first one.
 *
 * @returns the slug of the process
 * @throws {Refusal} 'process.not-found' | 'template.no-start' | 'term.too-short'
 */
export async function cloneProcess(started: Started & { processId: string }): Promise<string> {
  const { town, processId, startDay, title } = started
  const process = (await listProcesses(town.id)).find(({ id }) => id === processId)
  if (!process || process.phases.length === 0) throw new Refusal('process.not-found')
  const guides = new Map((await listGuides(town.id, processId)).map((guide) => [guide.phaseId, guide]))
  const charter = await getCharter(town.id, processId)
  const { question, summary, fixed, decision, budgetMinor, spaceIds } = process
  const { title: _, ...translated } = process.translations.en ?? {}
  const days = daysBetween(dayOf(process.phases[0]!.startsAt, town.timeZone), startDay)
  return startOnce(started, {
    title,
    question,
    summary,
    fixed,
    decision,
    translations: { en: translated },
    budgetMinor,
    spaceIds,
    phases: process.phases.map((phase) => {
      const guide = guides.get(phase.id)
      return {
        ...movedPhase(phase, days, town.timeZone),
        ...(guide && { guide: withoutOutcome(guide) }),
      }
    }),
    ...(charter && {
      charter: { ...charter, checklist: charter.checklist.map(({ text }) => ({ text, doneOn: null })) },
    }),
  })
}

function movedPhase(phase: Process['phases'][number], days: number, timeZone: string) {
  const { kind, title, translations, settings } = phase
  const move = (moment: Date) => {
    const moved = Number.isFinite(days) ? movedBy(moment, days, timeZone) : null
    if (!moved) throw new Refusal('template.no-start')
    return moved
  }
  const { acts, moderation, supportLimit, leastTrust } = settings
  const kept: PhaseSettings = {
    acts: acts.filter((act) => act !== 'vote'),
    moderation,
    supportLimit,
    ...(leastTrust && { leastTrust }),
  }
  const startsAt = move(phase.startsAt)
  return { kind, title, translations, startsAt, endsAt: phase.endsAt && move(phase.endsAt), settings: kept }
}

function withoutOutcome({ phaseId: _, ...guide }: NewGuide & { phaseId: string }): NewGuide {
  const translations = Object.fromEntries(
    Object.entries(guide.translations).map(([locale, { outcome, ...words }]) => [locale, words]),
  )
  return { ...guide, outcome: '', translations }
}

async function startOnce(
  { id, town, actorId, title, termReason, now, slug: wanted }: Started & { slug?: string },
  process: Omit<NewProcess, 'townId' | 'slug' | 'actorId'>,
): Promise<string> {
  const known = await listProcesses(town.id)
  const made = known.find((one) => one.id === id)
  if (made) return made.slug
  const slug = wanted ?? freeSlug(title, new Set(known.map((one) => one.slug)))
  await createProcess({ ...process, id, townId: town.id, slug, actorId, termReason, ...(now && { now }) })
  return slug
}

/** «Сквер» -> "skver", or "skver-2" where there is one. */
function freeSlug(title: string, taken: ReadonlySet<string>): string {
  const base = slugFrom(title, 50) || 'process'
  for (let n = 1; ; n++) {
    const slug = n === 1 ? base : `${base}-${n}`
    if (!taken.has(slug)) return slug
  }
}
