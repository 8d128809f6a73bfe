import { Refusal } from './refusal.ts'

/**
 * How far a town knows who somebody is, each level above the one before: signed in somehow, an e-mail address that answered,
 * seen in person by the staff (or holding a printed invitation), a state account.
 */
export const TRUST = ['anonymous', 'email', 'in-person', 'state-account'] as const
export type Trust = (typeof TRUST)[number]

/** What a service that people sign in with may be mapped to: it always says at least that there is somebody. */
export const PROVIDER_TRUST = ['email', 'in-person', 'state-account'] as const satisfies readonly Trust[]

export function isAtLeast(trust: Trust, least: Trust): boolean {
  return TRUST.indexOf(trust) >= TRUST.indexOf(least)
}

export function highestOf(levels: readonly Trust[]): Trust {
  return levels.reduce((highest, one) => (isAtLeast(one, highest) ? one : highest), 'anonymous')
}

/** @throws {Refusal} 'trust.needs-email' | 'trust.needs-in-person' | 'trust.needs-state-account' */
export function mustBeAtLeast(trust: Trust, least: Trust) {
  if (least === 'anonymous' || isAtLeast(trust, least)) return
  throw new Refusal(`trust.needs-${least}`)
}
