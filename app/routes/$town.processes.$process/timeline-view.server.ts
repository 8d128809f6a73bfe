import { inLocale } from '#app/domain/both.ts'
import { highestLevel, LEVELS, type Level } from '#app/domain/involvement.ts'
import { localized } from '#app/domain/localized.ts'
import { phaseState } from '#app/domain/phases.ts'
import { checkTerm, type TermFinding } from '#app/domain/terms.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getCharter } from '#app/models/charters.server.ts'
import { type Guide, listGuides } from '#app/models/guides.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import type { ProcessView } from '#app/process-view.server.ts'

/** What a phase tells, in words: the page's scripts need none of their own. */
export interface PhaseGuideView {
  phaseId: string
  tone: 'neutral' | 'sky' | 'accent' | 'leaf'
  level: string
  outcome: string
  rows: { term: string; texts: string[] }[]
}

const TONE = { inform: 'neutral', consult: 'sky', design: 'accent', decide: 'leaf' } as const

/** The phases in words: what each is called, when it is, and whether it is over. */
export function stepsOf({ phases }: ProcessView, timeZone: string, locale: Locale) {
  const t = tOf(locale)
  const date = (moment: Date) => formatDate(moment, locale, timeZone)
  return phases.map(({ id, kind, title, startsAt, endsAt, state }) => ({
    id,
    title: title || t(`phases.${kind}`),
    dates: endsAt
      ? t('phases.range', { from: date(startsAt), to: date(endsAt) })
      : t('phases.openEnded', { date: date(startsAt) }),
    stateLabel: t(`phases.state.${state}`),
    state,
  }))
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
  const t = tOf(locale)
  const title = charter?.template && inLocale(charter.template, locale)
  return {
    title: t('served.timeline.title'),
    lead: t('served.timeline.lead'),
    reached: reachedText(process, guides, t, now),
    more: t('served.timeline.more'),
    outcome: t('served.timeline.outcome'),
    guides: process.phases.flatMap((phase): PhaseGuideView[] => {
      const guide = guides.find(({ phaseId }) => phaseId === phase.id)
      if (!guide) return []
      const findings = guide.rules.map((rule) => checkTerm(phase, rule, town.timeZone))
      return [
        {
          phaseId: phase.id,
          tone: TONE[guide.level],
          level: t('served.timeline.level', { name: t(`served.timeline.levels.${guide.level}`) }),
          outcome: localized(guide, 'outcome', locale),
          rows: rowsOf(guide, findings, locale, t),
        },
      ]
    }),
    rolesTitle: t('served.timeline.roles'),
    roles: (charter?.roles ?? []).map(({ name, duty }) => [inLocale(name, locale), inLocale(duty, locale)]),
    template: title ? t('served.timeline.fromTemplate', { title }) : '',
  }
}

export type TimelineView = NonNullable<Awaited<ReturnType<typeof timelineView>>>

/** The farthest level of phases that have begun, and of those to come if it is farther. */
function reachedText(process: Process, guides: readonly Guide[], t: T, now: Date): string {
  const farthest = (hasBegun: boolean) =>
    highestLevel(
      process.phases.flatMap((phase) => {
        const guide = guides.find(({ phaseId }) => phaseId === phase.id)
        return guide && (phaseState(phase, now) !== 'next') === hasBegun ? guide.level : []
      }),
    )
  const said = (key: 'reached' | 'planned', level: Level) =>
    t(`served.timeline.${key}`, {
      name: t(`served.timeline.levels.${level}`),
      text: t(`served.timeline.levelTexts.${level}`),
    })
  const [reached, ahead] = [farthest(true), farthest(false)]
  const first = reached ? said('reached', reached) : t('served.timeline.reachedNone')
  const isFarther = ahead && (!reached || LEVELS.indexOf(ahead) > LEVELS.indexOf(reached))
  return isFarther ? `${first} ${said('planned', ahead)}` : first
}

function rowsOf(guide: Guide, findings: readonly TermFinding[], locale: Locale, t: T) {
  const fixed = (['budget', 'land', 'heritage'] as const).flatMap((name) => {
    const text = localized(guide, name, locale)
    return text ? `${t(`served.timeline.${name}`)}: ${text}` : []
  })
  const terms = findings
    .filter(({ state }) => state !== 'not-in-force')
    .map((finding) => termText(finding, locale, t))
  const rows = [
    { term: t('served.timeline.asked'), texts: [localized(guide, 'asked', locale)] },
    { term: t('served.timeline.fixed'), texts: fixed },
    { term: t('served.timeline.decision'), texts: [localized(guide, 'decision', locale)] },
    { term: t('served.timeline.term'), texts: terms },
  ]
  return rows.filter(({ texts }) => texts.some(Boolean))
}

function termText({ rule, state, days, lastDay }: TermFinding, locale: Locale, t: T): string {
  const key =
    days === null ? 'termOpen' : state === 'met' ? 'termMet' : rule.isBinding ? 'termShort' : 'termAdvised'
  const text = t(`served.timeline.${key}`, {
    days: t('served.timeline.days', { count: days ?? 0 }),
    last: lastDay ? formatDate(new Date(lastDay), locale, 'UTC') : '—',
    least: t('served.timeline.least', { count: rule.minDays }),
  })
  return `${text} ${inLocale(rule.source, locale)}.`
}
