/** What is asked for, each by its own record. Without both a person reads, but does not write. */
export const PURPOSES = ['personal-data', 'rules'] as const
export type Purpose = (typeof PURPOSES)[number]
