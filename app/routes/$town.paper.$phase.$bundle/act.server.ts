import { data, redirect } from '@remix-run/node'
import { formOf } from '#app/domain/ballots.ts'
import { readPaperLine } from '#app/domain/paper-line.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { agreeBundle } from '#app/models/paper-agreement.server.ts'
import { correctBallot, finishEntry, typeBallot, undoBallot } from '#app/models/paper-entries.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { bundleParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { passOf } from './load.server.ts'

/** Given only when something was refused; what went well is on the page. */
export interface PaperAnswer {
  refusal: RefusalText
  intent: string
  typed: { line: string; code: string; pass: string; position: string }
}

export async function actOnBundle(request: Request, params: unknown) {
  const { town: slug, phase: phaseId, bundle: bundleId } = bundleParams.parse(params)
  const { town, locale, actor } = await requireStaff(request, slug, 'paper:enter')
  const form = await readForm(request)
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 2000)
  const typed = { line: text('line'), code: text('code'), pass: text('pass'), position: text('position') }
  const intent = text('intent')
  const page = paths.paperBundle(slug, phaseId, bundleId)
  try {
    const pass = passOf(typed.pass) ?? 1
    const act = { townId: town.id, bundleId, pass, actorId: actor.personId }
    switch (intent) {
      case 'type':
      case 'correct': {
        const { settings } = await getVote(town.id, phaseId)
        if (!settings) throw new Refusal('ballot.not-configured')
        const line = readPaperLine(typed.line, formOf(settings.method))
        const position = /^\d{1,6}$/.test(typed.position) ? Number(typed.position) : Number.NaN
        if (!passOf(typed.pass) || Number.isNaN(position)) throw new Refusal('input.bad')
        const ballot = { ...act, position, line, code: typed.code, secret: env().SESSION_SECRET }
        if (intent === 'correct') await correctBallot(ballot)
        else await typeBallot(ballot)
        return intent === 'correct' ? redirect(page) : redirect(`${page}?pass=${pass}`)
      }
      case 'undo':
        await undoBallot(act)
        return redirect(`${page}?pass=${pass}`)
      case 'finish':
        await finishEntry(act)
        return redirect(page)
      case 'agree':
        await agreeBundle({ townId: town.id, bundleId, actorId: actor.personId })
        return redirect(page)
      default:
        throw new Refusal('input.bad')
    }
  } catch (error) {
    const refusal = refusalText(error, locale, town.currency)
    return data<PaperAnswer>({ refusal, intent, typed }, { status: refusal.status })
  }
}
