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

/** The names of the form's fields for the nth new photo (from 1) and its description. */
export function photoFields(position: number) {
  return { photo: `photo${position}`, alt: `alt${position}` } as const
}

/** The name of the form's field for the description of a photo that is there already. */
export function keptAltField(photoId: string) {
  return `alt-${photoId}` as const
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

/** Endings of Russian nouns, adjectives and verbs, and of English ones; longer ones first. */
const ENDINGS =
  /(?:иями|ями|ами|иях|ях|ах|иям|ям|ам|ого|его|ому|ему|ыми|ими|ией|ей|ой|ый|ий|ых|их|ым|им|ая|яя|ое|ее|ые|ие|ую|юю|ов|ев|ом|ем|ью|ия|ию|ть|[аяоеёыиуюьй]|es|ed|ing|s)$/
/** Letters that a stem has at least. */
const STEM = 4

/**
 * What a word has in common with its other forms: лавочки, лавочку, лавочек -> лавоч. Short words and numbers stay.
 * The rule is rough on purpose: it is looked for inside of words, so that a little too short finds a little more.
 */
export function stemOf(word: string): string {
  // лавочк-а and лавоч-ек, площадк-а and площад-ок are one word.
  return shorter(withoutEnding(word), /[йеок]?к$/)
}

/** As `stemOf`, but keeping suffixes: спасск-ая and спас-о are two words. */
export function withoutEnding(word: string): string {
  return shorter(word, ENDINGS)
}

function shorter(word: string, ending: RegExp): string {
  if (word.length <= STEM || !/^\p{L}+$/u.test(word)) return word
  const stem = word.replace(ending, '')
  return stem.length >= STEM ? stem : word
}

interface Owned {
  authorId: string | null
  visibility: Visibility
  supports: number
}

/**
 * An author may change what nobody else has supported yet and what the desk has not hidden; what the desk has returned
 * may always be mended, and its history tells how many had supported it before.
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

/** True where the author may take it back: what others support stays, also after the desk has returned it. */
export function mayWithdraw(contribution: Owned, personId: string | null): boolean {
  return mayEdit(contribution, personId) && contribution.supports === 0
}

/** @throws {Refusal} 'contribution.supported-stays', and as `mustBeEditable` */
export function mustBeWithdrawable(contribution: Owned, personId: string) {
  if (contribution.authorId === personId && contribution.supports > 0)
    throw new Refusal('contribution.supported-stays')
  mustBeEditable(contribution, personId)
}

/** Published things are for everyone; the rest for their author and for staff with the desk. */
export function maySee(contribution: Owned, viewer: { personId: string; isDesk: boolean } | null): boolean {
  if (contribution.visibility === 'published') return true
  return viewer !== null && (viewer.isDesk || contribution.authorId === viewer.personId)
}
