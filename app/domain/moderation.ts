import type { Visibility } from './contributions.ts'
import type { SubjectAct } from './permissions.ts'
import { Refusal } from './refusal.ts'

export const MODERATION_ACTS = ['approve', 'return', 'hide', 'restore', 'dismiss'] as const
export type ModerationAct = (typeof MODERATION_ACTS)[number]

/**
 * The name of a moderation act in the table of permissions. A comment is not returned; a picture is in sight or hidden.
 * @throws {Refusal} 'input.bad'
 */
export function deskAct(noun: 'pin' | 'proposal' | 'comment' | 'photo', act: ModerationAct): SubjectAct {
  if (noun === 'pin' || noun === 'proposal') return `${noun}:${act}`
  if (noun === 'photo') {
    if (act === 'return' || act === 'approve') throw new Refusal('input.bad')
    return `${noun}:${act}`
  }
  if (act === 'return') throw new Refusal('input.bad')
  return `${noun}:${act}`
}

export const REPORT_REASONS = ['offensive', 'personal-data', 'spam', 'off-topic', 'other'] as const
export type ReportReason = (typeof REPORT_REASONS)[number]

const AFTER: Record<ModerationAct, { from: Visibility[]; to: Visibility | null; needsReason: boolean }> = {
  // Approving what is already published confirms an edit.
  approve: { from: ['pending', 'returned', 'published'], to: 'published', needsReason: false },
  return: { from: ['pending', 'published'], to: 'returned', needsReason: true },
  hide: { from: ['pending', 'published', 'returned'], to: 'hidden', needsReason: true },
  restore: { from: ['hidden'], to: 'published', needsReason: false },
  // Reports are settled and the subject stays as it is.
  dismiss: {
    from: ['pending', 'published', 'returned', 'hidden', 'withdrawn', 'merged'],
    to: null,
    needsReason: false,
  },
}

/**
 * The visibility that a subject has after a moderation act.
 * @throws {Refusal} 'reason.missing' | 'moderation.changed-meanwhile' (somebody else decided first)
 */
export function visibilityAfter(act: ModerationAct, current: Visibility, reason: string): Visibility {
  const rule = AFTER[act]
  if (rule.needsReason && reason.trim() === '') throw new Refusal('reason.missing')
  if (!rule.from.includes(current)) throw new Refusal('moderation.changed-meanwhile')
  return rule.to ?? current
}

/** The acts that make sense now: approving what is published already confirms an edit, so only an edited one has it. */
export function actsOn(
  current: Visibility,
  { isReported, isEdited, isComment }: { isReported: boolean; isEdited: boolean; isComment: boolean },
): ModerationAct[] {
  const acts = (Object.keys(AFTER) as ModerationAct[]).filter(function makesSense(act) {
    if (act === 'dismiss' || !AFTER[act].from.includes(current)) return false
    // A comment or a picture cannot be changed by its author, so it is not returned.
    if (act === 'return') return !isComment
    return !(act === 'approve' && current === 'published' && !isEdited)
  })
  return isReported ? ['dismiss', ...acts] : acts
}
