/** Whoever types without being signed in. */
export const ANONYMOUS = 'anonymous'

/** One draft for each person and form. */
export interface DraftName {
  /** A key of the person, or ANONYMOUS. */
  owner: string
  /** Which form: its town and kind. */
  form: string
}
