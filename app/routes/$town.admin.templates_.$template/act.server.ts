import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { LIMITS } from '#app/domain/contributions.ts'
import { readTemplate } from '#app/domain/process-template.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { startFromTemplate } from '#app/models/start-process.server.ts'
import { changeTemplate, removeTemplate, type StoredTemplate } from '#app/models/templates.server.ts'
import { paths } from '#app/paths.ts'
import { faultText } from '#app/template-faults.server.ts'
import { templatePaths } from '#app/template-paths.ts'
import { spokenRefusal, type TermLine } from '#app/term-view.server.ts'
import { fieldOf, withTyped } from './read-form.server.ts'
import { plannedLines } from './view.server.ts'

interface Scene {
  town: { id: string; slug: string; timeZone: string }
  actorId: string
  template: StoredTemplate
  locale: Locale
}

interface Answer {
  lastResult?: { initialValue: Record<string, unknown>; error?: Record<string, string[]> }
  refusal?: { code: string; details: Record<string, string | number> }
  /** What is wrong with the texts, in words. */
  faults?: string[]
  planned?: TermLine[]
}

const answer = (status: number, more: Answer) => data<Answer>(more, { status })

/** Keeps what was typed of a template, or says what is wrong with it. */
export async function save(form: FormData, { town, actorId, template, locale }: Scene) {
  const { template: body, faults } = readTemplate(withTyped(template.body, form, locale))
  if (!body) {
    const t = tOf(locale)
    const known = ['required', 'too-long', 'date', 'choice', 'number']
    const error: Record<string, string[]> = {}
    for (const fault of faults)
      error[fieldOf(fault.path)] = [known.includes(fault.code) ? fault.code : 'number']
    const initialValue = Object.fromEntries(form)
    return answer(400, {
      lastResult: { initialValue, error },
      faults: faults.map((fault) => faultText(fault, t)),
    })
  }
  try {
    await changeTemplate({ townId: town.id, actorId, id: template.id, body })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answer(error.status, {
      lastResult: { initialValue: Object.fromEntries(form) },
      refusal: spokenRefusal(error, locale),
    })
  }
  return redirect(`${templatePaths.adminTemplate(town.slug, template.id)}?saved=1`)
}

export async function remove({ town, actorId, template }: Scene) {
  await removeTemplate({ townId: town.id, actorId, id: template.id })
  return redirect(
    template.origin === 'changed'
      ? templatePaths.adminTemplate(town.slug, template.id)
      : templatePaths.adminTemplates(town.slug),
  )
}

const startSchema = z.object({
  id: z.string().optional(),
  processTitle: requiredText(LIMITS.title),
  startDay: z.string('date').regex(/^\d{4}-\d{2}-\d{2}$/, 'date'),
  spaces: z.array(z.string()).default([]),
  termReason: optionalText(300),
})

/** Starts a process, or with `isPreview` only shows how its phases would stand. */
export async function start(form: FormData, scene: Scene, isPreview: boolean) {
  const { town, actorId, template, locale } = scene
  const submission = parseWithZod(form, { schema: startSchema })
  const initialValue = { ...Object.fromEntries(form), spaces: form.getAll('spaces').map(String) }
  const planned = plannedLines(template.body, String(form.get('startDay') ?? ''), town.timeZone, locale)
  if (isPreview && planned.length > 0) return answer(200, { lastResult: { initialValue }, planned })
  if (submission.status !== 'success') {
    const error = (submission.error ?? {}) as Record<string, string[]>
    return answer(400, { lastResult: { initialValue, error }, planned })
  }
  const { id = '', processTitle, startDay, spaces, termReason } = submission.value
  try {
    const slug = await startFromTemplate({
      id: isId(id) ? id : newId(),
      town,
      actorId,
      template: template.body,
      title: processTitle,
      startDay,
      spaceIds: spaces,
      termReason,
    })
    return redirect(paths.process(town.slug, slug))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return answer(error.status, {
      lastResult: { initialValue },
      refusal: spokenRefusal(error, locale),
      planned,
    })
  }
}
