import { type Flag, flagOf } from './flag.ts'

const MIN_LETTERS = 16
const CAPITALS = 0.7

/** A text mostly in capitals (abbreviations of up to four letters aside), or with a row of exclamation marks. */
export function shoutingIn(text: string): Flag[] {
  const words = (text.match(/\p{L}+/gu) ?? []).filter((word) => word.length > 4)
  const letters = words.join('')
  const capitals = letters.match(/\p{Lu}/gu)?.length ?? 0
  const isLoud = letters.length >= MIN_LETTERS && capitals / letters.length >= CAPITALS
  return flagOf('shouting', [
    ...(isLoud ? [words.slice(0, 4).join(' ')] : []),
    ...(text.match(/!{4,}|(?:[?!]){5,}/g) ?? []),
  ])
}
