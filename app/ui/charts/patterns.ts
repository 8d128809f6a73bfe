/** What a piece of a picture stands for. Told apart by pattern as well as by colour: print and colour-blind eyes see it too. */
export type Paint = 'past' | 'won' | 'lost' | 'over' | 'left' | 'first' | 'second' | 'third'

export const FILL: Record<Paint, string> = {
  past: 'var(--line)',
  won: 'var(--leaf)',
  lost: 'var(--line-strong)',
  over: 'var(--brick)',
  left: 'var(--surface)',
  first: 'var(--accent)',
  second: 'var(--ochre)',
  third: 'var(--sky)',
}

/** Stripes of the ground over the colour: degrees, and pixels of the stripe and of the step. */
export const STRIPES: Partial<Record<Paint, { turn: number; stripe: number; step: number }>> = {
  lost: { turn: 45, stripe: 2.5, step: 6 },
  over: { turn: -45, stripe: 1.5, step: 4 },
  second: { turn: 0, stripe: 1.5, step: 5 },
  third: { turn: 90, stripe: 1.5, step: 5 },
}

/** One piece of a bar, as shares of the whole width from 0 to 1. */
export interface Piece {
  from: number
  to: number
  paint: Paint
}

/** Per cent with two decimals: enough for a bar, and the same text on the server and in the browser. */
export function percent(share: number): string {
  return `${(Math.max(0, Math.min(1, share)) * 100).toFixed(2)}%`
}
