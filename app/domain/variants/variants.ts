/** How far a concept variant has come. */
export type VariantState = 'draft' | 'published' | 'withdrawn'

/** What the designer has decided about a remark: taken, taken in part, not taken. */
export const RESOLUTIONS = ['taken', 'partly', 'not_taken'] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** What a remark on a drawing may be for the public. */
export type RemarkVisibility = 'pending' | 'published' | 'hidden' | 'withdrawn'

export const VARIANT_LIMITS = {
  title: 140,
  note: 300,
  body: 2000,
  /** Phases, gains and losses: one a line. */
  lines: 1500,
  remark: 1000,
  reason: 1000,
  /** Of a drawing's file. */
  bytes: 40_000_000,
  /** An A1 sheet at 250 dots to the inch has 48 million. */
  pixels: 60_000_000,
  /** Longest side. */
  side: 20_000,
  /** Shortest side: less is no drawing. */
  leastSide: 64,
  versions: 50,
} as const

/** The lines of a text that have anything in them. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

/**
 * Whether a remark stands on a version's drawing: those about it do, and of earlier ones those that nobody has answered yet.
 */
export function isShownOn(
  remark: { version: number; resolution: Resolution | null },
  version: number,
): boolean {
  return remark.version === version || (remark.version < version && remark.resolution === null)
}

/** How many of the drawing's pixels one pixel of a level stands for; the last level is the drawing itself. */
export function levelScale(level: number, levels: number): number {
  return 2 ** (levels - 1 - level)
}
