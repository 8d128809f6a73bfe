import { Refusal } from './refusal.ts'

export type Role = 'moderator' | 'planner' | 'admin'
export const ROLES: Role[] = ['moderator', 'planner', 'admin']

/** What the staff of a town may do. Residents' acts are opened by phases, not by roles. */
export type StaffAct = 'desk' | 'moderate' | 'answer' | 'rank' | 'log' | 'paper' | 'administer'

const TABLE: Record<StaffAct, Role[]> = {
  desk: ['moderator', 'admin'],
  moderate: ['moderator', 'admin'],
  answer: ['moderator', 'admin'],
  rank: ['planner', 'moderator', 'admin'],
  log: ['moderator', 'admin'],
  paper: ['moderator', 'admin'],
  administer: ['admin'],
}

export interface Actor {
  personId: string
  roles: Role[]
  isPlatformAdmin: boolean
}

export function can(actor: Actor | null, act: StaffAct): boolean {
  if (!actor) return false
  return actor.isPlatformAdmin || actor.roles.some((role) => TABLE[act].includes(role))
}

/** @throws {Refusal} 'role.missing' */
export function mustBeAbleTo(actor: Actor | null, act: StaffAct): asserts actor is Actor {
  if (!actor) throw new Refusal('person.not-signed-in')
  if (!can(actor, act)) throw new Refusal('role.missing')
}
