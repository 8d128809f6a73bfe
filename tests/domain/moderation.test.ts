import { describe, expect, test } from 'vitest'
import type { Visibility } from '#app/domain/contributions.ts'
import { actsOn, type ModerationAct, visibilityAfter } from '#app/domain/moderation.ts'
import { Refusal } from '#app/domain/refusal.ts'

const ACTS: ModerationAct[] = ['approve', 'return', 'hide', 'restore', 'dismiss']
const STATES: Visibility[] = ['pending', 'published', 'returned', 'hidden', 'withdrawn']

/** The whole table a second time: what each act makes of each state; null = refused. */
const TABLE: Record<ModerationAct, (Visibility | null)[]> = {
  approve: ['published', 'published', 'published', null, null],
  return: ['returned', 'returned', null, null, null],
  hide: ['hidden', 'hidden', 'hidden', null, null],
  restore: [null, null, null, 'published', null],
  dismiss: ['pending', 'published', 'returned', 'hidden', 'withdrawn'],
}

describe.each(ACTS)('%s', (act) => {
  test.each(STATES.map((state, i) => [state, TABLE[act][i]!] as const))('makes of %s: %s', (state, after) => {
    if (after) expect(visibilityAfter(act, state, 'Причина')).toBe(after)
    else
      expect(() => visibilityAfter(act, state, 'Причина')).toThrow(
        new Refusal('moderation.changed-meanwhile'),
      )
  })
})

test('returning and hiding need a reason in words, the others do not', () => {
  for (const reason of ['', '  \n']) {
    expect(() => visibilityAfter('return', 'pending', reason)).toThrow(new Refusal('reason.missing'))
    expect(() => visibilityAfter('hide', 'published', reason)).toThrow(new Refusal('reason.missing'))
    expect(visibilityAfter('approve', 'pending', reason)).toBe('published')
    expect(visibilityAfter('restore', 'hidden', reason)).toBe('published')
    expect(visibilityAfter('dismiss', 'published', reason)).toBe('published')
  }
})

test('the desk is offered exactly what would not be refused, and to approve what is published only when it was edited', () => {
  for (const state of STATES) {
    for (const isReported of [false, true]) {
      for (const isEdited of [false, true]) {
        for (const isComment of [false, true]) {
          const wanted = ACTS.filter((act) => TABLE[act][STATES.indexOf(state)])
            .filter((act) => act !== 'dismiss' || isReported)
            .filter((act) => act !== 'approve' || state !== 'published' || isEdited)
            .filter((act) => act !== 'return' || !isComment)
          expect(actsOn(state, { isReported, isEdited, isComment }).sort()).toEqual(wanted.sort())
        }
      }
    }
  }
})
