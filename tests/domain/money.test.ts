import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatMoney, parseMoney } from '#app/domain/money.ts'

const plain = (text: string) => text.replace(/\s/g, ' ')

describe('reading a sum', () => {
  test.each([
    ['0', 0],
    ['1', 100],
    ['1234.5', 123450],
    ['1 234,50', 123450],
    ['1 234 567', 123456700],
    ['10,05 ₽', 1005],
    ['0,01', 1],
    ['007', 700],
    ['999999999999', 99999999999900],
  ])('%s is %d kopecks', (text, minor) => expect(parseMoney(text)).toBe(minor))

  test.each([
    [''],
    [' '],
    ['-1'],
    ['1,234,5'],
    ['1.2.3'],
    ['1,234'],
    ['сто'],
    ['1e3'],
    ['.5'],
    ['5,'],
    ['1000000000000'],
    ['NaN'],
    ['٣'],
  ])('«%s» is not a sum', (text) => expect(parseMoney(text)).toBeNull())

  test('gives whole kopecks, never a fraction that a computer makes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 14 - 1 }), (minor) => {
        const text = `${Math.floor(minor / 100)},${String(minor % 100).padStart(2, '0')}`
        expect(parseMoney(text)).toBe(minor)
      }),
    )
  })
})

describe('writing a sum', () => {
  test('shows kopecks only when there are any', () => {
    expect(plain(formatMoney(123_450_000, 'RUB', 'ru'))).toBe('1 234 500 ₽')
    expect(plain(formatMoney(123_450_050, 'RUB', 'ru'))).toBe('1 234 500,50 ₽')
    expect(plain(formatMoney(5, 'RUB', 'ru'))).toBe('0,05 ₽')
    expect(plain(formatMoney(0, 'RUB', 'ru'))).toBe('0 ₽')
    expect(formatMoney(100_000, 'RUB', 'en')).toMatch(/1,000/)
  })

  test('in Russian is read back as the same sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (minor) => {
        expect(parseMoney(formatMoney(minor, 'RUB', 'ru'))).toBe(minor)
      }),
    )
  })
})
