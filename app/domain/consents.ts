/** What is asked for, each by its own record. Without both a person reads, but does not write. */
export const PURPOSES = ['personal-data', 'rules'] as const
export type Purpose = (typeof PURPOSES)[number]

/** The document on personal data promises to erase them so many days after the consent is withdrawn, at the latest. */
export const ERASED_BY_DAYS = 30
/** A day is left for a server that stood still. */
export const ERASE_AFTER_DAYS = ERASED_BY_DAYS - 1
