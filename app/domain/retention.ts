import { ERASE_AFTER_DAYS } from './consents.ts'

/**
 * How long what is kept; days unless the name says otherwise. The page "What is stored and for how long" shows these very
 * numbers, and the clock keeps to them.
 */
export const TERMS = {
  /** Sign-in codes and sessions, after they have expired. */
  expired: 1,
  /** That somebody wrote from a device, after they last did. */
  device: 90,
  /** How often somebody did something, for the day's caps. */
  counted: 2,
  /** An account without consents, role and open session, after it was made. */
  unconfirmed: 30,
  /** From taking back the consent to processing until the account is made anonymous; a day less than was promised. */
  withdrawn: ERASE_AFTER_DAYS,
  /** Address and words of a sent letter. */
  sentLetter: 30,
  /** Address and words of a letter that could not be sent: so long it can be sent again. */
  failedLetter: 90,
  /** The mark that some letter was sent. */
  letterMark: 365,
  /** What an outside service answered to somebody who looked for a place. */
  geocoded: 30,
  /** A file that somebody began to import, with its draft. */
  importDraft: 30,
  /** A big export, row and file, after it was finished. */
  export: 1,
  /** That a webhook was told something, or was not. */
  delivery: 30,
  /** An archive of open data; the newest stays whatever its age. */
  openData: 30,
  /** That an event was told, so that it is not told twice. */
  toldEvent: 90,
} as const

export type Term = keyof typeof TERMS

const DAY_MS = 86_400_000

/** What is older than this moment has outlived its term. */
export function termEnd(term: Term, now: Date): Date {
  return new Date(now.getTime() - TERMS[term] * DAY_MS)
}
