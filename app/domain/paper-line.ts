import { Refusal } from './refusal.ts'
import type { BallotForm } from './rules/types.ts'

/** Why a paper ballot does not count. A clerk types `!` and the number, from 1. */
export const SPOILED = ['blank', 'too-many', 'unclear', 'not-ours', 'code'] as const
export type Spoiled = (typeof SPOILED)[number]

export interface PaperMark {
  number: number
  value: number | null
}

/** What a clerk typed of one paper ballot: marks, or why it does not count. */
export interface PaperLine {
  marks: PaperMark[]
  spoiled: Spoiled | null
}

/**
 * Reads a typed line: `3 7 12` names options by their printed numbers (for a ranking the best first), `3=4 7=2` gives
 * points or scores, `!2` says that the ballot is spoiled and why, `0` that nothing is marked. Blanks, commas and
 * semicolons part; `:` and `-` stand for `=`.
 *
 * @throws {Refusal} 'bundle.unreadable' (`example`)
 */
export function readPaperLine(typed: string, form: BallotForm): PaperLine {
  const hasValues = form === 'points' || form === 'score'
  const example = hasValues ? '3=4 7=2' : '3 7 12'
  const spoiled = /^\s*!\s*([1-5])\s*$/.exec(typed)
  if (spoiled) return { marks: [], spoiled: SPOILED[Number(spoiled[1]) - 1]! }
  const parts = typed
    .trim()
    .split(/[\s,;]+/)
    .filter(Boolean)
  if (parts.length === 0) throw new Refusal('bundle.unreadable', { example })
  if (parts.length === 1 && parts[0] === '0') return { marks: [], spoiled: null }
  const marks = parts.map((part, i): PaperMark => {
    const match = /^(\d{1,4})(?:[=:-](\d{1,6}))?$/.exec(part)
    if (!match || (match[2] !== undefined) !== hasValues) throw new Refusal('bundle.unreadable', { example })
    const value = hasValues ? Number(match[2]) : form === 'ranking' ? i + 1 : null
    return { number: Number(match[1]), value }
  })
  return { marks, spoiled: null }
}

/** The line as it would be typed; equal lines are equal ballots. */
export function paperLine({ marks, spoiled }: PaperLine, form: BallotForm): string {
  if (spoiled) return `!${SPOILED.indexOf(spoiled) + 1}`
  if (marks.length === 0) return '0'
  if (form === 'ranking')
    return [...marks]
      .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
      .map(({ number }) => number)
      .join(' ')
  return [...marks]
    .sort((a, b) => a.number - b.number)
    .map(({ number, value }) => (value === null ? `${number}` : `${number}=${value}`))
    .join(' ')
}
