/** Attributes that say which proposals an object takes into account; a .dbf cuts names at ten letters. */
const NAMES = ['proposal_ids', 'proposal_id', 'proposal_i', 'proposals', 'предложения', 'предложени']
const MOST = 50
const MOST_UNREAD = 20

export const namesProposals = (name: string) => NAMES.includes(name.trim().toLowerCase())

/**
 * The numbers of proposals that an object of a plan names: `12, 15`, `№12; №15`, `[12,15]` or one number.
 *
 * @returns each once, in order; in `unread` the first words that are no number
 */
export function numbersNamed(attributes: Record<string, unknown>): { numbers: number[]; unread: string[] } {
  const found = new Set<number>()
  const unread: string[] = []
  for (const [key, value] of Object.entries(attributes)) {
    if (!namesProposals(key) || value === null) continue
    for (const word of String(value).split(/[\s,;[\]"']+/)) {
      const digits = /^(?:№|#|N)?(\d{1,9})(?:\.0+)?$/i.exec(word)?.[1]
      if (digits && Number(digits) > 0) found.add(Number(digits))
      else if (word !== '' && word !== '№' && unread.length < MOST_UNREAD) unread.push(word.slice(0, 100))
    }
  }
  return { numbers: [...found].slice(0, MOST), unread }
}
