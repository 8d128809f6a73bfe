import { describe, expect, test } from 'vitest'
import { checkReadiness, daysBetween, type ReadinessFacts } from '#app/domain/readiness.ts'

const proof = (channel: 'site' | 'newspaper' | 'board', publishedOn: string) => ({
  subject: 'intake' as const,
  channel,
  publishedOn,
})
const NOTHING: ReadinessFacts = {
  intakes: [],
  proofs: [],
  protocols: [],
  people: 0,
  ages: null,
  proposals: { all: 0, answered: 0 },
  funding: { costMinor: 0, plannedMinor: 0, confirmedMinor: 0, extraShare: 0, hasRunning: false },
  photos: 0,
}
const intake = { title: 'Приём', firstDay: '2026-03-10', lastDay: '2026-03-20' }
const of = (facts: Partial<ReadinessFacts>, name: string) =>
  checkReadiness({ ...NOTHING, ...facts }).filter((check) => check.name === name)

describe('readiness', () => {
  test('counts whole calendar days from the later of publication and beginning', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
    const days = (publishedOn: string) =>
      of({ intakes: [intake], proofs: [proof('site', publishedOn)] }, 'intake-days')[0]!
    expect([days('2026-03-10').figures.days, days('2026-03-10').state]).toEqual([10, 'ready'])
    expect([days('2026-03-01').figures.days, days('2026-03-01').state]).toEqual([10, 'ready'])
    expect([days('2026-03-11').figures.days, days('2026-03-11').state]).toEqual([9, 'missing'])
    // Published after the end, it was not published.
    expect(days('2026-03-21')).toMatchObject({ state: 'missing', figures: { published: '', days: 10 } })
    const endless = of(
      { intakes: [{ ...intake, lastDay: null }], proofs: [proof('site', '2026-03-01')] },
      'intake-days',
    )
    expect(endless[0]).toMatchObject({ state: 'missing', figures: { days: '' } })
  })

  test('asks for the site and mass media: a board is neither', () => {
    const told = (...proofs: ReadinessFacts['proofs']) =>
      of({ intakes: [intake], proofs }, 'announced')[0]!.state
    expect(told(proof('site', '2026-03-10'))).toBe('missing')
    expect(told(proof('site', '2026-03-10'), proof('board', '2026-03-10'))).toBe('missing')
    expect(told(proof('site', '2026-03-10'), proof('newspaper', '2026-03-12'))).toBe('ready')
  })

  test('takes protocols with a quorum, all answers, money equal to the cost to the kopeck', () => {
    const protocols = [
      { number: 1, hasQuorum: true },
      { number: 2, hasQuorum: false },
    ]
    expect(of({ protocols }, 'protocols')[0]!.state).toBe('missing')
    expect(
      of({ protocols: protocols.map((one) => ({ ...one, hasQuorum: true })) }, 'protocols')[0]!.state,
    ).toBe('ready')
    expect(of({ proposals: { all: 3, answered: 2 } }, 'answered')[0]!.state).toBe('missing')
    expect(of({ proposals: { all: 3, answered: 3 } }, 'answered')[0]!.state).toBe('ready')
    const funding = { ...NOTHING.funding, costMinor: 100, plannedMinor: 99 }
    expect(of({ funding }, 'funding')[0]!.state).toBe('missing')
    expect(of({ funding: { ...funding, plannedMinor: 100 } }, 'funding')[0]!.state).toBe('ready')
    expect(of({}, 'ages')[0]!.state).toBe('unknown')
    // Of nothing, nothing is ready.
    expect(checkReadiness(NOTHING).filter(({ state }) => state === 'ready')).toEqual([])
  })
})
