import { data, redirect } from '@remix-run/node'
import { consentText } from '#app/documents.server.ts'
import { PURPOSES } from '#app/domain/consents.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { getPersonOfCard, makeAssistedPerson } from '#app/models/help-desk.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import type { requireStaff } from '#app/session.server.ts'
import { closeVisit, openVisit } from '#app/visit.server.ts'

/** What a form of the help desk is answered with, when it leads nowhere else. */
export interface HelpAnswer {
  made?: { card: string; name: string }
  refused?: RefusalText
  lacksConsents?: boolean
  typed?: { card: string; isSeen: boolean }
}

type Staff = Awaited<ReturnType<typeof requireStaff>>

export async function actAtHelpDesk(request: Request, { town, actor, locale }: Staff) {
  const form = await readForm(request)
  const page = paths.counterHelp(town.slug)
  const secret = env().SESSION_SECRET
  const place = { townId: town.id, clerkId: actor.personId }
  const typed = { card: String(form.get('card') ?? '').slice(0, 40), isSeen: form.get('seen') === 'on' }
  try {
    switch (form.get('intent')) {
      case 'new': {
        if (form.get('consents') !== 'on')
          return data<HelpAnswer>({ lacksConsents: true, typed }, { status: 400 })
        const given = PURPOSES.map((purpose) => ({ purpose, ...consentText(purpose) }))
        const { isSeen } = typed
        const made = await makeAssistedPerson({ ...place, locale, given, isSeen, secret })
        const name = (await listPseudonyms([made.personId])).get(made.personId) ?? ''
        const headers = { 'Set-Cookie': await openVisit({ ...place, personId: made.personId }) }
        return data<HelpAnswer>({ made: { card: made.card, name } }, { headers })
      }
      case 'open': {
        const personId = await getPersonOfCard(town.id, typed.card, secret)
        return redirect(page, { headers: { 'Set-Cookie': await openVisit({ ...place, personId }) } })
      }
      case 'end':
        return redirect(page, { headers: { 'Set-Cookie': await closeVisit() } })
      default:
        throw new Refusal('input.bad')
    }
  } catch (error) {
    const refused = refusalText(error, locale, town.currency)
    return data<HelpAnswer>({ refused, typed }, { status: refused.status })
  }
}
