import { withoutEnding } from '../contributions.ts'

/** Letters of a word that may be wrong, left out, too many or swapped, by its length. */
export function editsAllowed(word: string): number {
  if (word.length < 4 || /\d/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

/** As `matchWord`; a kind of street, however shortened, fits its full name. */
export function matchAsked(
  { word: typed, type }: { word: string; type: string | null },
  word: string,
): number {
  return type === word ? 1 : matchWord(typed, word)
}

/**
 * How well a typed word fits a word of a name, 0 to 1: itself, another form of it, its beginning, misspelt, the beginning
 * misspelt; 0 is no match. Numbers fit only themselves.
 */
export function matchWord(typed: string, word: string): number {
  if (typed === word) return 1
  if (/^\d/.test(typed) || /^\d/.test(word)) return 0
  const stem = withoutEnding(typed)
  if (stem.length >= 4 && stem === withoutEnding(word)) return 0.97
  if (typed.length >= 2 && word.startsWith(typed)) return 0.9
  const most = editsAllowed(typed)
  if (most === 0) return 0
  const { whole, beginning } = editsBetween(typed, word)
  if (whole <= most) return 0.85 - 0.1 * whole
  return beginning <= most ? 0.75 - 0.1 * beginning : 0
}

/**
 * Letters to change, leave out, put in or swap (optimal string alignment) to make `typed` the word, or the beginning of
 * the word that is nearest to it.
 */
export function editsBetween(typed: string, word: string): { whole: number; beginning: number } {
  let older: number[] = []
  let last = Array.from({ length: word.length + 1 }, (_, i) => i)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= word.length; j++) {
      const isSame = typed[i - 1] === word[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
        least = Math.min(least, older[j - 2]! + 1)
      row.push(least)
    }
    older = last
    last = row
  }
  return { whole: last[word.length]!, beginning: Math.min(...last) }
}

/** Three letters at a time of a word's stem, its beginning marked by a space: what misspelt words still share. */
export function gramsOf(word: string): string[] {
  const marked = ` ${withoutEnding(word)}`.padEnd(3)
  return Array.from({ length: marked.length - 2 }, (_, i) => marked.slice(i, i + 3))
}

/** The gram that all words share which begin as this one does; with one letter, that word alone. */
export function firstGram(word: string): string {
  return ` ${word.slice(0, 2)}`.padEnd(3)
}
