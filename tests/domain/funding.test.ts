import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fundingTotals, mustBeFunding, perResident, sharesOf } from '#app/domain/funding.ts'

const NOTHING = { confirmedMinor: 0, paidMinor: 0, returnedMinor: 0 }

describe('the money of a project', () => {
  test('adds up to the kopeck by source, by year and by measure', () => {
    const totals = fundingTotals(
      [
        { id: 'a', costMinor: 100_000_01 },
        { id: 'b', costMinor: 50_000_00 },
      ],
      [
        {
          measureId: 'a',
          source: 'federal',
          year: 2027,
          plannedMinor: 70_000_01,
          confirmedMinor: 70_000_00,
          paidMinor: 10_000_33,
          returnedMinor: 33,
        },
        { measureId: 'a', source: 'extra', year: 2026, plannedMinor: 30_000_00, ...NOTHING },
        { measureId: null, source: 'municipal', year: 2027, plannedMinor: 49_999_99, ...NOTHING },
      ],
    )
    expect(totals).toMatchObject({
      costMinor: 150_000_01,
      plannedMinor: 150_000_00,
      gapMinor: 1,
      unconfirmedMinor: 80_000_01,
      spentMinor: 10_000_00,
    })
    expect(
      totals.years.map(({ year, plannedMinor, planned }) => [year, plannedMinor, planned.municipal]),
    ).toEqual([
      [2026, 30_000_00, 0],
      [2027, 120_000_00, 49_999_99],
    ])
    expect(totals.measures.map(({ id, gapMinor }) => [id, gapMinor])).toEqual([
      ['a', 0],
      ['b', 50_000_00],
      [null, -49_999_99],
    ])
    expect(totals.sources.map(({ share }) => share)).toEqual([467, 0, 333, 200])
  })

  test('has shares that make a whole, whatever the sums', () => {
    expect(sharesOf([1, 1, 1])).toEqual([334, 333, 333])
    expect(sharesOf([0, 0])).toEqual([0, 0])
    const sums = fc.array(fc.nat({ max: 9_000_000_000_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sums, (amounts) => {
        const whole = amounts.reduce((sum, one) => sum + one, 0)
        expect(sharesOf(amounts).reduce((sum, one) => sum + one, 0)).toBe(whole === 0 ? 0 : 1000)
      }),
    )
  })

  test('is in order: planned, of that confirmed, of that paid, of that returned', () => {
    const line = { year: 2027, plannedMinor: 4, confirmedMinor: 3, paidMinor: 2, returnedMinor: 1 }
    expect(() => mustBeFunding(line)).not.toThrow()
    for (const wrong of [{ confirmedMinor: 5 }, { paidMinor: 4 }, { returnedMinor: 3 }])
      expect(() => mustBeFunding({ ...line, ...wrong })).toThrow('funding.order')
    expect(() => mustBeFunding({ ...line, year: 1027 })).toThrow('funding.bad-year')
    expect(() => mustBeFunding({ ...line, plannedMinor: 1e15 })).toThrow('funding.too-much')
  })

  test('is told for each resident only where they were counted', () => {
    expect(perResident(100_00, 3)).toBe(33_33)
    expect(perResident(100_00, null)).toBe(null)
    expect(perResident(100_00, 0)).toBe(null)
  })
})
