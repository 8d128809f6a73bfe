import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codesAt, systemOfCode, utmCodeAt } from '#app/domain/drawing/codes.ts'
import {
  applySimilarity,
  fitSimilarity,
  inverseSimilarity,
  type Metres,
  type Similarity,
} from '#app/domain/drawing/helmert.ts'

const metre = fc.double({ min: -5000, max: 5000, noNaN: true })
const point = fc.tuple(metre, metre)
const similarity = fc
  .record({
    turn: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.99, max: 1.01, noNaN: true }),
    east0: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    north0: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
  })
  .map(
    ({ turn, scale, ...shift }): Similarity => ({
      a: scale * Math.cos(turn),
      b: scale * Math.sin(turn),
      ...shift,
    }),
  )
const off = ([x, y]: Metres, [u, v]: Metres) => Math.hypot(x - u, y - v)

describe('a similarity of two planes', () => {
  it('is found again from its points, and leaves nothing', () => {
    fc.assert(
      fc.property(
        similarity,
        fc.array(point, { minLength: 2, maxLength: 4 }),
        point,
        (true_, from, probe) => {
          fc.pre(off(from[0]!, from[1]!) > 100)
          const fit = fitSimilarity(from.map((one) => ({ from: one, to: applySimilarity(true_, one) })))!
          expect(Math.max(...fit.residualsM)).toBeLessThan(1e-4)
          expect(off(applySimilarity(fit.similarity, probe), applySimilarity(true_, probe))).toBeLessThan(
            0.005,
          )
        },
      ),
    )
  })

  it('leads back', () => {
    fc.assert(
      fc.property(similarity, point, (there, one) => {
        expect(off(applySimilarity(inverseSimilarity(there), applySimilarity(there, one)), one)).toBeLessThan(
          1e-6,
        )
      }),
    )
  })

  it('says by how much points disagree', () => {
    // A square of 100 m whose one corner is 40 cm off: the fit shares it out.
    const corners: Metres[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [0, 100],
    ]
    const to: Metres[] = [
      [0, 0],
      [100, 0],
      [100.4, 100],
      [0, 100],
    ]
    const { residualsM, scale } = fitSimilarity(corners.map((from, i) => ({ from, to: to[i]! })))!
    expect(residualsM.map((one) => one.toFixed(3))).toEqual(['0.000', '0.141', '0.200', '0.141'])
    expect(scale).toBeCloseTo(1.001, 6)
  })

  it('is not made up from one place', () => {
    const one: Metres = [5, 5]
    expect(
      fitSimilarity([
        { from: one, to: one },
        { from: one, to: [6, 6] },
      ]),
    ).toBe(null)
    expect(fitSimilarity([{ from: one, to: one }])).toBe(null)
    expect(() => inverseSimilarity({ a: 0, b: 0, east0: 1, north0: 1 })).toThrow(RangeError)
  })
})

describe('codes of the register', () => {
  it('are those of the zone that a place lies in', () => {
    expect(utmCodeAt({ lng: 45.6, lat: 57.42 })).toBe(32638)
    expect(utmCodeAt({ lng: -179.9, lat: -5 })).toBe(32701)
    expect(utmCodeAt({ lng: 180, lat: 5 })).toBe(32660)
    expect(codesAt({ lng: 45.6, lat: 57.42 }).map(({ code }) => code)).toEqual([32638, 28408, 20008])
    expect(codesAt({ lng: 21, lat: 52.2 }).map(({ code }) => code)).toEqual([32634, 28404, 20004, 2180])
    // Chukotka lies beyond 180°.
    expect(codesAt({ lng: -172, lat: 65 }).map(({ code }) => code)).toEqual([32602, 28432, 20032])
  })

  it('know their middle meridian, and no zone that there is not', () => {
    expect(systemOfCode(28408)!.text).toContain('+lon_0=45 +k=1 +x_0=8500000')
    expect(systemOfCode(20031)!.text).toContain('+lon_0=-177 ')
    for (const none of [28403, 28433, 32600, 32661, 4326, 3857, 0]) expect(systemOfCode(none)).toBe(null)
  })
})
