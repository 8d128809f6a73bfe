import { Refusal } from './refusal.ts'

export const MEMBER_ROLES = ['chair', 'secretary', 'member'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

/** What a session decides about, in the order in which the federal contest goes. */
export const STAGES = ['territory', 'measures', 'project', 'other'] as const
export type Stage = (typeof STAGES)[number]

export const PROOF_SUBJECTS = ['intake', 'protocol', 'project'] as const
export const PROOF_CHANNELS = ['site', 'newspaper', 'tv', 'radio', 'social', 'board'] as const
export type ProofSubject = (typeof PROOF_SUBJECTS)[number]
export type ProofChannel = (typeof PROOF_CHANNELS)[number]

export interface Votes {
  for: number
  against: number
  abstained: number
}

/** One question of the agenda. */
export interface ProtocolItem {
  question: string
  heard: string
  spoke: string
  /** '' where nothing was decided. */
  resolved: string
  votes: Votes
}

/** Proposals that a register holds in a protocol; the others are counted. */
export const REGISTER_ROWS = 500

/** A protocol as it is published: everything that its page and its papers say, of one moment. */
export interface ProtocolContent {
  number: number
  stage: Stage
  title: string
  place: string
  /** ISO 8601. */
  heldAt: string
  process: { slug: string; title: string } | null
  members: { number: number; name: string; office: string; role: MemberRole; isPresent: boolean }[]
  items: ProtocolItem[]
  /** Phases in which proposals were taken: ISO 8601. */
  intakes: { title: string; startsAt: string; endsAt: string | null }[]
  proofs: { subject: ProofSubject; channel: ProofChannel; title: string; url: string; publishedOn: string }[]
  /** Proposals of the process; null where the session is about none. */
  register: {
    all: number
    rows: { number: number; title: string; space: string; supports: number; decision: string | null }[]
    /** Proposals by space, most first. */
    spaces: { space: string; count: number }[]
  } | null
}

export interface Quorum {
  members: number
  present: number
  /** The least number of members that is more than half. */
  needed: number
  hasQuorum: boolean
}

/** More than half of all members, as commissions' rules have it. */
export function quorumOf(members: number, present: number): Quorum {
  const needed = Math.floor(members / 2) + 1
  return { members, present, needed, hasQuorum: members > 0 && present >= needed }
}

/** Those in office on a day; days as 'YYYY-MM-DD', both ends included. */
export function sittingOn<M extends { since: string; until: string | null }>(
  members: readonly M[],
  day: string,
): M[] {
  return members.filter(({ since, until }) => since <= day && (until === null || until >= day))
}

/** Members present who gave no vote at all. */
export function notVoting(votes: Votes, present: number): number {
  return present - sumOf(votes)
}

/** Carried by more than half of those present. */
export function isCarried(votes: Votes, present: number): boolean {
  return votes.for * 2 > present
}

const sumOf = (votes: Votes) => votes.for + votes.against + votes.abstained

/**
 * No more votes than members who came.
 * @throws {Refusal} 'protocol.votes-over', with the first question where they are
 */
export function mustAddUp(items: readonly ProtocolItem[], present: number): void {
  items.forEach(({ votes }, i) => {
    if (sumOf(votes) > present)
      throw new Refusal('protocol.votes-over', { item: i + 1, votes: sumOf(votes), present })
  })
}

/**
 * Whether a session may be published as a protocol: it was held, members came, and something was decided exactly if there was a
 * quorum; each decision has votes.
 *
 * @throws {Refusal} 'protocol.not-held' | 'protocol.nobody' | 'protocol.no-quorum' | 'protocol.no-decision' |
 *   'protocol.no-votes' | 'protocol.votes-over'
 */
export function mustBePublishable(content: ProtocolContent, now: Date): void {
  if (Date.parse(content.heldAt) > now.getTime()) throw new Refusal('protocol.not-held')
  const present = content.members.filter(({ isPresent }) => isPresent).length
  if (present === 0) throw new Refusal('protocol.nobody')
  mustAddUp(content.items, present)
  const { hasQuorum, needed, members } = quorumOf(content.members.length, present)
  const decided = content.items.filter(({ resolved }) => resolved !== '')
  if (!hasQuorum) {
    if (decided.length > 0) throw new Refusal('protocol.no-quorum', { present, members, needed })
    return
  }
  if (decided.length === 0) throw new Refusal('protocol.no-decision')
  const bare = content.items.findIndex(({ resolved, votes }) => resolved !== '' && sumOf(votes) === 0)
  if (bare >= 0) throw new Refusal('protocol.no-votes', { item: bare + 1 })
}

/** Who came, of a published protocol. */
export function quorumIn({ members }: Pick<ProtocolContent, 'members'>): Quorum {
  return quorumOf(members.length, members.filter(({ isPresent }) => isPresent).length)
}

/** The moment before a phase ends, ISO 8601: one that ends at midnight does not have the day that begins then. */
export function lastMoment(endsAt: string): string {
  return new Date(Date.parse(endsAt) - 1).toISOString()
}
