import { z } from 'zod'
import type { Both } from './both.ts'
import { LEVELS } from './involvement.ts'
import { PHASE_KINDS } from './phases.ts'
import { TEMPLATE_LIMITS } from './template-limits.ts'
import { addDays } from './terms.ts'
import { cleaned } from './text.ts'
import { TRUST } from './trust.ts'
import { momentOfWallTime } from './wall-time.ts'

export const TEMPLATE_FORMAT = 'sreda-process-template'

/** Faults are codes; app/i18n has the words. */
function oneText(max: number) {
  return z.string('text').transform((typed, context) => {
    // PostgreSQL keeps no half of a letter.
    const text = cleaned(typed).replace(/[\ud800-\udfff]/gu, '\ufffd')
    if (text.length > max) context.addIssue({ code: 'custom', message: 'too-long' })
    return text
  })
}

function both(max: number) {
  return z.strictObject({ ru: oneText(max), en: oneText(max).default('') }, 'both')
}

function neededBoth(max: number) {
  return both(max).superRefine((text, context) => {
    if (text.ru === '') context.addIssue({ code: 'custom', message: 'required', path: ['ru'] })
  })
}

const { title, text, source, phases: MOST_PHASES, list, days } = TEMPLATE_LIMITS
const wholeDays = z.int('days').min(1, 'days').max(days, 'days')
const day = z
  .string('date')
  .refine((typed) => /^\d{4}-\d{2}-\d{2}$/.test(typed) && momentOfWallTime(typed, 'UTC') !== null, 'date')
const key = z
  .string('key')
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'key')
  .max(60, 'key')
const NOTHING: Both = { ru: '', en: '' }

const ruleSchema = z.strictObject(
  {
    key,
    minDays: wholeDays,
    countsFirstDay: z.boolean('flag').default(true),
    isBinding: z.boolean('flag').default(false),
    source: neededBoth(source),
    note: both(text).default(NOTHING),
    validFrom: day.nullable().default(null),
    validUntil: day.nullable().default(null),
    checkedOn: day.nullable().default(null),
  },
  'object',
)

const phaseSchema = z.strictObject(
  {
    kind: z.enum(PHASE_KINDS, 'choice'),
    title: neededBoth(title),
    /** How long it lasts, calendar days; null = not ended, the last one only. */
    days: wholeDays.nullable().default(null),
    /** What the authors of the template hold for the least; a norm is a rule. */
    minDays: wholeDays.nullable().default(null),
    rules: z.array(key, 'list').max(list, 'too-many').default([]),
    level: z.enum(LEVELS, 'choice'),
    asked: neededBoth(text),
    fixed: z
      .strictObject({ budget: both(text), land: both(text), heritage: both(text) }, 'object')
      .default({ budget: NOTHING, land: NOTHING, heritage: NOTHING }),
    decision: neededBoth(text),
    acts: z.array(z.enum(['pin', 'propose', 'support', 'comment'], 'choice'), 'list').default([]),
    moderation: z.enum(['pre', 'post'], 'choice').default('post'),
    supportLimit: z.int('number').min(1, 'number').max(1000, 'number').nullable().default(null),
    leastTrust: z.enum(TRUST, 'choice').default('anonymous'),
  },
  'object',
)

/**
 * A way to run a process, as data: its phases with days, what each asks and how it is decided, roles, checklist, norms.
 * Texts are Russian, English where there is any. What is not named is refused, so that a slip of the pen is seen.
 */
export const templateSchema = z
  .strictObject(
    {
      format: z.literal(TEMPLATE_FORMAT, 'format'),
      version: z.literal(1, 'version'),
      title: neededBoth(title),
      about: both(text).default(NOTHING),
      question: neededBoth(300),
      summary: both(text).default(NOTHING),
      fixed: both(text).default(NOTHING),
      decision: neededBoth(text),
      rules: z.array(ruleSchema, 'list').max(list, 'too-many').default([]),
      phases: z.array(phaseSchema, 'list').min(1, 'required').max(MOST_PHASES, 'too-many'),
      roles: z
        .array(
          z.strictObject({ name: neededBoth(title), duty: both(text).default(NOTHING) }, 'object'),
          'list',
        )
        .max(list, 'too-many')
        .default([]),
      checklist: z.array(neededBoth(source), 'list').max(list, 'too-many').default([]),
    },
    'object',
  )
  .superRefine((template, context) => {
    const known = new Set<string>()
    template.rules.forEach((rule, i) => {
      if (known.has(rule.key))
        context.addIssue({ code: 'custom', message: 'repeated', path: ['rules', i, 'key'] })
      known.add(rule.key)
      if (rule.validFrom && rule.validUntil && rule.validUntil < rule.validFrom)
        context.addIssue({ code: 'custom', message: 'dates', path: ['rules', i, 'validUntil'] })
    })
    template.phases.forEach((phase, i) => {
      const say = (message: string, ...path: (string | number)[]) =>
        context.addIssue({ code: 'custom', message, path: ['phases', i, ...path] })
      if (phase.days === null && i < template.phases.length - 1) say('days', 'days')
      if (phase.days !== null && phase.minDays !== null && phase.days < phase.minDays)
        say('under-least', 'days')
      phase.rules.forEach((one, n) => {
        if (!known.has(one)) say('unknown-rule', 'rules', n)
      })
    })
  })

export type ProcessTemplate = z.infer<typeof templateSchema>
export type TemplatePhase = ProcessTemplate['phases'][number]

/** Where in a template something is wrong, and what: codes of `served.templates.faults`. */
export interface TemplateFault {
  path: (string | number)[]
  code: string
  /** A name that is not known there, or ''. */
  value: string
}

const MOST_FAULTS = 20
const OWN_CODES = /^[a-z-]+$/

/** Reads a template of JSON that was parsed; `template` is null when there are faults, of which the first 20 are given. */
export function readTemplate(value: unknown): { template: ProcessTemplate | null; faults: TemplateFault[] } {
  const read = templateSchema.safeParse(value)
  if (read.success) return { template: read.data, faults: [] }
  const faults = read.error.issues.flatMap((issue): TemplateFault[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => ({ path, code: 'unknown-key', value: name.slice(0, 60) }))
    return [{ path, code: OWN_CODES.test(issue.message) ? issue.message : 'object', value: '' }]
  })
  return { template: null, faults: faults.slice(0, MOST_FAULTS) }
}

export interface PlannedPhase {
  phase: TemplatePhase
  startsAt: Date
  endsAt: Date | null
}

/**
 * The phases of a template from a day on, each from midnight to midnight of the town, one after another.
 *
 * @param startDay "2026-12-01"
 * @returns null when the day is none, or what follows it leaves the calendar
 */
export function planPhases(
  phases: readonly TemplatePhase[],
  startDay: string,
  timeZone: string,
): PlannedPhase[] | null {
  const planned: PlannedPhase[] = []
  let from = startDay
  for (const phase of phases) {
    const startsAt = momentOfWallTime(from, timeZone)
    if (!startsAt || !/^\d{4}-\d{2}-\d{2}$/.test(from)) return null
    const until = phase.days === null ? null : addDays(from, phase.days)
    const endsAt = until === null ? null : momentOfWallTime(until, timeZone)
    if (until && !endsAt) return null
    planned.push({ phase, startsAt, endsAt })
    from = until ?? from
  }
  return planned
}
