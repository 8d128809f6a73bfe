import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { createInvitations, voidInvitations } from '#app/models/invitations.server.ts'
import { confirmResident, unconfirmResident } from '#app/models/residents.server.ts'
import type { requireStaff } from '#app/session.server.ts'

type Staff = Awaited<ReturnType<typeof requireStaff>>

/** What a form of the counter is answered with, when it was not refused. */
export interface Done {
  said?: 'confirmed' | 'unconfirmed'
  voided?: number
  printed?: { batch: number; codes: string[]; expiresAt: Date }
}

/** @throws {Refusal} what the acts refuse, 'input.bad' */
export async function actAtCounter(form: FormData, { town, actor }: Staff): Promise<Done> {
  const place = { townId: town.id, actorId: actor.personId }
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const whole = (name: string) => (/^\d{1,6}$/.test(text(name)) ? Number(text(name)) : Number.NaN)
  switch (form.get('intent')) {
    case 'confirm':
      await confirmResident({ ...place, email: text('email') })
      return { said: 'confirmed' }
    case 'unconfirm':
      mustBeAbleTo(actor, 'resident:unconfirm')
      await unconfirmResident({ ...place, personId: text('person') })
      return { said: 'unconfirmed' }
    case 'print': {
      mustBeAbleTo(actor, 'invitation:print')
      const secret = env().SESSION_SECRET
      return { printed: await createInvitations({ ...place, howMany: whole('howMany'), secret }) }
    }
    case 'void':
      mustBeAbleTo(actor, 'invitation:void')
      if (Number.isNaN(whole('batch'))) throw new Refusal('input.bad')
      return { voided: await voidInvitations({ ...place, batch: whole('batch') }) }
    default:
      throw new Refusal('input.bad')
  }
}
