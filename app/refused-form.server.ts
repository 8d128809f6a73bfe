import { data } from '@remix-run/node'
import { toRefused } from '#app/answer.server.ts'

interface Submission {
  reply(): unknown
}

/** What a form is answered with when its fields are wrong: what was typed, and each field's errors. */
export function unreadForm<Sent extends Submission>(submission: Sent) {
  return data(
    { lastResult: submission.reply() as ReturnType<Sent['reply']>, refusal: undefined },
    { status: 400 },
  )
}

/** The same for a refusal of the act itself; anything else goes on to the error boundary. */
export function refusedForm<Sent extends Submission>(submission: Sent, error: unknown) {
  const refused = toRefused(error)
  return data(
    { lastResult: submission.reply() as ReturnType<Sent['reply']>, refusal: refused.data.refusal },
    refused.init ?? undefined,
  )
}
