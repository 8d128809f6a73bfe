import { expect, test } from 'vitest'
import { rangeIn } from '#app/byte-range.ts'

test.each([
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=90-', { start: 90, end: 99 }],
  ['bytes=0-9999', { start: 0, end: 99 }],
  ['bytes=-10', { start: 90, end: 99 }],
  ['bytes=-1000', { start: 0, end: 99 }],
  [' bytes=5-6 ', { start: 5, end: 6 }],
  ['bytes=100-', 'beyond'],
  ['bytes=100-200', 'beyond'],
  ['bytes=-0', 'beyond'],
  // What cannot be read, and what asks for several, is as if it were not there.
  [undefined, null],
  ['', null],
  ['bytes=', null],
  ['bytes=-', null],
  ['bytes=9-3', null],
  ['bytes=0-1,5-6', null],
  ['bytes=a-b', null],
  ['bytes=1e3-', null],
  ['lines=0-3', null],
  ['bytes=99999999999999999-', null],
])('%s of a hundred bytes', (header, expected) => {
  expect(rangeIn(header, 100)).toEqual(expected)
})

test('of an empty file no range can be had', () => {
  expect(rangeIn('bytes=0-', 0)).toBe('beyond')
  expect(rangeIn('bytes=-5', 0)).toBe('beyond')
})
