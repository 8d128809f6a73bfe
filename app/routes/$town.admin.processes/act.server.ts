import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { LIMITS } from '#app/domain/contributions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { changePhaseDates, createProcess } from '#app/models/processes.server.ts'
import { cloneProcess } from '#app/models/start-process.server.ts'
import { paths } from '#app/paths.ts'
import { spokenRefusal } from '#app/term-view.server.ts'
import { readDates, readProcess } from './read-process.server.ts'

interface Scene {
  town: { id: string; slug: string; timeZone: string }
  actorId: string
  locale: Locale
}

/** What a form is answered with: what is wrong with its fields, or why it was refused. */
function failed(lastResult: SubmissionResult<string[]>, locale: Locale, error?: unknown) {
  if (error === undefined) return data({ lastResult, refusal: undefined }, { status: 400 })
  if (!(error instanceof Refusal)) throw error
  return data({ lastResult, refusal: spokenRefusal(error, locale) }, { status: error.status })
}

/** Moves the dates of a process's phases. */
export async function moveDates(form: FormData, { town, actorId, locale }: Scene) {
  const { submission, process: processId, dates, termReason } = readDates(form, town.timeZone)
  if (!dates) return failed(submission.reply(), locale)
  try {
    await changePhaseDates({ townId: town.id, processId, actorId, dates, termReason })
    return redirect(`${paths.adminProcesses(town.slug)}?saved=1`)
  } catch (error) {
    return failed(submission.reply(), locale, error)
  }
}

const cloneSchema = z.object({
  process: z.string('required'),
  id: z.string().optional(),
  cloneTitle: requiredText(LIMITS.title),
  startDay: z.string('date').regex(/^\d{4}-\d{2}-\d{2}$/, 'date'),
  termReason: optionalText(300),
})

/** Makes another process like one that is there. */
export async function clone(form: FormData, { town, actorId, locale }: Scene) {
  const submission = parseWithZod(form, { schema: cloneSchema })
  if (submission.status !== 'success') return failed(submission.reply(), locale)
  const { process: processId, id = '', cloneTitle, startDay, termReason } = submission.value
  try {
    const slug = await cloneProcess({
      id: isId(id) ? id : newId(),
      town,
      actorId,
      processId,
      title: cloneTitle,
      startDay,
      termReason,
    })
    return redirect(paths.process(town.slug, slug))
  } catch (error) {
    return failed(submission.reply(), locale, error)
  }
}

/** Starts a process with dates and texts of its own. */
export async function create(form: FormData, { town, actorId, locale }: Scene) {
  const { submission, process } = readProcess(form, town.timeZone)
  if (!process) {
    const refusal = submission.status === 'success' ? { code: 'phases.none', details: {} } : undefined
    return data({ lastResult: submission.reply(), refusal }, { status: 400 })
  }
  try {
    const afterCase = form.get('case')?.toString() || undefined
    await createProcess({ ...process, townId: town.id, actorId, afterCase })
    return redirect(paths.process(town.slug, process.slug))
  } catch (error) {
    return failed(submission.reply(), locale, error)
  }
}
