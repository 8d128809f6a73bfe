import { isAtLeast, type Trust } from './trust.ts'

/** Acts whose number a day is limited for each person. */
export type CappedAct = 'pin' | 'proposal' | 'comment' | 'report' | 'support' | 'appeal'

export type BurstAct = Exclude<CappedAct, 'support'>

const A_DAY: Record<'least' | 'known', Record<CappedAct, number>> = {
  least: { pin: 30, proposal: 15, comment: 100, report: 30, support: 300, appeal: 10 },
  known: { pin: 60, proposal: 30, comment: 200, report: 60, support: 600, appeal: 20 },
}

/**
 * In ten to twenty minutes: past it a person confirms that they are no program. A support is one press of a button, and each
 * process says how many a person has: there is nothing to gain by hurrying.
 */
const A_BURST: Record<BurstAct, number> = {
  pin: 12,
  proposal: 8,
  comment: 15,
  report: 10,
  appeal: 4,
}

/** How often a person may do an act in a town in 24 hours: more often when the town knows them in person. */
export function dailyCap(act: CappedAct, trust: Trust = 'anonymous'): number {
  return A_DAY[isAtLeast(trust, 'in-person') ? 'known' : 'least'][act]
}

/** @param recent  how often the person did it in this span of ten minutes and the one before */
export function isBurst(act: BurstAct, recent: number): boolean {
  return recent >= A_BURST[act]
}

const SLOT_MS = 600_000
export const SLOTS_A_DAY = 144

/** The span of ten minutes that a moment lies in, counted from 1970. */
export function slotOf(at: Date): number {
  return Math.floor(at.getTime() / SLOT_MS)
}
