/** What the rules notice in a text, about a person's pace, or about a picture. A flag asks the desk to look, no more. */
const FLAG_RULES = [
  'link',
  'email',
  'phone',
  'car-number',
  'profanity',
  'shouting',
  'new-account-burst',
  'many-from-one',
  'near-text',
  'near-photo',
] as const
export type FlagRule = (typeof FLAG_RULES)[number]

export interface Flag {
  rule: FlagRule
  /** What was found, for the desk to read: the words themselves, or a number. */
  found: string
}

const MAX_FOUND = 120

/** A flag when anything was found: the first few finds, shortened. */
export function flagOf(rule: FlagRule, finds: readonly string[]): Flag[] {
  if (finds.length === 0) return []
  const text = [...new Set(finds.map((find) => find.trim()))].slice(0, 3).join(', ')
  return [{ rule, found: text.length > MAX_FOUND ? `${text.slice(0, MAX_FOUND - 1)}…` : text }]
}
