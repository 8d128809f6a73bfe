import { describe, expect, test } from 'vitest'
import { endOfDay, momentOfWallTime, wallTimeOf } from '#app/domain/wall-time.ts'

describe('the wall clock of a zone', () => {
  test.each([
    ['2026-05-01T09:00', 'Europe/Moscow', '2026-05-01T06:00:00.000Z'],
    ['2026-05-01', 'Asia/Vladivostok', '2026-04-30T14:00:00.000Z'],
    ['2026-12-31T23:59:30', 'UTC', '2026-12-31T23:59:00.000Z'],
    ['1900-01-02T00:00', 'UTC', '1900-01-02T00:00:00.000Z'],
    ['2199-12-31T23:59', 'UTC', '2199-12-31T23:59:00.000Z'],
    ['2026-10-25T03:30', 'Europe/Berlin', '2026-10-25T02:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, moment) => {
    expect(momentOfWallTime(text, zone)?.toISOString()).toBe(moment)
    expect(wallTimeOf(new Date(moment), zone)).toBe(text.length > 10 ? text.slice(0, 16) : `${text}T00:00`)
  })

  test.each([
    '0000-01-01T00:00',
    '0000-12-31T23:59',
    '0001-01-01',
    '1899-12-31T23:59',
    '2200-01-01T00:00',
    '9999-12-31T23:59',
    '9999-01-01',
    '2026-02-31T10:00',
    '2026-13-01T10:00',
    '2026-05-01T25:00',
    '10000-01-01T00:00',
    'завтра',
    '',
  ])('"%s" is no moment in any zone', (text) => {
    for (const zone of ['UTC', 'Europe/Moscow', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])
      expect(momentOfWallTime(text, zone)).toBeNull()
  })
})

test('a day ends with its last second on the town’s clock, also when the clock changes that day', () => {
  const end = (day: string, timeZone: string) => endOfDay(day, timeZone)?.toISOString()
  expect(end('2026-05-01', 'Europe/Moscow')).toBe('2026-05-01T20:59:59.000Z')
  expect(end('2026-05-01', 'Asia/Kamchatka')).toBe('2026-05-01T11:59:59.000Z')
  expect(end('2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T22:59:59.000Z')
  for (const text of ['', '2026-02-30', '2026-05-01T10:00', 'завтра'])
    expect(end(text, 'Europe/Moscow')).toBeUndefined()
})
