/** Letters of the fields. */
export const MONEY_LIMITS = { title: 200, text: 600 }
