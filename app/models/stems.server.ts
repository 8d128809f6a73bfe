import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as russian } from '@orama/stemmers/russian'
import { searchable } from '#app/domain/contributions.ts'
import type { Compared } from '#app/domain/similar/score.ts'
import { trigramsOf } from '#app/domain/similar/trigrams.ts'

/** Words that everybody writes and that say nothing of the matter. */
const EMPTY = new Set(
  (
    'без был была были было быть вам вас ведь весь вот все всех вообще где даже для его если есть еще или как когда ' +
    'которые который который лишь между может можно мне мой нам нас нет него нельзя них надо нужно нужен нужна нужны ' +
    'один она они очень перед под пожалуйста поэтому потому почему при про просто просьба раз сделать сделайте ' +
    'так также там тем тоже только тут хочу хотим чего чем что чтобы эта эти это этот здесь уже тогда ' +
    'the and are but can for from had has have here into its not our out should that their them then there they ' +
    'this was were when where which will with would you your need needs please make'
  ).split(' '),
)

/** The stems of a text's words, Russian or English by their letters; empty words and numbers are left out. */
function stemsOf(text: string): Set<string> {
  const stems = new Set<string>()
  for (const word of searchable(text).match(/\p{L}{3,}/gu) ?? []) {
    if (EMPTY.has(word)) continue
    stems.add(stemOfWord(word))
  }
  return stems
}

/** Forms kept with their stems: a language has few that are used, and the stemmer takes some microseconds for each. */
const KEPT_FORMS = 50_000
const known = new Map<string, string>()

/** The stem of one word in lower case, Russian or English by its letters; numbers stay. */
export function stemOfWord(word: string): string {
  let stem = known.get(word)
  if (stem === undefined) {
    if (known.size >= KEPT_FORMS) known.clear()
    stem = (/\p{Script=Cyrillic}/u.test(word) ? russian(word) : english(word)) || word
    known.set(word, stem)
  }
  return stem
}

export function comparedOf(text: string): Compared {
  return { stems: stemsOf(text), trigrams: trigramsOf(text) }
}
