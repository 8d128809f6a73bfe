type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing'

const SPACE = /[ \t\n\r]*/y
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * Where a text stops being JSON, since JSON.parse says it differently in each engine and sometimes not at all.
 *
 * @returns the offset of the first character that cannot be there (the length of a text cut short), or null
 *          for well-formed JSON
 */
export function jsonErrorAt(text: string): number | null {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0

  function afterValue(): Expected {
    return open.length > 0 ? 'comma-or-end' : 'nothing'
  }

  while (true) {
    at = endOf(SPACE, text, at) ?? at
    const char = text[at]
    if (expected === 'nothing' || char === undefined) {
      return expected === 'nothing' && char === undefined ? null : at
    }
    const isInObject = open.at(-1) === '{'
    const mayEnd = expected.endsWith('-or-end')
    if (mayEnd && char === (isInObject ? '}' : ']')) {
      open.pop()
      expected = afterValue()
      at++
    } else if (expected === 'comma-or-end') {
      if (char !== ',') return at
      expected = isInObject ? 'key' : 'value'
      at++
    } else if (expected === 'colon') {
      if (char !== ':') return at
      expected = 'value'
      at++
    } else if (char === '"') {
      const string = scanString(text, at)
      if (!string.isWhole) return string.at
      expected = expected.startsWith('key') ? 'colon' : afterValue()
      at = string.at
    } else if (expected.startsWith('key')) {
      return at
    } else if (char === '{' || char === '[') {
      open.push(char)
      expected = char === '{' ? 'key-or-end' : 'value-or-end'
      at++
    } else {
      const end = endOf(WORD, text, at)
      if (end === null) return at
      expected = afterValue()
      at = end
    }
  }
}

/** Line and column of an offset, both from 1, as editors show them: "3:14". */
export function lineAndColumn(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/)
  return `${lines.length}:${lines.at(-1)!.length + 1}`
}

/** From an opening quote: the offset past the closing one, or of the character that spoils the string. */
function scanString(text: string, start: number): { isWhole: boolean; at: number } {
  let at = start + 1
  while (at < text.length) {
    const char = text[at]!
    if (char === '"') return { isWhole: true, at: at + 1 }
    if (char < ' ') return { isWhole: false, at }
    const end: number | null = char === '\\' ? endOf(ESCAPE, text, at) : at + 1
    if (end === null) return { isWhole: false, at }
    at = end
  }
  return { isWhole: false, at }
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}
