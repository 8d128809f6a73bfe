/** Latin letters of keyboards that were not switched. */
const LATIN: Record<string, string> = {
  a: 'а',
  b: 'б',
  v: 'в',
  g: 'г',
  d: 'д',
  e: 'е',
  k: 'к',
  s: 'с',
}
const LEADING = /^(?:дом|д|house|владение|вл|участок|уч|no|№)\.?\s*(?=\d)/
const BLOCK = /\s*(?:корпус|корп|кор|к)\.?\s*(?=\d)/g
const BUILDING = /\s*(?:строение|стр|с)\.?\s*(?=\d)/g
const LETTER = /\s*(?:литера|литер|лит|л)\.?\s*["«]?([а-я])(?![а-я])["»]?/g

/** A house number in the form that `numberKeyOf` gives. */
const KEY = /^\d{1,4}[а-я]?(?:[/-]\d{1,4}[а-я]?)?(?:к\d{1,3}[а-я]?)?(?:с\d{1,3}[а-я]?)?$/

/**
 * One form for a house number however it is written: 'д. 12 А' and '12а' -> '12а', '12 корп. 2' -> '12к2', '12, стр. 1'
 * -> '12с1', '12 / 3' -> '12/3'. What is no such number stays as it is, in small letters without spaces.
 */
export function numberKeyOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[a-z]/g, (letter, at: number, all: string) =>
      /[a-z]/.test(all[at + 1] ?? '') || /[a-z]/.test(all[at - 1] ?? '') ? letter : (LATIN[letter] ?? letter),
    )
    .trim()
    .replace(LEADING, '')
    .replace(/,/g, ' ')
    .replace(BLOCK, 'к')
    .replace(BUILDING, 'с')
    .replace(LETTER, '$1')
    .replace(/\s*([/\\-])\s*/g, (_, mark: string) => (mark === '\\' ? '/' : mark))
    .replace(/["«»№.]/g, '')
    .replace(/(\d)-([а-я])/g, '$1$2')
    .replace(/\s+/g, '')
}

function isHouseNumber(key: string): boolean {
  return KEY.test(key)
}

/** True for '12а', '12/3' and '12к2' when '12' was asked for; not for '120'. */
export function isPartOf(key: string, asked: string): boolean {
  return key.startsWith(asked) && !/^\d/.test(key.slice(asked.length))
}

/**
 * The house number that begins at a word, with how many words it takes: 12 корп 2 -> { key: '12к2', words: 3 }.
 *
 * @param words  in small letters, without commas
 * @returns null where no number begins
 */
export function numberAt(words: readonly string[], at: number): { key: string; words: number } | null {
  if (!/^\d/.test(words[at] ?? '')) return null
  for (let count = Math.min(5, words.length - at); count >= 1; count--) {
    const key = numberKeyOf(words.slice(at, at + count).join(' '))
    // More words than one only where they make it longer than its digits: '8 марта' is none.
    if (isHouseNumber(key) && (count === 1 || isJoined(words.slice(at + 1, at + count))))
      return { key, words: count }
  }
  return null
}

/** The words after the first one of a number: a letter, or 'корп', 'стр' and the like with their digits. */
function isJoined(more: readonly string[]): boolean {
  return /^(?:[а-яa-z]|(?:(?:корпус|корп|кор|к|строение|стр|с)\.?\s?\d+[а-я]?\s?)+|(?:литера|литер|лит)\.?\s?[а-я]|[/\\-] ?\d+[а-я]?)$/.test(
    more.join(' '),
  )
}
