import { searchable } from '../contributions.ts'
import { COMMON_TYPE, streetTypeOf } from './street-types.ts'

/** Words of a name that nobody has to type. */
const EMPTY = new Set(['им', 'имени', 'the', 'of'])

/** A name as it is compared. */
export interface ReadName {
  /** What has to be found: small letters, е for ё, without kinds of street, in the order of the name. */
  words: string[]
  /** Kinds of street in full, e.g. 'улица'. */
  types: string[]
}

/** Small letters, е for ё; letters and digits in words, a hyphen or slash only between them. */
export function wordsOf(text: string): string[] {
  return searchable(text).match(/[\p{L}\d]+(?:[-/\\][\p{L}\d]+)*/gu) ?? []
}

/** Parts a name into the words that it is found by and the kind of street that it says. */
export function readName(name: string): ReadName {
  const all = wordsOf(name)
  const types = all.flatMap((word) => streetTypeOf(word) ?? [])
  const words = all.filter((word) => streetTypeOf(word) === null && !EMPTY.has(word)).flatMap(partsOf)
  return { words, types }
}

/** 'ново-садовая' is two words, '1-я' is 1, '12/3' stays. */
export function partsOf(word: string): string[] {
  if (/^[\p{L}-]+$/u.test(word)) return word.split('-')
  return [word.replace(/^(\d+)-(?:я|й|е|ая|ый|ой|ое|го)$/, '$1')]
}

/**
 * What the ways of writing one name have in common: 'ул. Соборная', 'Соборная улица' and (of a street) 'Соборная' are
 * 'соборная улица'.
 *
 * @param isStreet  a name that says no kind of street is one of a улица then
 */
export function keyOf(name: string, isStreet: boolean): string {
  const { words, types } = readName(name)
  const kinds = types.length > 0 ? types : isStreet ? [COMMON_TYPE] : []
  return [...[...words].sort(), ...[...kinds].sort()].join(' ')
}

/** The words that a name is looked for by: its own and its kinds of street, but for the one that all have. */
export function foundBy(name: string): string[] {
  const { words, types } = readName(name)
  return [...new Set([...words, ...types.filter((type) => type !== COMMON_TYPE)])]
}
