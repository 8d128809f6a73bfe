import { Refusal } from './refusal.ts'
import type { Trust } from './trust.ts'

export type PhaseKind = 'collect' | 'discuss' | 'vote' | 'results'
export type CivicAct = 'pin' | 'propose' | 'support' | 'comment' | 'vote'

export const PHASE_KINDS: PhaseKind[] = ['collect', 'discuss', 'vote', 'results']

export interface Phase {
  kind: PhaseKind
  startsAt: Date
  endsAt: Date | null
  settings: {
    acts: CivicAct[]
    moderation: 'pre' | 'post'
    supportLimit: number | null
    /** The least that the town must know of somebody; left out = that they are signed in. */
    leastTrust?: Trust
  }
}

/** What a phase of each kind lets residents do unless its settings say otherwise. */
export const DEFAULT_ACTS: Record<PhaseKind, CivicAct[]> = {
  collect: ['pin', 'propose', 'support', 'comment'],
  discuss: ['support', 'comment'],
  vote: ['comment'],
  results: [],
}

/** The phase that is open at a moment: the latest one that has begun and not ended; null before, between and after. */
export function phaseAt<P extends Phase>(phases: readonly P[], now: Date): P | null {
  let open: P | null = null
  for (const phase of phases) {
    const hasBegun = phase.startsAt <= now
    const hasEnded = phase.endsAt !== null && phase.endsAt <= now
    if (hasBegun && !hasEnded && (!open || phase.startsAt >= open.startsAt)) open = phase
  }
  return open
}

/** The phase to name a process by: the open one, else the last that ended, else the first to come. */
export function namingPhase<P extends Phase>(phases: readonly P[], now: Date): P | null {
  const open = phaseAt(phases, now)
  if (open) return open
  const ordered = [...phases].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return ordered.filter((phase) => phase.startsAt <= now).at(-1) ?? ordered[0] ?? null
}

/** 'done' | 'open' | 'next', for a timeline. */
export function phaseState(phase: Phase, now: Date): 'done' | 'open' | 'next' {
  if (phase.startsAt > now) return 'next'
  return phase.endsAt !== null && phase.endsAt <= now ? 'done' : 'open'
}

export function mayAct(phases: readonly Phase[], act: CivicAct, now: Date): boolean {
  return phaseAt(phases, now)?.settings.acts.includes(act) ?? false
}

/**
 * The open phase, if it allows the act.
 * @throws {Refusal} 'phase.closed'
 */
export function mustAllow<P extends Phase>(phases: readonly P[], act: CivicAct, now: Date): P {
  const open = phaseAt(phases, now)
  if (!open?.settings.acts.includes(act)) throw new Refusal('phase.closed')
  return open
}

/**
 * Phases of one process must follow one another: each ends after it starts and before the next starts; only the last
 * may stay open-ended.
 * @throws {Refusal} 'phases.bad-order'
 */
export function mustBeInOrder(phases: readonly Pick<Phase, 'startsAt' | 'endsAt'>[]) {
  phases.forEach((phase, i) => {
    const next = phases[i + 1]
    if (phase.endsAt !== null && phase.endsAt <= phase.startsAt) throw new Refusal('phases.bad-order')
    if (next && (phase.endsAt === null || phase.endsAt > next.startsAt)) throw new Refusal('phases.bad-order')
  })
}
