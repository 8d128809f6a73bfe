import { parseWithZod } from '@conform-to/zod/v4'
import { z } from 'zod'
import { LIMITS } from '#app/domain/contributions.ts'
import { parseMoney } from '#app/domain/money.ts'
import { PHASE_KINDS } from '#app/domain/phases.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { TRUST } from '#app/domain/trust.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import type { NewProcess } from '#app/models/processes.server.ts'
import { slugSchema } from '#app/params.ts'

/** A moment as a form's field has it: the wall clock of a time zone. */
function momentIn(timeZone: string) {
  return z.string('date').transform((text, context) => {
    const read = momentOfWallTime(text, timeZone)
    if (!read) context.addIssue({ code: 'custom', message: 'date' })
    return read ?? new Date(0)
  })
}

/** Phases that one form may move; a process has one of each kind. */
const MAX_PHASES = 20

/** Reads new dates of a process's phases (`starts-ID`, `ends-ID`); `dates` is null when one cannot be read. */
export function readDates(form: FormData, timeZone: string) {
  const moment = momentIn(timeZone)
  const ids = form.getAll('phase').map(String).slice(0, MAX_PHASES)
  const schema = z.object({
    process: z.string('required'),
    termReason: optionalText(300),
    ...Object.fromEntries(ids.map((id) => [`starts-${id}`, moment])),
    ...Object.fromEntries(ids.map((id) => [`ends-${id}`, moment.optional()])),
  })
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success') return { submission, process: '', dates: null, termReason: '' }
  const value = submission.value as { process: string; termReason: string } & Record<string, Date | undefined>
  const dates = ids.map((phaseId) => ({
    phaseId,
    startsAt: value[`starts-${phaseId}`]!,
    endsAt: value[`ends-${phaseId}`] ?? null,
  }))
  return { submission, process: value.process, dates, termReason: value.termReason }
}

/** Reads the form of a new process; times are the town's wall clock. `process` is null when something is wrong. */
export function readProcess(form: FormData, timeZone: string) {
  const moment = momentIn(timeZone)
  const phase = z
    .object({
      include: z.literal('on').optional(),
      startsAt: moment.optional(),
      endsAt: moment.optional(),
      acts: z.array(z.enum(['pin', 'propose', 'support', 'comment'])).default([]),
      moderation: z.enum(['pre', 'post']).default('post'),
      leastTrust: z.enum(TRUST).default('anonymous'),
      supportLimit: z.coerce.number('number').int('number').min(1, 'number').max(1000, 'number').optional(),
    })
    .refine((value) => !value.include || value.startsAt, { path: ['startsAt'], message: 'date' })
    .optional()
  const schema = z.object({
    title: requiredText(LIMITS.title),
    slug: slugSchema,
    question: requiredText(300),
    summary: optionalText(LIMITS.body),
    fixed: optionalText(LIMITS.body),
    decision: optionalText(LIMITS.body),
    budget: z
      .string()
      .optional()
      .refine((text) => !text || parseMoney(text) !== null, 'money'),
    spaces: z.array(z.string()).default([]),
    collect: phase,
    discuss: phase,
    vote: phase,
    results: phase,
  })
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success') return { submission, process: null }
  const { budget, spaces, collect, discuss, vote, results, ...words } = submission.value
  const given = { collect, discuss, vote, results }
  const phases: NewProcess['phases'] = PHASE_KINDS.flatMap((kind) => {
    const one = given[kind]
    if (!one?.include || !one.startsAt) return []
    return {
      kind,
      title: '',
      startsAt: one.startsAt,
      endsAt: one.endsAt ?? null,
      settings: {
        acts: one.acts,
        moderation: one.moderation,
        supportLimit: one.supportLimit ?? null,
        leastTrust: one.leastTrust,
      },
    }
  })
  const process = { ...words, budgetMinor: budget ? parseMoney(budget) : null, spaceIds: spaces, phases }
  return { submission, process: phases.length > 0 ? process : null }
}
