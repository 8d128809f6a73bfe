import { describe, expect, test } from 'vitest'
import { highestLevel } from '#app/domain/involvement.ts'
import { addDays, calendarDays, checkTerm, isRefused, type TermRule } from '#app/domain/terms.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'

const RULE: TermRule = {
  key: 'intake',
  minDays: 10,
  countsFirstDay: true,
  isBinding: true,
  source: { ru: 'Правило', en: '' },
  note: { ru: '', en: '' },
  validFrom: null,
  validUntil: null,
  checkedOn: null,
}
const span = (from: string, to: string | null, timeZone: string) => ({
  startsAt: momentOfWallTime(from, timeZone)!,
  endsAt: to === null ? null : momentOfWallTime(to, timeZone)!,
})

describe('calendar days', () => {
  test.each([
    // Zones without summer time, and one with: the clock loses an hour on 29 March 2026 in Berlin.
    ['Europe/Moscow', '2026-12-01', '2026-12-11', 10],
    ['Asia/Kamchatka', '2026-12-01', '2026-12-11', 10],
    ['Europe/Berlin', '2026-03-25', '2026-04-04', 10],
    ['Europe/Berlin', '2026-10-20', '2026-10-30', 10],
    ['America/St_Johns', '2026-12-01', '2026-12-11', 10],
    // Ends of months and of February, of a common year and a leap year.
    ['Europe/Moscow', '2027-01-25', '2027-02-04', 10],
    ['Europe/Moscow', '2027-02-22', '2027-03-04', 10],
    ['Europe/Moscow', '2028-02-22', '2028-03-04', 11],
    ['Europe/Moscow', '2026-12-25', '2027-01-04', 10],
    // Hours: the first day is whole whatever its hour, the last one only to midnight.
    ['Europe/Moscow', '2026-12-01T09:00', '2026-12-10T23:59', 10],
    ['Europe/Moscow', '2026-12-01T09:00', '2026-12-10T18:00', 9],
    ['Europe/Moscow', '2026-12-01T23:59', '2026-12-01T23:59', 1],
    ['Europe/Moscow', '2026-12-01T09:00', '2026-12-01T10:00', 0],
  ])('%s: from %s to %s there are %d', (zone, from, to, days) => {
    const { startsAt, endsAt } = span(from, to, zone)
    expect(calendarDays({ startsAt, endsAt: endsAt! }, zone)).toBe(days)
  })

  test('are those of the town, not of the server', () => {
    const [startsAt, endsAt] = [new Date('2026-11-30T15:00Z'), new Date('2026-12-10T14:00Z')]
    // In Vladivostok it is 1 December, 01:00, to 11 December, 00:00.
    expect(calendarDays({ startsAt, endsAt }, 'Asia/Vladivostok')).toBe(10)
    expect(calendarDays({ startsAt, endsAt }, 'UTC')).toBe(10)
    expect(calendarDays({ startsAt, endsAt }, 'Europe/Kaliningrad')).toBe(10)
    expect(calendarDays({ startsAt, endsAt: new Date('2026-12-10T13:58Z') }, 'Asia/Vladivostok')).toBe(9)
  })

  test('go over the end of months', () => {
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  })
})

describe('a rule', () => {
  const zone = 'Asia/Yekaterinburg'

  test('is met by exactly ten days and not by nine, and names the first end', () => {
    const met = checkTerm(span('2027-02-22', '2027-03-04', zone), RULE, zone)
    expect(met).toMatchObject({
      state: 'met',
      days: 10,
      lastDay: '2027-03-03',
      firstLastDay: '2027-03-03',
    })
    const short = checkTerm(span('2027-02-22T12:00', '2027-03-03', zone), RULE, zone)
    expect(short).toMatchObject({ state: 'short', days: 9, firstLastDay: '2027-03-03' })
    expect(short.firstEnd).toEqual(momentOfWallTime('2027-03-04', zone))
    expect([
      isRefused(met),
      isRefused(short),
      isRefused({ ...short, rule: { ...RULE, isBinding: false } }),
    ]).toEqual([false, true, false])
    // What it names is enough.
    const mended = checkTerm({ ...span('2027-02-22T12:00', null, zone), endsAt: short.firstEnd }, RULE, zone)
    expect(mended.state).toBe('met')
  })

  test('that runs from the day after asks one day more', () => {
    const rule = { ...RULE, countsFirstDay: false }
    expect(checkTerm(span('2026-12-01', '2026-12-11', zone), rule, zone)).toMatchObject({
      state: 'short',
      days: 9,
      firstLastDay: '2026-12-11',
    })
    expect(checkTerm(span('2026-12-01', '2026-12-12', zone), rule, zone).state).toBe('met')
  })

  test('is about the phases that begin while it is in force; what is not ended is long enough', () => {
    const rule = { ...RULE, validFrom: '2025-12-22', validUntil: '2026-12-01' }
    const states = ['2025-12-21', '2025-12-22', '2026-12-01', '2026-12-02'].map(
      (from) => checkTerm(span(from, addDays(from, 1), zone), rule, zone).state,
    )
    expect(states).toEqual(['not-in-force', 'short', 'short', 'not-in-force'])
    expect(checkTerm(span('2026-01-01', null, zone), rule, zone)).toMatchObject({ state: 'met', days: null })
  })
})

test('the highest level of some is the farthest', () => {
  expect(highestLevel(['consult', 'design', 'inform'])).toBe('design')
  expect(highestLevel([])).toBeNull()
})
