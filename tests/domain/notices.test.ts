import { describe, expect, it } from 'vitest'
import { confirmedNews, type DatedPhase, digestWeek, phaseNews } from '#app/domain/notices.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = new Date('2026-05-01T06:00:00Z')
const END = new Date('2026-05-20T06:00:00Z')

function phase(change: Partial<DatedPhase> = {}): DatedPhase {
  return { id: 'a', processId: 'p', kind: 'collect', startsAt: START, endsAt: END, ...change }
}

const at = (from: Date, ms: number) => new Date(from.getTime() + ms)
const kinds = (phases: DatedPhase[], now: Date) => phaseNews(phases, now).map(({ kind }) => kind)

describe('what the clock says of a phase', () => {
  it.each<[string, Date, string[]]>([
    ['before it begins', at(START, -1), []],
    ['when it begins', START, ['phase-open']],
    ['after the site stood still for two days', at(START, 2 * DAY), ['phase-open']],
    ['after three days, when it is no news', at(START, 3 * DAY), []],
    ['more than a day before its end', at(END, -DAY - 1), []],
    ['a day before its end', at(END, -DAY), ['phase-soon']],
    ['a moment before its end', at(END, -1), ['phase-soon']],
    ['at its end', END, []],
  ])('%s', (_, now, expected) => {
    expect(kinds([phase()], now)).toEqual(expected)
  })

  it('has one key for one date, and another when the date is moved', () => {
    const keyAt = (p: DatedPhase, now: Date) => phaseNews([p], now)[0]?.onceKey
    expect(keyAt(phase(), START)).toBe(keyAt(phase(), at(START, DAY)))
    const later = phase({ endsAt: at(END, 7 * DAY) })
    expect(keyAt(phase(), at(END, -HOUR))).not.toBe(keyAt(later, at(END, 7 * DAY - HOUR)))
  })

  it('does not say of a short phase that it opened and ends at once', () => {
    const short = phase({ endsAt: at(START, DAY) })
    expect(kinds([short], at(START, HOUR))).toEqual(['phase-open'])
  })

  it('says nothing of the end of a phase without one', () => {
    expect(kinds([phase({ endsAt: null })], at(START, 30 * DAY))).toEqual([])
  })

  it('gives the result when its phase begins, but of a vote only once it is confirmed', () => {
    const results = phase({ id: 'r', kind: 'results', startsAt: END, endsAt: null })
    expect(kinds([phase(), results], END)).toEqual(['result'])
    const vote = phase({ id: 'v', kind: 'vote' })
    expect(kinds([vote, results], END)).toEqual([])
    const confirmed = confirmedNews([{ phaseId: 'v', version: 2, confirmedAt: END }], at(END, HOUR))
    expect(confirmed).toEqual([{ kind: 'result', phaseId: 'v', onceKey: 'result:v:v2' }])
    expect(confirmedNews([{ phaseId: 'v', version: 2, confirmedAt: END }], at(END, 4 * DAY))).toEqual([])
  })
})

describe('the week of a digest', () => {
  it.each<[string, string, string | null]>([
    ['Monday before nine in Moscow', '2026-11-23T05:59:59Z', null],
    ['Monday at nine', '2026-11-23T06:00:00Z', 'digest:2026-11-23'],
    ['Thursday before nine: late, but news', '2026-11-26T05:59:00Z', 'digest:2026-11-23'],
    ['Thursday at nine: too late', '2026-11-26T06:00:00Z', null],
  ])('%s', (_, now, expected) => {
    expect(digestWeek(new Date(now), 'Europe/Moscow')?.onceKey ?? null).toBe(expected)
  })

  it('is the seven days before, by the clocks of the town', () => {
    const week = digestWeek(new Date('2026-11-23T03:00:00Z'), 'Asia/Vladivostok')
    expect(week).toEqual({
      onceKey: 'digest:2026-11-23',
      from: new Date('2026-11-15T23:00:00Z'),
      to: new Date('2026-11-22T23:00:00Z'),
    })
  })
})
