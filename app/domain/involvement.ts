/** How far residents take part, the least first: the four levels of the Standard of involving citizens, 2020. */
export const LEVELS = ['inform', 'consult', 'design', 'decide'] as const
export type Level = (typeof LEVELS)[number]

/** The farthest of some levels; null of none. */
export function highestLevel(levels: readonly Level[]): Level | null {
  return LEVELS.findLast((level) => levels.includes(level)) ?? null
}
