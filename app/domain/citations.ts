import { LIMITS } from './contributions.ts'

export type CitationFault = 'cites' | 'cites-many'

/**
 * The numbers of pins that a proposal rests on, as they are typed: "12, 15", "№ 12 и № 15".
 * @returns each number once, or what is wrong with the text
 */
export function parseCitations(text: string): number[] | CitationFault {
  const words = text
    .replace(/[№#]\s*/g, ' ')
    .split(/(?:[\s,;]|(?<=\s)(?:и|and)(?=\s))+/)
    .filter(Boolean)
  if (words.some((word) => !/^[1-9]\d{0,8}$/.test(word))) return 'cites'
  const numbers = [...new Set(words.map(Number))]
  return numbers.length > LIMITS.citations ? 'cites-many' : numbers
}
