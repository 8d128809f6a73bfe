import { data } from '@remix-run/node'
import { type BallotSettings, ballotOf, type Mark } from '#app/domain/ballots.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { castBallot, reviewBallot, withdrawBallot } from '#app/models/casting.server.ts'
import { newBallotId } from '#app/models/ids.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import type { Receipt } from '#app/models/receipts.server.ts'
import type { Voter } from '#app/models/voters.server.ts'
import { processParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import { getScene, mustBeParticipant } from '#app/session.server.ts'
import { votePhaseOf } from './load.server.ts'
import { marksFrom, type Typed, typedIn } from './read-marks.ts'

/** What stays in the form through every step. */
interface Kept {
  typed: Typed
  hasStatedAge: boolean
  code: string
}

/** What a sent form is answered with. */
export type VoteAnswer =
  | (Kept & { step: 'review'; ballotId: string; revision: number; replaces: boolean })
  | (Kept & { step: 'edit' })
  | (Kept & { step: 'refused'; refusal: RefusalText })
  | { step: 'cast'; receipt: Receipt; isChange: boolean; revision: number; code: string }
  | { step: 'withdrawn' }

export async function actOnVote(request: Request, params: unknown) {
  const { town: slug, process: processSlug } = processParams.parse(params)
  const { town, locale } = await getScene(request, slug)
  const form = await readForm(request)
  const kept: Kept = {
    typed: typedIn(form),
    hasStatedAge: form.get('age') === 'on',
    code: String(form.get('code') ?? '').slice(0, 40),
  }
  try {
    const phase = votePhaseOf(await getProcess(town.id, processSlug), new Date())
    const settings = ballotOf(phase.settings)
    if (!settings) throw new Refusal('ballot.not-configured')
    const intent = String(form.get('intent'))
    const place = { townId: town.id, phaseId: phase.id, secret: env().SESSION_SECRET }
    if (intent === 'edit') return data<VoteAnswer>({ step: 'edit', ...kept })
    const voter = await voterOf(request, settings, kept)
    return data<VoteAnswer>(await answer(intent, { form, kept, place, settings, voter }))
  } catch (error) {
    const refusal = refusalText(error, locale, town.currency)
    return data<VoteAnswer>({ step: 'refused', refusal, ...kept }, { status: refusal.status })
  }
}

interface Asked {
  form: FormData
  kept: Kept
  place: { townId: string; phaseId: string; secret: string }
  settings: BallotSettings
  voter: Voter
}

async function answer(intent: string, { form, kept, place, settings, voter }: Asked): Promise<VoteAnswer> {
  const marks: Mark[] = marksFrom(settings.method, kept.typed)
  const statedAge = kept.hasStatedAge ? settings.minimumAge : null
  const revision = Number(form.get('revision') ?? 0)
  if (!Number.isSafeInteger(revision) || revision < 0) throw new Refusal('input.bad')
  switch (intent) {
    case 'review': {
      const found = await reviewBallot({ ...place, marks, voter, statedAge })
      return { step: 'review', ballotId: newBallotId(), ...found, ...kept }
    }
    case 'cast': {
      const ballotId = String(form.get('ballotId'))
      const { revision: now, ...receipt } = await castBallot({
        ...place,
        ballotId,
        marks,
        voter,
        statedAge,
        revision,
      })
      return { step: 'cast', receipt, isChange: revision > 0, revision: now, code: kept.code }
    }
    case 'withdraw':
      await withdrawBallot({ ...place, voter, revision })
      return { step: 'withdrawn' }
    default:
      throw new Refusal('input.bad')
  }
}

async function voterOf(request: Request, { electorate }: BallotSettings, { code }: Kept): Promise<Voter> {
  if (electorate === 'codes') return { code }
  return { personId: (await mustBeParticipant(request)).id }
}
