import { numberAt } from './house-numbers.ts'
import { partsOf, readName, wordsOf } from './names.ts'
import { streetTypeOf } from './street-types.ts'

/** Longer texts are no addresses. */
const MOST_CHARACTERS = 120
const MOST_WORDS = 8
const BEFORE_NUMBER = new Set(['дом', 'д', 'house', 'вл', 'владение'])
const FLAT = new Set(['кв', 'квартира', 'офис', 'flat'])
const TOWN = new Set(['г', 'город', 'town', 'рф', 'россия'])

/** A typed address as it is compared. */
export interface Asked {
  /** `type` is the kind of street that the word says in full; such words need not fit. */
  words: { word: string; type: string | null }[]
  /** The ways to take a part of the words for a house number. */
  numbers: { key: string; from: number; to: number }[]
}

/**
 * Reads what somebody typed: 'ул. Соборная, д. 5', 'соборная 5' and '5 соборная' come to the same.
 *
 * @param townName  its words, with 'г.' before them, say nothing here
 */
export function readAsked(text: string, townName = ''): Asked {
  const town = new Set(readName(townName).words)
  const all = wordsOf(text.slice(0, MOST_CHARACTERS).replace(/(?<=\d)\s*([/\\])\s*(?=\d)/g, '$1'))
  const isFlat = (at: number) => FLAT.has(all[at] ?? '')
  const told = all.filter(
    (word, at) =>
      !(BEFORE_NUMBER.has(word) && /^\d/.test(all[at + 1] ?? '')) &&
      !(isFlat(at) && /^\d/.test(all[at + 1] ?? '')) &&
      !isFlat(at - 1),
  )
  const notTown = told.filter((word) => !town.has(word) && !TOWN.has(word))
  const kept = (notTown.length > 0 ? notTown : told)
    .flatMap((word) => (streetTypeOf(word) === null ? partsOf(word) : [word]))
    .slice(0, MOST_WORDS)
  const numbers: Asked['numbers'] = []
  for (let at = 0; at < kept.length; at++) {
    const number = numberAt(kept, at)
    if (number) numbers.push({ key: number.key, from: at, to: at + number.words })
  }
  return { words: kept.map((word) => ({ word, type: streetTypeOf(word) })), numbers }
}

/** The words that have to fit a name when the words `from` to `to` are a house number: kinds of street only where nothing else is. */
export function neededOf({ words }: Asked, number: { from: number; to: number } | null): number[] {
  const rest = words.flatMap((_, i) => (number && i >= number.from && i < number.to ? [] : [i]))
  const named = rest.filter((i) => words[i]!.type === null)
  return named.length > 0 ? named : rest
}
