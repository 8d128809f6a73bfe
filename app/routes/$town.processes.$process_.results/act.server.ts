import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { wakeCount } from '#app/jobs/count.server.ts'
import { requestCount } from '#app/models/count-jobs.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { confirmResult, getVotePhase } from '#app/models/results.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

const text = z.string().trim().max(2000).catch('')

const intents = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('confirm'),
    version: z.coerce.number().int().positive(),
    note: text,
  }),
  z.object({ intent: z.literal('recount'), reason: text }),
  z.object({ intent: z.literal('exclude'), reason: text, option: z.string().max(200).catch('') }),
])

/** What the page's forms answer when they are refused: the sentence, and what was typed. */
export interface RefusedAct {
  intent: string
  message: string
  reason: string
  note: string
  option: string
}

/** Confirming, recounting, taking an option out: by the town's administrators, each written into the log. */
export async function actOnResults({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'result:recount')
    const process = await getProcess(town.id, processSlug)
    const form = await readForm(request)
    const found = await getVotePhase(town.id, process.id)
    const parsed = intents.safeParse(Object.fromEntries(form))
    try {
      if (!found) throw new Refusal('vote.none')
      if (!parsed.success) throw new Refusal('input.bad')
      const here = { townId: town.id, phaseId: found.phase.id, actorId: actor.personId }
      const value = parsed.data
      mustBeAbleTo(actor, `result:${value.intent}`)
      if (value.intent === 'confirm') {
        await confirmResult({ ...here, version: value.version, note: value.note })
        return redirect(`${paths.results(slug, processSlug)}?said=confirmed`)
      }
      if (value.intent === 'exclude') {
        if (value.option === '') throw new Refusal('result.unknown-option')
        await requestCount({ ...here, reason: value.reason, exclude: value.option })
      } else await requestCount({ ...here, reason: value.reason })
      wakeCount()
      return redirect(`${paths.results(slug, processSlug)}?said=queued`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const typed = (name: string) => String(form.get(name) ?? '')
      const refused: RefusedAct = {
        intent: typed('intent'),
        message: tOf(locale)(`refusals.${error.code}`, error.details),
        reason: typed('reason'),
        note: typed('note'),
        option: typed('option'),
      }
      return data(refused, { status: error.status })
    }
  })
}
