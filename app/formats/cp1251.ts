const HIGH = new TextDecoder('windows-1251').decode(Uint8Array.from({ length: 128 }, (_, i) => 128 + i))
const BYTES = new Map(
  [...HIGH].flatMap((letter, i) => (letter === '\ufffd' ? [] : [[letter, 128 + i] as const])),
)

/**
 * Text in Windows-1251, the code page of Russian AutoCAD and of old spreadsheets.
 *
 * @param instead  what stands for a UTF-16 unit that the page lacks, in ASCII
 */
export function cp1251(text: string, instead: (unit: string) => string): Buffer {
  let written = text
  // Mostly nothing is lacking, and then no letter is looked at twice.
  if (LACKING.test(text))
    written = Array.from(text.split(''), (unit) => (isKnown(unit) ? unit : instead(unit))).join('')
  const bytes = Buffer.allocUnsafe(written.length)
  for (let i = 0; i < written.length; i++) {
    const code = written.charCodeAt(i)
    bytes[i] = code < 128 ? code : BYTES.get(written[i]!)!
  }
  return bytes
}

const isKnown = (unit: string) => unit.charCodeAt(0) < 128 || BYTES.has(unit)
const LACKING = new RegExp(
  `[^\\u0000-\\u007f${[...BYTES.keys()].map((letter) => `\\u${hex(letter)}`).join('')}]`,
)

/** Four hexadecimal digits of a UTF-16 unit. */
export function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
}
