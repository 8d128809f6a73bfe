import type { SubmissionResult } from '@conform-to/react'
import { data } from '@remix-run/node'
import { configureBallot } from '#app/models/ballot-settings.server.ts'
import { createVotingCodes, voidVotingCodes } from '#app/models/voting-codes.server.ts'
import { readSettings } from './read-settings.server.ts'

/** What a form of this page is answered with. */
export interface BallotAnswer {
  /** How many options there are. */
  saved?: number
  voided?: number
  printed?: { batch: number; codes: string[] }
  refused?: { code: string; text: string }
  lastResult?: SubmissionResult<string[]>
}

interface Place {
  townId: string
  phaseId: string
  actorId: string
}

/** @throws {Refusal} what the acts refuse */
export async function actOnBallot(form: FormData, place: Place, secret: string) {
  const whole = (name: string) => {
    const text = String(form.get(name) ?? '')
    return /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  }
  switch (form.get('intent')) {
    case 'codes': {
      const printed = await createVotingCodes({ ...place, howMany: whole('howMany'), secret })
      return data<BallotAnswer>({ printed })
    }
    case 'void':
      return data<BallotAnswer>({ voided: await voidVotingCodes({ ...place, batch: whole('batch') }) })
    default: {
      const { submission, settings, choice, exclusive } = readSettings(form)
      if (!settings) {
        // The form library forgets what was emptied, and the stored value would come back into the field.
        const lastResult = { ...submission.reply(), initialValue: typedIn(form) }
        return data<BallotAnswer>({ lastResult }, { status: 400 })
      }
      const { options } = await configureBallot({ ...place, settings, choice, exclusive })
      return data<BallotAnswer>({ saved: options })
    }
  }
}

/** What was typed, so that nothing is typed twice. */
export function typedIn(form: FormData): Record<string, string | string[]> {
  const words = [...form].filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { ...Object.fromEntries(words), list: form.getAll('list').map(String) }
}
