import { describe, expect, test } from 'vitest'
import {
  isCarried,
  mustBePublishable,
  notVoting,
  type ProtocolContent,
  quorumOf,
  sittingOn,
} from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'

describe('a quorum', () => {
  test('is more than half of all members, of even and odd numbers', () => {
    const rows = [
      [7, 3, false],
      [7, 4, true],
      [8, 4, false],
      [8, 5, true],
      [1, 1, true],
      [0, 0, false],
    ] as const
    for (const [members, present, hasQuorum] of rows)
      expect([members, present, quorumOf(members, present).hasQuorum]).toEqual([members, present, hasQuorum])
    expect(quorumOf(8, 4)).toEqual({ members: 8, present: 4, needed: 5, hasQuorum: false })
  })

  test('counts those who sit on the day, its ends included', () => {
    const members = [
      { since: '2026-01-10', until: null },
      { since: '2026-01-01', until: '2026-01-10' },
      { since: '2026-01-11', until: null },
      { since: '2025-01-01', until: '2026-01-09' },
    ]
    expect(sittingOn(members, '2026-01-10')).toEqual(members.slice(0, 2))
  })
})

test('a decision is carried by more than half of those present, whoever abstained', () => {
  expect(isCarried({ for: 3, against: 2, abstained: 1 }, 6)).toBe(false)
  expect(isCarried({ for: 4, against: 0, abstained: 0 }, 6)).toBe(true)
  expect(notVoting({ for: 4, against: 0, abstained: 0 }, 6)).toBe(2)
})

const NOW = new Date('2026-11-24T12:00:00Z')

function content(
  present: number,
  votes = { for: present, against: 0, abstained: 0 },
  resolved = 'Решили',
): ProtocolContent {
  return {
    number: 1,
    stage: 'measures',
    title: 'Об итогах',
    place: 'Зал',
    heldAt: '2026-11-20T12:00:00.000Z',
    process: null,
    intakes: [],
    proofs: [],
    register: null,
    members: Array.from({ length: 5 }, (_, i) => ({
      number: i + 1,
      name: '',
      office: 'Жители',
      role: 'member' as const,
      isPresent: i < present,
    })),
    items: [{ question: 'О парке', heard: '', spoke: '', resolved, votes }],
  }
}

describe('a protocol is published', () => {
  const refused = (given: ProtocolContent, now = NOW) => {
    try {
      mustBePublishable(given, now)
      return null
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }
  const none = { for: 0, against: 0, abstained: 0 }

  test('with a quorum and a decision that has votes', () => {
    expect(refused(content(3))).toBe(null)
    expect(refused(content(3, none))).toBe('protocol.no-votes')
    expect(refused(content(3, none, ''))).toBe('protocol.no-decision')
    expect(refused(content(3, { for: 2, against: 1, abstained: 1 }))).toBe('protocol.votes-over')
    expect(refused(content(0, none))).toBe('protocol.nobody')
    expect(refused(content(3), new Date('2026-11-20T11:59:00Z'))).toBe('protocol.not-held')
  })

  test('without a quorum only when nothing was decided', () => {
    expect(refused(content(2))).toBe('protocol.no-quorum')
    expect(refused(content(2, none, ''))).toBe(null)
  })
})
