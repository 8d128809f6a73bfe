/** Letters of the reason of a correction. */
export const REASON_LENGTH = 500
