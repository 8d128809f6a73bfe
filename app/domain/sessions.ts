import { Refusal } from './refusal.ts'

/** How long after showing who they are a person may do sensitive things without showing it again. */
export const FRESH_MINUTES = 15

/**
 * For sensitive acts: roles, exports with personal data, the confirmation of results. Routes call `requireFresh(request,
 * form)` of `app/session.server.ts`, which takes a code from the form itself, and show `<ConfirmAgain>` beside the form.
 *
 * @throws {Refusal} 'session.not-fresh'
 */
export function mustBeFresh(session: { freshAt: Date | null }, now: Date) {
  const age = session.freshAt ? now.getTime() - session.freshAt.getTime() : Number.POSITIVE_INFINITY
  if (age > FRESH_MINUTES * 60_000) throw new Refusal('session.not-fresh')
}
