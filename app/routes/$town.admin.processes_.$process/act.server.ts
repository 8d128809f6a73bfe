import { data, redirect } from '@remix-run/node'
import { LEVELS, type Level } from '#app/domain/involvement.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import { dayOf } from '#app/domain/terms.ts'
import { cleaned } from '#app/domain/text.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tickChecklist } from '#app/models/charters.server.ts'
import { changeGuides, GUIDE_WORDS, type GuideChange, type GuideWords } from '#app/models/guides.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import { templatePaths } from '#app/template-paths.ts'

interface Scene {
  town: { id: string; slug: string; timeZone: string }
  process: Process
  actorId: string
  locale: Locale
}

const saved = ({ town, process }: Scene) =>
  redirect(`${templatePaths.adminProcess(town.slug, process.slug)}?saved=1`)

/** Writes what phases tell; phases of which nothing is said stay without. */
export async function changeConditions(form: FormData, scene: Scene) {
  const { town, process, actorId, locale } = scene
  const error: Record<string, string[]> = {}
  const changes = process.phases.flatMap((phase, i): GuideChange[] => {
    const words = Object.fromEntries(
      GUIDE_WORDS.map((name) => [name, cleaned(String(form.get(`p${i}-${name}`) ?? ''))]),
    ) as unknown as GuideWords
    for (const name of GUIDE_WORDS)
      if (words[name].length > TEMPLATE_LIMITS.text) error[`p${i}-${name}`] = ['too-long']
    const level = String(form.get(`p${i}-level`) ?? '')
    const isLevel = (LEVELS as readonly string[]).includes(level)
    if (!isLevel && Object.values(words).every((text) => text === '')) return []
    if (!isLevel) error[`p${i}-level`] = ['choice']
    return [{ phaseId: phase.id, level: level as Level, words }]
  })
  const initialValue = Object.fromEntries(form)
  if (Object.keys(error).length > 0)
    return data({ lastResult: { initialValue, error }, refusal: undefined }, { status: 400 })
  try {
    await changeGuides({ townId: town.id, processId: process.id, actorId, locale, changes })
  } catch (caught) {
    if (!(caught instanceof Refusal)) throw caught
    const refusal = { code: caught.code as string, details: caught.details }
    return data({ lastResult: { initialValue, error: {} }, refusal }, { status: caught.status })
  }
  return saved(scene)
}

export async function tick(form: FormData, scene: Scene, now = new Date()) {
  const { town, process, actorId } = scene
  await tickChecklist({
    townId: town.id,
    processId: process.id,
    actorId,
    done: new Set(form.getAll('done').map(Number)),
    today: dayOf(now, town.timeZone),
  })
  return saved(scene)
}
