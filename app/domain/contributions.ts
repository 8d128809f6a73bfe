import { Refusal } from './refusal.ts'

export const PIN_KINDS = ['problem', 'value', 'idea'] as const
export const KINDS = [...PIN_KINDS, 'proposal'] as const
export type Kind = (typeof KINDS)[number]

export const STATUSES = ['new', 'review', 'planned', 'done', 'declined'] as const
export type Status = (typeof STATUSES)[number]

/** What the staff may set without an official answer; every other status is a decision and comes with its reason. */
const OPEN_STATUSES: Status[] = ['new', 'review']

/** The statuses that may be set by themselves: all of them once the town has answered. */
export function statusesWithoutAnswer(isAnswered: boolean): readonly Status[] {
  return isAnswered ? STATUSES : OPEN_STATUSES
}

export const DECISIONS = ['accepted', 'partly', 'not_accepted'] as const
export type Decision = (typeof DECISIONS)[number]

/** 'merged': the desk took it into another one, where its supporters, photos and comments are. */
export type Visibility = 'pending' | 'published' | 'returned' | 'hidden' | 'withdrawn' | 'merged'

/** Characters, bytes and counts that a contribution may have; the forms and the server read the same numbers. */
export const LIMITS = {
  pinBody: 500,
  title: 120,
  body: 8000,
  comment: 2000,
  place: 200,
  alt: 200,
  reason: 2000,
  reportNote: 500,
  pinPhotos: 1,
  proposalPhotos: 5,
  photoBytes: 15_000_000,
  citations: 10,
  areaHa: 200,
  lineM: 20_000,
  vertices: 500,
} as const

export function isPin(kind: Kind): boolean {
  return kind !== 'proposal'
}

/** What the table of permissions calls it. */
export function nounOf(kind: Kind): 'pin' | 'proposal' {
  return isPin(kind) ? 'pin' : 'proposal'
}

export function photosAllowed(kind: Kind): number {
  return isPin(kind) ? LIMITS.pinPhotos : LIMITS.proposalPhotos
}

/** A pin has no title of its own: its first words stand for it in lists, letters and exports. */
export function titleFromBody(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim()
  if (line.length <= 80) return line
  const cut = line.slice(0, 80)
  // Half of a surrogate pair (an emoji cut in two) goes as well.
  return `${cut
    .slice(0, Math.max(cut.lastIndexOf(' '), 40))
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\s,.;:–—-]+$/, '')}…`
}

/** Lower case, ё as е, single spaces: what a text filter is compared with (SQLite's `like` knows no Cyrillic). */
export function searchable(...parts: (string | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ').toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim()
}

interface Owned {
  authorId: string | null
  visibility: Visibility
  supports: number
}

/**
 * An author may change or withdraw what nobody else has supported yet and what the desk has not hidden; what the desk
 * has returned may always be mended.
 */
export function mayEdit(contribution: Owned, personId: string | null): boolean {
  return (
    personId !== null &&
    contribution.authorId === personId &&
    (contribution.supports === 0 || contribution.visibility === 'returned') &&
    ['pending', 'published', 'returned'].includes(contribution.visibility)
  )
}

/** @throws {Refusal} 'contribution.not-author' | 'contribution.has-supports' | 'contribution.not-published' */
export function mustBeEditable(contribution: Owned, personId: string) {
  if (contribution.authorId !== personId) throw new Refusal('contribution.not-author')
  if (contribution.supports > 0 && contribution.visibility !== 'returned')
    throw new Refusal('contribution.has-supports')
  if (!mayEdit(contribution, personId)) throw new Refusal('contribution.not-published')
}

/** Published things are for everyone; the rest for their author and for staff with the desk. */
export function maySee(contribution: Owned, viewer: { personId: string; isDesk: boolean } | null): boolean {
  if (contribution.visibility === 'published') return true
  return viewer !== null && (viewer.isDesk || contribution.authorId === viewer.personId)
}
