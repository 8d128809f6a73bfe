/** Without I, L, O and U: nothing is misread from paper, and no words come out. */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Letters that look the same on a Russian keyboard or to the eye. */
const MISREAD: Record<string, string> = {
  ...{ O: '0', I: '1', L: '1', U: 'V' },
  ...{ А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: '0', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X' },
}

/** What was typed, as the code was printed: upper case, no spaces or hyphens, look-alikes put right. */
export function plainCode(typed: string): string {
  return [...typed.toUpperCase().replace(/[\s\-–—]/g, '')].map((letter) => MISREAD[letter] ?? letter).join('')
}

/** Groups of four: K7Q2-9FMD-3XTA. */
export function shownCode(plain: string): string {
  return plain.match(/.{1,4}/g)?.join('-') ?? ''
}

/** Five bits a letter, from bytes that are random. */
export function codeFrom(bytes: Uint8Array, length: number): string {
  return Array.from({ length }, (_, i) => CODE_LETTERS[bytes[i]! & 31]).join('')
}
