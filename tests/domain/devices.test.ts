import { expect, test } from 'vitest'
import { deviceOf } from '#app/domain/devices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { FRESH_MINUTES, mustBeFresh } from '#app/domain/sessions.ts'

test.each([
  [
    'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0 Safari/537.36',
    'Yandex Browser, Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge, Windows',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
    'Safari, macOS',
  ],
  ['curl/8.5.0', ''],
  ['', ''],
  [null, ''],
])('%s is called %s', (userAgent, name) => {
  expect(deviceOf(userAgent)).toBe(name)
})

test('a session is fresh for a quarter of an hour, to the millisecond', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const ago = (ms: number) => ({ freshAt: new Date(now.getTime() - ms) })
  expect(() => mustBeFresh(ago(FRESH_MINUTES * 60_000), now)).not.toThrow()
  expect(() => mustBeFresh(ago(FRESH_MINUTES * 60_000 + 1), now)).toThrow(new Refusal('session.not-fresh'))
  expect(() => mustBeFresh({ freshAt: null }, now)).toThrow(new Refusal('session.not-fresh'))
})
