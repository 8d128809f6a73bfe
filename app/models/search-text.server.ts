import { searchable, stemOf } from '#app/domain/contributions.ts'
import { TEXT_LIMITS } from '#app/domain/filter.ts'
import { BEGINNING, type Pattern } from '#app/domain/search/postings.ts'
import type { Translations } from '#db/schema/towns.server.ts'
import { stemOfWord } from './stems.server.ts'

/** What a contribution is found by. */
export interface Worded {
  title: string
  body: string
  placeText: string
  number: number
  translations?: Translations
}

/** The distinct stems of everything that is said there, between spaces; the table's column of the same name. */
export function searchTextOf({ title, body, placeText, number, translations = {} }: Worded): string {
  const others = Object.values(translations).flatMap((words) => [words.title, words.body, words.placeText])
  return stemmed(searchable(title, body, placeText, String(number), ...others))
}

/** ' stem stem '; '' of a text without a word. */
function stemmed(text: string): string {
  const stems = new Set(wordsOf(text).map(stemOfWord))
  return stems.size === 0 ? '' : ` ${[...stems].join(' ')} `
}

/** The stems of a stored text; of one that an older version stored, made now. */
export function stemsIn(searchText: string): string[] {
  const text = isStemmed(searchText) ? searchText : stemmed(searchText)
  return text === '' ? [] : text.slice(1, -1).split(' ')
}

function isStemmed(searchText: string): boolean {
  return searchText === '' || searchText.startsWith(' ')
}

export function restemmed(searchText: string): string {
  return isStemmed(searchText) ? searchText : stemmed(searchText)
}

function wordsOf(text: string): string[] {
  return (
    searchable(text)
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** A word that is looked for: its stem and what it means in a text. */
export interface SoughtWord {
  word: string
  stem: string
  patterns: Pattern[]
}

/**
 * The words of a filter, each of which a text must hold: its stem, or a word that begins as its rough stem does
 * (лавочек and лавочка have two stems). «у», «by» say nothing beside other words.
 */
export function soughtWords(text: string): SoughtWord[] {
  const words = [...new Set(wordsOf(text))]
  const telling = words.filter((word) => word.length > 2 || /\p{N}/u.test(word))
  return (telling.length > 0 ? telling : words).slice(0, TEXT_LIMITS.words).map(function seek(word) {
    const stem = stemOfWord(word)
    const rough = stemOf(word)
    const patterns: Pattern[] =
      rough.length >= BEGINNING && !/\p{N}/u.test(word) ? [stem, `${rough}*`] : [stem]
    return { word, stem, patterns }
  })
}
