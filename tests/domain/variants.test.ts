import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceM } from '#app/domain/geometry/measure.ts'
import type { Refusal } from '#app/domain/refusal.ts'
import { carryOver } from '#app/domain/variants/carry-over.ts'
import { denseSquares } from '#app/domain/variants/density.ts'
import {
  fitPlacement,
  type Pixel,
  type Placement,
  type PointPair,
  toGround,
  toPixel,
} from '#app/domain/variants/placement.ts'
import { isShownOn, levelScale, linesOf } from '#app/domain/variants/variants.ts'

/** A sheet of 2000 x 1500 pixels, 0.1 m each, turned by some degrees about the middle of a town. */
function sheet(degrees: number, perPixel = 0.1, stretch = 1): Placement {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return {
    origin: [45.6, 57.42],
    a: perPixel * cos,
    b: perPixel * stretch * sin,
    c: -20,
    d: perPixel * sin,
    e: -perPixel * stretch * cos,
    f: 15,
  }
}

const pairAt = (placement: Placement, [x, y]: Pixel): PointPair => {
  const [lng, lat] = toGround(placement, [x, y])
  return { x, y, lng, lat }
}
const pairsOf = (placement: Placement, pixels: Pixel[]) => pixels.map((pixel) => pairAt(placement, pixel))
const CORNERS: Pixel[] = [
  [0, 0],
  [2000, 0],
  [2000, 1500],
  [0, 1500],
]
const codeOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as Refusal).code
  }
  return null
}

describe('a drawing is placed by points known on both', () => {
  test('a turned sheet is found again, to some centimetres, from two corners and from four', () => {
    const degrees = fc.double({ min: -180, max: 180, noNaN: true })
    const perPixel = fc.double({ min: 0.02, max: 0.5, noNaN: true })
    fc.assert(
      fc.property(degrees, perPixel, (turn, scale) => {
        const made = sheet(turn, scale)
        for (const pixels of [[CORNERS[0]!, CORNERS[2]!], CORNERS]) {
          const { placement, residualsM, metresPerPixel } = fitPlacement(pairsOf(made, pixels), 'similarity')
          expect(Math.max(...residualsM)).toBeLessThan(0.2)
          expect(metresPerPixel).toBeCloseTo(scale, 4)
          for (const pixel of CORNERS)
            expect(distanceM(toGround(placement, pixel), toGround(made, pixel))).toBeLessThan(0.2)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('paper that has shrunk one way fits by an affine placement only, and the residuals say so', () => {
    const made = sheet(20, 0.1, 1.1)
    const pairs = pairsOf(made, CORNERS)
    expect(Math.max(...fitPlacement(pairs, 'affine').residualsM)).toBeLessThan(0.01)
    const rough = fitPlacement(pairs, 'similarity').residualsM
    expect(Math.min(...rough)).toBeGreaterThan(3)
    expect(Math.max(...rough)).toBeLessThan(6)
  })

  test('a point of four that was mistaken stands out', () => {
    const pairs = pairsOf(sheet(-30), CORNERS)
    pairs[2]!.lat += 20 / 111_195
    const { residualsM } = fitPlacement(pairs, 'similarity')
    expect(residualsM.indexOf(Math.max(...residualsM))).toBe(2)
    expect(residualsM[2]).toBeGreaterThan(9)
  })

  test('what says nothing is refused in its own words', () => {
    const made = sheet(0)
    const of = (pixels: Pixel[], method: 'similarity' | 'affine') =>
      codeOf(() => fitPlacement(pairsOf(made, pixels), method))
    expect(of([[0, 0]], 'similarity')).toBe('variant.pairs-few')
    expect(of(CORNERS.slice(0, 2), 'affine')).toBe('variant.pairs-few')
    expect(
      of(
        [
          [5, 5],
          [5, 5],
        ],
        'similarity',
      ),
    ).toBe('variant.pairs-same')
    expect(
      of(
        [
          [0, 0],
          [900, 900],
          [1500, 1501],
        ],
        'affine',
      ),
    ).toBe('variant.pairs-in-line')
    const mirrored = pairsOf(made, CORNERS.slice(0, 3)).map((pair) => ({ ...pair, x: 2000 - pair.x }))
    expect(codeOf(() => fitPlacement(mirrored, 'affine'))).toBe('variant.pairs-mirrored')
    expect(codeOf(() => fitPlacement(pairsOf(sheet(0, 500), CORNERS), 'similarity'))).toBe(
      'variant.pairs-scale',
    )
    const onePlace = CORNERS.slice(0, 2).map(([x, y]) => ({ x, y, lng: 45.6, lat: 57.42 }))
    expect(codeOf(() => fitPlacement(onePlace, 'similarity'))).toMatch(/^variant\.pairs-/)
  })

  test('pixels and ground are each other’s way back', () => {
    const made = sheet(77, 0.2, 1.05)
    for (const pixel of CORNERS)
      toPixel(made, toGround(made, pixel)).forEach((value, i) => {
        expect(value).toBeCloseTo(pixel[i]!, 6)
      })
  })
})

describe('remarks are carried over to a newer drawing', () => {
  const first = { width: 2000, height: 1500, placement: sheet(0) }

  test('through the ground where both are placed', () => {
    const second = { width: 4000, height: 3000, placement: sheet(0, 0.05) }
    expect(carryOver([500, 300], first, second)?.map(Math.round)).toEqual([1000, 600])
    const moved = { ...first, placement: { ...sheet(0), c: 30 } }
    expect(carryOver([700, 300], first, moved)?.map(Math.round)).toEqual([200, 300])
    // It lies west of the new sheet.
    expect(carryOver([400, 300], first, moved)).toBeNull()
  })

  test('by the share of the sheet where one is not placed and both have one shape; else not at all', () => {
    const larger = { width: 4000, height: 3004, placement: null }
    expect(carryOver([500, 300], first, larger)?.map(Math.round)).toEqual([1000, 601])
    expect(carryOver([500, 300], first, { width: 3000, height: 3000, placement: null })).toBeNull()
  })

  test('while nobody has answered them', () => {
    expect(isShownOn({ version: 1, resolution: null }, 2)).toBe(true)
    expect(isShownOn({ version: 1, resolution: 'taken' }, 2)).toBe(false)
    expect(isShownOn({ version: 1, resolution: 'taken' }, 1)).toBe(true)
    expect(isShownOn({ version: 2, resolution: null }, 1)).toBe(false)
  })
})

test('where remarks crowd is told by squares of the sheet, the fullest first', () => {
  const marks: Pixel[] = [
    [10, 10],
    [700, 300],
    [710, 310],
    [2000, 1500],
  ]
  expect(denseSquares(marks, { width: 2000, height: 1500 })).toEqual([
    { name: 'C2', x: 500, y: 250, width: 250, height: 250, count: 2 },
    { name: 'A1', x: 0, y: 0, width: 250, height: 250, count: 1 },
    { name: 'H6', x: 1750, y: 1250, width: 250, height: 250, count: 1 },
  ])
  expect(denseSquares([], { width: 10, height: 10 })).toEqual([])
})

test('levels halve, and lists are lines', () => {
  expect([0, 1, 2].map((level) => levelScale(level, 3))).toEqual([4, 2, 1])
  expect(linesOf(' Дорожки\n\n  Свет ')).toEqual(['Дорожки', 'Свет'])
})
