import { expect, test } from 'vitest'
import { parseCitations } from '#app/domain/citations.ts'

test.each<[string, number[]]>([
  ['', []],
  [' 12 ', [12]],
  ['12, 15', [12, 15]],
  ['12 15;12', [12, 15]],
  ['№ 12 и № 15', [12, 15]],
  ['#3 and #4', [3, 4]],
  ['1,2,3,4,5,6,7,8,9,10', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
])('%j are pins', (text, numbers) => {
  expect(parseCitations(text)).toEqual(numbers)
})

test.each(['abc', '0', '012', '-1', '12, лавка', '1e3', '1.5', '12345678901', 'и'])(
  '%j is refused',
  (text) => {
    expect(parseCitations(text)).toBe('cites')
  },
)

test('more than ten are refused, but not ten of which one is told twice', () => {
  const ten = Array.from({ length: 10 }, (_, i) => i + 1).join(',')
  expect(parseCitations(`${ten},10`)).toHaveLength(10)
  expect(parseCitations(`${ten},11`)).toBe('cites-many')
})
