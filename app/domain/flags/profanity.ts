import { type Flag, flagOf } from './flag.ts'

/*
 * Beginnings of rude words, matched against single words after disguises are taken off: a rule that looked inside words
 * would find them in "хлеб", "мебель" and "употреблять". The desk reads every find; none is hidden by itself.
 */
const RUSSIAN: RegExp[] = [
  /^(?:на|по|ни|о|от|за|до|вы|при|с|ис)?ху(?:й|я|е|ю|и(?!н))/,
  /^\p{L}{0,4}пизд/u,
  /^(?:за|на|вы|до|надо|у|отъ?|по|подъ?|разъ?|съ|въ|объ?|при|пере|про|недо|долбо|муд[ао])?еб(?:а|л|у|н|и|о|ш|ы|е)/,
  /^бля(?:$|д|т)/,
  /^муд(?:ак|ил|озвон)/,
  /^(?:пид[оа]р|педрил|педик(?:и|а|ов)?$)/,
  /^г[ао]ндон/,
  /^залуп/,
  /^су(?:ка|ки|чка|чий|чара)$/,
  /^(?:говн|дерьм|жоп[аеуы]|мраз[ьи]|ублюд|шлюх|дебил|идиот|придур|тупиц|сволоч)/,
  /^урод(?:ы|ов|ам|ина)?$/,
  /^(?:чурк[аи]|жид(?:ы|ов)|хачи)$/,
]

const LATIN: RegExp[] = [
  /^(?:mother)?f+u+c+k/,
  /^(?:bull)?shit(?!ak)/,
  /^(?:cunt|asshole|arsehole|bitch|bastard|dickhead|wanker|nigger|faggot|retard|moron|idiot)/,
  /^(?:blya[dt]|bliad|pizd|suka$|cyka$|x+uy|huy(?:$|l)|ebat|zaeb|naeb|mudak|pid[oa]r|g[ao]ndon)/,
]

/** Letters and digits that stand for Russian letters in a disguised word. */
const LOOKALIKES: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  u: 'и',
  x: 'х',
  y: 'у',
  n: 'п',
  '0': 'о',
  '3': 'з',
  '4': 'ч',
  '6': 'б',
  '@': 'а',
  '€': 'е',
}
/** Stands for a letter that was left out: п*здец. */
const MASK = /[*#$%]/g
/** The rude words that people mask, whole: what stands for the star must fit. */
const MASKED = [
  'хуй',
  'хуйня',
  'хуевый',
  'пизда',
  'пиздец',
  'бля',
  'блядь',
  'блять',
  'ебать',
  'ебаный',
  'сука',
  'суки',
  'мудак',
  'пидор',
  'говно',
  'жопа',
  'fuck',
  'fucking',
  'shit',
  'bitch',
]

/** Rude words in Russian and English, in simple disguises, too: п*здец, с у к а, xyй, бляяять. */
export function profanityIn(text: string): Flag[] {
  const lower = text.toLowerCase().replaceAll('ё', 'е')
  const words = [...(lower.match(/[\p{L}\d@€*#$%]+/gu) ?? []), ...spelledOut(lower)]
  return flagOf('profanity', words.filter(isRude))
}

function isRude(word: string): boolean {
  if (!/\p{L}/u.test(word)) return false
  if (word.search(MASK) >= 0) return isRudeMasked(word)
  const squeezed = word.replace(/(\p{L})\1+/gu, '$1')
  const cyrillic = [...squeezed].map((char) => LOOKALIKES[char] ?? char).join('')
  const isLatin = !/\p{Script=Cyrillic}/u.test(word)
  const asRussian = /^\p{Script=Cyrillic}+$/u.test(cyrillic) ? [squeezed, cyrillic] : []
  // A plain Latin word is English, not Russian in disguise.
  if (isLatin) return LATIN.some((rude) => rude.test(squeezed) || rude.test(word))
  return asRussian.some((form) => RUSSIAN.some((rude) => rude.test(form)))
}

function isRudeMasked(word: string): boolean {
  const stars = word.match(MASK)?.length ?? 0
  const letters = word.replace(MASK, '').length
  // Of a word that is mostly stars nothing can be said.
  if (letters < 2 || stars > letters) return false
  const isMixed = /\p{Script=Cyrillic}/u.test(word)
  const plain = isMixed ? [...word].map((char) => LOOKALIKES[char] ?? char).join('') : word
  const shape = new RegExp(`^${plain.replace(MASK, '\\p{L}')}$`, 'u')
  return MASKED.some((rude) => shape.test(rude))
}

/** Words whose letters stand apart: "с у к а", "б.л.я". */
function spelledOut(text: string): string[] {
  return (text.match(/(?<![\p{L}\d])\p{L}(?:[\s._-]{1,2}\p{L}){2,}(?![\p{L}\d])/gu) ?? []).map((spelled) =>
    spelled.replace(/[^\p{L}]/gu, ''),
  )
}
