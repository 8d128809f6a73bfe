import { type Both, inLocale } from '#app/domain/both.ts'
import { localized } from '#app/domain/localized.ts'
import { type ProcessTemplate, planPhases } from '#app/domain/process-template.ts'
import { addDays, dayOf } from '#app/domain/terms.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import type { StoredTemplate } from '#app/models/templates.server.ts'
import { type TermLine, termLines } from '#app/term-view.server.ts'
import { SPARE_LINES } from './read-form.server.ts'

/** The page of a template: its texts as they stand in the page's language, and what its processes can be about. */
export async function templateView(
  { id, origin, body }: StoredTemplate,
  town: { id: string; timeZone: string },
  locale: Locale,
  now = new Date(),
) {
  const text = (both: Both) => both[locale]
  const t = tOf(locale)
  const spaces = await listSpaces(town.id)
  return {
    id,
    origin,
    words: servedWords(locale, 'templates', 'timeline'),
    name: inLocale(body.title, locale),
    newId: newId(),
    today: addDays(dayOf(now, town.timeZone), 1),
    spaces: spaces.map((space) => ({ id: space.id, name: localized(space, 'name', locale) })),
    texts: {
      title: text(body.title),
      about: text(body.about),
      question: text(body.question),
      summary: text(body.summary),
      fixed: text(body.fixed),
      decision: text(body.decision),
    },
    phases: body.phases.map((phase) => ({
      kind: t(`phases.${phase.kind}`),
      title: text(phase.title),
      days: phase.days,
      minDays: phase.minDays,
      level: phase.level,
      asked: text(phase.asked),
      budget: text(phase.fixed.budget),
      land: text(phase.fixed.land),
      heritage: text(phase.fixed.heritage),
      decision: text(phase.decision),
      acts: phase.acts.map((act) => t(`admin.act.${act}`)),
    })),
    rules: body.rules.map((rule) => ({ ...rule, source: text(rule.source), note: text(rule.note) })),
    roles: [
      ...body.roles.map(({ name, duty }) => ({ name: text(name), duty: text(duty) })),
      ...Array.from({ length: SPARE_LINES }, () => ({ name: '', duty: '' })),
    ],
    checklist: [...body.checklist.map(text), ...Array.from({ length: SPARE_LINES }, () => '')],
  }
}

export type TemplateView = Awaited<ReturnType<typeof templateView>>

/** How the phases would stand from a day on, and what norms say of them; [] when the day is none. */
export function plannedLines(
  body: ProcessTemplate,
  startDay: string,
  timeZone: string,
  locale: Locale,
): TermLine[] {
  const planned = planPhases(body.phases, startDay, timeZone) ?? []
  return termLines(
    planned.map(({ phase, startsAt, endsAt }) => ({
      title: inLocale(phase.title, locale),
      startsAt,
      endsAt,
      rules: body.rules.filter(({ key }) => phase.rules.includes(key)),
      minDays: phase.minDays,
    })),
    { timeZone, locale, t: tOf(locale) },
  )
}
