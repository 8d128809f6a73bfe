import type { Both } from '#app/domain/both.ts'
import type { ProcessTemplate } from '#app/domain/process-template.ts'
import type { Locale } from '#app/i18n/locale.ts'

/** Lines that a form has beside those that are there, to add some. */
export const SPARE_LINES = 2
const MOST_LINES = 60

const PHASE_TEXTS = ['title', 'asked', 'decision'] as const
const FIXED = ['budget', 'land', 'heritage'] as const

/**
 * A template as the form says it: texts in the language of the page, the others as they were. It is checked by
 * `readTemplate`; numbers that are none stay what was typed.
 */
export function withTyped(body: ProcessTemplate, form: FormData, locale: Locale): unknown {
  const typed = (name: string) => form.get(name)
  const both = (before: Both, name: string): Both => {
    const text = typed(name)
    return typeof text === 'string' ? { ...before, [locale]: text } : before
  }
  const days = (before: number | null, name: string) => {
    const text = typed(name)
    if (typeof text !== 'string') return before
    return text.trim() === '' ? null : /^\d{1,6}$/.test(text.trim()) ? Number(text) : text
  }
  const day = (before: string | null, name: string) => {
    const text = typed(name)
    return typeof text === 'string' ? text.trim() || null : before
  }
  return {
    ...body,
    title: both(body.title, 'title'),
    about: both(body.about, 'about'),
    question: both(body.question, 'question'),
    summary: both(body.summary, 'summary'),
    fixed: both(body.fixed, 'fixed'),
    decision: both(body.decision, 'decision'),
    phases: body.phases.map((phase, i) => ({
      ...phase,
      ...Object.fromEntries(PHASE_TEXTS.map((name) => [name, both(phase[name], `p${i}-${name}`)])),
      fixed: Object.fromEntries(FIXED.map((name) => [name, both(phase.fixed[name], `p${i}-${name}`)])),
      days: days(phase.days, `p${i}-days`),
      minDays: days(phase.minDays, `p${i}-minDays`),
      level: typed(`p${i}-level`) ?? phase.level,
    })),
    rules: body.rules.map((rule, i) => ({
      ...rule,
      minDays: days(rule.minDays, `r${i}-minDays`),
      source: both(rule.source, `r${i}-source`),
      note: both(rule.note, `r${i}-note`),
      validFrom: day(rule.validFrom, `r${i}-validFrom`),
      validUntil: day(rule.validUntil, `r${i}-validUntil`),
      checkedOn: day(rule.checkedOn, `r${i}-checkedOn`),
      // A box that is not ticked is not sent.
      countsFirstDay: typed(`r${i}-countsFirstDay`) === 'on',
      isBinding: typed(`r${i}-isBinding`) === 'on',
    })),
    roles: withSpare(body.roles, { name: NOTHING, duty: NOTHING }).flatMap((role, i) => {
      const name = both(role.name, `role${i}-name`)
      const duty = both(role.duty, `role${i}-duty`)
      const isGone = isEmptied(role.name, name) && duty[locale].trim() === ''
      return isGone ? [] : { name: inBoth(name), duty: inBoth(duty) }
    }),
    checklist: withSpare(body.checklist, NOTHING).flatMap((line, i) => {
      const text = both(line, `check${i}`)
      return isEmptied(line, text) ? [] : inBoth(text)
    }),
  }

  /** A line that was emptied, or never filled; one that nobody has translated yet stays. */
  function isEmptied(before: Both, after: Both): boolean {
    return after[locale].trim() === '' && (before[locale] !== '' || before.ru === '')
  }
}

const NOTHING: Both = { ru: '', en: '' }

/** A text in English alone stands for the Russian one until there is one. */
function inBoth(text: Both): Both {
  return text.ru.trim() === '' ? { ...text, ru: text.en } : text
}

function withSpare<Line>(lines: readonly Line[], empty: Line): Line[] {
  return [...lines, ...Array.from({ length: SPARE_LINES }, () => empty)].slice(0, MOST_LINES)
}

/** The field of the form that a place in a template is typed in. */
export function fieldOf(path: readonly (string | number)[]): string {
  const [group, i, ...rest] = path.filter((part) => part !== 'ru' && part !== 'en' && part !== 'fixed')
  const last = rest.at(-1)
  if (typeof i !== 'number')
    return String(path.at(-1) === 'ru' || path.at(-1) === 'en' ? path.at(-2) : path.at(-1))
  switch (group) {
    case 'phases':
      return `p${i}-${last}`
    case 'rules':
      return `r${i}-${last}`
    case 'roles':
      return `role${i}-${last}`
    default:
      return `check${i}`
  }
}
