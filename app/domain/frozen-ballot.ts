import type { BallotSettings } from './ballots.ts'

/** An option as the frozen text names it. */
export interface FrozenOption {
  number: number
  id: string
  title: string
  /** In other languages, as the voter sees them; {} where there are none. */
  translations: object
  summary: string
  costMinor: number | null
}

/**
 * The text that a phase's first ballot fixes and whose SHA-256 is printed on every result: canonical JSON, keys in the
 * order of the alphabet, two spaces deep, options by number. The same settings and options give the same text.
 */
export function frozenText(phaseId: string, settings: BallotSettings, options: FrozenOption[]): string {
  const rows = [...options]
    .sort((a, b) => a.number - b.number)
    .map(({ number, id, title, summary, costMinor, translations }) => {
      return { number, id, title, summary, costMinor, translations }
    })
  return `${JSON.stringify(sorted({ phase: phaseId, settings, options: rows }), null, 2)}\n`
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}
