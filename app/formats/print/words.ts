import { INK } from '#app/formats/print/palette.ts'
import { MM, type Part, type Pen, type StructType, tag, type Weight } from '#app/formats/print/pen.ts'

export interface Words {
  x: number
  y: number
  width: number
  size: number
  weight?: Weight
  colour?: string
  /** Between lines, a share of the size. */
  leading?: number
  align?: 'left' | 'right' | 'center'
  spacing?: number
  link?: string
}

const LEADING = 0.18

function sized(pen: Pen, { size, weight = 'regular' }: Words) {
  return pen.doc.font(weight).fontSize(size)
}

function optionsOf(
  text: string,
  { width, size, leading = LEADING, align = 'left', spacing = 0, link }: Words,
) {
  return {
    width,
    align,
    lineGap: leading * size,
    // After the last paragraph, too: none where there is one only.
    paragraphGap: text.includes('\n') ? size * 0.4 : 0,
    characterSpacing: spacing,
    ...(link ? { link } : {}),
  }
}

/** Height of a text as it would be set, points. */
export function heightOf(pen: Pen, text: string, words: Words): number {
  return sized(pen, words).heightOfString(text, optionsOf(text, words))
}

/** Sets a text and says where the next may begin. */
export function setText(pen: Pen, text: string, words: Words): number {
  const height = heightOf(pen, text, words)
  sized(pen, words)
    .fillColor(words.colour ?? INK.ink)
    .text(text, words.x, words.y, optionsOf(text, words))
  return words.y + height
}

/** Sets a text as one element of the structure. */
export function write(pen: Pen, parent: Part, type: StructType, text: string, words: Words): number {
  let bottom = words.y
  tag(pen, parent, type, () => {
    bottom = setText(pen, text, words)
  })
  return bottom
}

/**
 * As much of a text as fits into a height, cut after a word.
 * @returns the whole text where it fits; '' where not even a word does
 */
export function fitted(pen: Pen, text: string, words: Words, height: number): string {
  if (heightOf(pen, text, words) <= height) return text
  const ends = [...text.matchAll(/\s+/g)].map(({ index }) => index)
  const last = lastThat(ends, (end) => heightOf(pen, cutAt(text, end), words) <= height)
  return last === null ? '' : cutAt(text, last)
}

const cutAt = (text: string, end: number) => `${text.slice(0, end).replace(/[\s.,;:!?—–-]+$/, '')}…`

/**
 * A text in two: what fits into a height, up to the end of a word, and what goes on elsewhere.
 * A word longer than the room is cut; of a height for no letter everything goes on.
 */
export function parted(pen: Pen, text: string, words: Words, height: number): [fits: string, rest: string] {
  if (heightOf(pen, text, words) <= height) return [text, '']
  const isIn = (end: number) => heightOf(pen, text.slice(0, end), words) <= height
  const spaces = [...text.matchAll(/\s+/g)].map(({ index }) => index)
  const ends: number[] = []
  for (const letter of text.slice(0, spaces[0])) ends.push((ends.at(-1) ?? 0) + letter.length)
  ends.push(...spaces)
  const last = lastThat(ends, isIn)
  return last === null ? ['', text] : [text.slice(0, last), text.slice(last).trimStart()]
}

/** The last of ascending places that holds, where all before it hold too. */
function lastThat(ends: readonly number[], holds: (end: number) => boolean): number | null {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (holds(ends[middle - 1]!)) low = middle
    else high = middle - 1
  }
  return low === 0 ? null : ends[low - 1]!
}

/** One line, cut to a width. */
export function oneLine(pen: Pen, text: string, words: Omit<Words, 'x' | 'y'>): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return fitted(pen, line, { ...words, x: 0, y: 0 }, words.size * (1.25 + (words.leading ?? LEADING)) * 1.2)
}

/** Widest line of a text that is not wrapped, points. */
export function widthOf(pen: Pen, text: string, size: number, weight: Weight = 'regular'): number {
  return pen.doc.font(weight).fontSize(size).widthOfString(text)
}

/** A line across, as decoration. */
export function rule(pen: Pen, x: number, y: number, width: number, colour = '#dedacf', thick = 0.2 * MM) {
  pen.doc.markContent('Artifact', { type: 'Layout' })
  pen.doc
    .lineWidth(thick)
    .strokeColor(colour)
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke()
  pen.doc.endMarkedContent()
}

/** Code points that the letters have: Latin, Cyrillic, typographic signs, arrows, a few of mathematics. */
const SHOWN: readonly (readonly [from: number, to: number])[] = [
  [0x09, 0x0a],
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x301, 0x301],
  [0x400, 0x45f],
  [0x490, 0x493],
  [0x2010, 0x2014],
  [0x2018, 0x201e],
  [0x2020, 0x2022],
  [0x2026, 0x2026],
  [0x2030, 0x2030],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x20bd, 0x20bd],
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2190, 0x2193],
  [0x2212, 0x2212],
]

/** Leaves out what the letters cannot show (emoji, rare scripts): a box says less than nothing. */
export function printable(text: string): string {
  const shown = Array.from(text.normalize('NFC').replace(/\r\n?/g, '\n')).filter(function isShown(character) {
    const code = character.codePointAt(0)!
    return SHOWN.some(([from, to]) => code >= from && code <= to)
  })
  return shown
    .join('')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim()
}
