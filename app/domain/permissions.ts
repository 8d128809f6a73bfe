import { Refusal } from './refusal.ts'

export type Role = 'clerk' | 'moderator' | 'planner' | 'admin'
export const ROLES = ['clerk', 'moderator', 'planner', 'admin'] as const satisfies readonly Role[]

/**
 * Who stands in the table: everybody, who is signed in, who wrote the thing itself, a role of the town, the administrator
 * of the whole installation (who also has what `admin` has, in every town).
 */
export type Who = 'anyone' | 'person' | 'author' | Role | 'platform'
export const WHO = ['anyone', 'person', 'author', ...ROLES, 'platform'] as const satisfies readonly Who[]

type Row = readonly Who[]
const DESK: Row = ['moderator', 'admin']
const DATA: Row = ['moderator', 'planner', 'admin']
const COUNTER: Row = ['clerk', 'admin']
const ADMIN: Row = ['admin']

/** Acts that are about no single pin, proposal or comment. Phases open and close residents' acts besides. */
const TOWN_ACTS = {
  'town:read': ['anyone'],
  'account:sign-in': ['anyone'],
  'account:change': ['person'],
  'pin:send': ['person'],
  'proposal:send': ['person'],
  'desk:open': DESK,
  'log:read': DESK,
  'moderation:read': ['anyone'],
  'person:read': DESK,
  'person:block': DESK,
  'reason:change': ADMIN,
  'ranking:read': DATA,
  'ranking:export': DATA,
  /** Keys for programs that read what their maker may; everybody ends their own, administrators those of all. */
  'token:create': DATA,
  'token:revoke': DATA,
  /** Designers' plans: uploading, publishing, taking them back. */
  'plan:change': DATA,
  /** Place audits and surveys: building them, opening rounds, taking the answers out. */
  'form:change': DATA,
  'form:export': DATA,
  /** Which variant of a process was chosen, and why. */
  'variant:choose': ADMIN,
  /** Pinning a remark to a drawing; phases open and close it. */
  'variant:remark': ['person'],
  'remark:report': ['person'],
  /** The designer's answer to a remark. */
  'remark:resolve': DATA,
  'remark:moderate': DESK,
  /** The public commission: members, sessions, protocols, proofs of publication. */
  'commission:change': ['clerk', 'moderator', 'admin'],
  /** Money of a project: sources, years, measures. */
  'funding:change': ['clerk', 'planner', 'admin'],
  /** What a contest asks of a process, and the set of annexes. */
  'readiness:read': DATA,
  'sharing:change': ADMIN,
  'webhook:change': ADMIN,
  'town:change': ADMIN,
  'town:create': ['platform'],
  /** The outbox of the whole installation. */
  'letters:manage': ['platform'],
  /** The library of practices: its cases are of the whole installation, towns propose theirs. */
  'practice:change': ['platform'],
  'practice:propose': ADMIN,
  'space:create': ADMIN,
  'process:create': ADMIN,
  'process:change': ADMIN,
  'role:grant': ADMIN,
  'role:revoke': ADMIN,
  'ballot:cast': ['person'],
  /** Where the town votes by printed codes: whoever holds one. */
  'ballot:cast-by-code': ['anyone'],
  'ballot:configure': ADMIN,
  'result:confirm': ADMIN,
  'result:recount': ADMIN,
  'result:exclude': ADMIN,
  'voting-code:print': ADMIN,
  'voting-code:void': ADMIN,
  'paper:enter': ['clerk', 'moderator', 'admin'],
  'identity:configure': ADMIN,
  'resident:confirm': COUNTER,
  'resident:unconfirm': COUNTER,
  'invitation:print': COUNTER,
  'invitation:void': COUNTER,
  'helpdesk:act': COUNTER,
} as const satisfies Record<string, Row>

/** Acts about one pin, proposal or comment: they are asked with their subject, for authors and limited moderators. */
const SUBJECT_ACTS = {
  'pin:support': ['person'],
  'pin:report': ['person'],
  'pin:edit': ['author'],
  'pin:withdraw': ['author'],
  'pin:approve': DESK,
  'pin:return': DESK,
  'pin:hide': DESK,
  'pin:restore': DESK,
  'pin:dismiss': DESK,
  'pin:answer': DESK,
  'pin:set-status': DESK,
  'pin:prepare': DESK,
  'pin:merge': DESK,
  'pin:split': DESK,
  'pin:move': DESK,
  'proposal:support': ['person'],
  'proposal:report': ['person'],
  'proposal:edit': ['author'],
  'proposal:withdraw': ['author'],
  'proposal:approve': DESK,
  'proposal:return': DESK,
  'proposal:hide': DESK,
  'proposal:restore': DESK,
  'proposal:dismiss': DESK,
  'proposal:answer': DESK,
  'proposal:set-status': DESK,
  'proposal:prepare': DESK,
  'proposal:merge': DESK,
  'proposal:split': DESK,
  'proposal:move': DESK,
  'comment:write': ['person'],
  'comment:write-officially': DESK,
  'comment:report': ['person'],
  'comment:approve': DESK,
  'comment:hide': DESK,
  'comment:restore': DESK,
  'comment:dismiss': DESK,
  'photo:report': ['person'],
  'photo:hide': DESK,
  'photo:restore': DESK,
  'photo:dismiss': DESK,
  'appeal:send': ['author'],
  'appeal:decide': DESK,
  'desk:undo': DESK,
} as const satisfies Record<string, Row>

export type TownAct = keyof typeof TOWN_ACTS
export type SubjectAct = keyof typeof SUBJECT_ACTS
/** What somebody may do, as `noun:verb`; the compiler knows them all. */
export type Act = TownAct | SubjectAct

const TABLE: Record<Act, Row> = { ...TOWN_ACTS, ...SUBJECT_ACTS }
export const ACTS = Object.keys(TABLE) as Act[]

/** Acts that reach over the whole town: a moderator limited to spaces or categories has no part in them. */
const WHOLE_TOWN: readonly Act[] = ['person:block']

/** Where a moderator's duty ends: what lies in one of the spaces or belongs to one of the categories. */
export interface Limits {
  spaceIds: string[]
  categoryIds: string[]
}

/** Whoever acts, in one town. */
export interface Actor {
  personId: string
  roles: Role[]
  isPlatformAdmin: boolean
  /** Of a moderator; null or left out = the whole town. */
  limits?: Limits | null
  /** Has a role, but this session has not passed its second factor: the roles are left out until it has. */
  lacksSecondFactor?: boolean
}

/** What an act is about; of a comment, the space and category are those of what it stands under. */
export interface ActSubject {
  authorId?: string | null
  spaceId?: string | null
  categoryId?: string | null
}

/** A subject, or 'some' to ask whether there may be one at all (for what a page offers). */
type About<A extends Act> = A extends SubjectAct ? [subject: ActSubject | 'some'] : []

/** Everybody that the table names for an act. */
export function whoMay(act: Act): readonly Who[] {
  return TABLE[act]
}

export function isWithin(limits: Limits | null | undefined, subject: ActSubject): boolean {
  if (!limits) return true
  const { spaceId, categoryId } = subject
  return (
    (spaceId != null && limits.spaceIds.includes(spaceId)) ||
    (categoryId != null && limits.categoryIds.includes(categoryId))
  )
}

/** Whether somebody may do something: `can(actor, 'proposal:hide', proposal)`. */
export function can<A extends Act>(actor: Actor | null, act: A, ...about: About<A>): boolean {
  const who = TABLE[act]
  const subject = about[0] as ActSubject | 'some' | undefined
  if (who.includes('anyone')) return true
  if (!actor) return false
  if (who.includes('person')) return true
  if (who.includes('author'))
    return subject === 'some' || (subject?.authorId != null && subject.authorId === actor.personId)
  if (actor.isPlatformAdmin && (who.includes('platform') || who.includes('admin'))) return true
  return actor.roles.some(
    (role) => who.includes(role) && (role !== 'moderator' || isOnDuty(actor, act, subject)),
  )
}

function isOnDuty({ limits }: Actor, act: Act, subject: ActSubject | 'some' | undefined): boolean {
  if (WHOLE_TOWN.includes(act)) return !limits
  return !subject || subject === 'some' || isWithin(limits, subject)
}

/** @throws {Refusal} 'person.not-signed-in' | 'second-factor.missing' | 'role.elsewhere' (limited) | 'role.missing' */
export function mustBeAbleTo<A extends Act>(
  actor: Actor | null,
  act: A,
  ...about: About<A>
): asserts actor is Actor {
  if (can(actor, act, ...about)) return
  if (!actor) throw new Refusal('person.not-signed-in')
  if (actor.lacksSecondFactor) throw new Refusal('second-factor.missing')
  const isLimited = actor.limits && can({ ...actor, limits: null }, act, ...about)
  throw new Refusal(isLimited ? 'role.elsewhere' : 'role.missing')
}
