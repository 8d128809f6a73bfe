import { describe, expect, test } from 'vitest'
import { type Mark, marksOf, thinOut } from '#app/map/pin-marks.ts'

/** So many single pins and clusters, strewn over a screen of 1280 x 800 px. */
function strewn(pins: number, clusters: number): Mark[] {
  const place = (i: number): [lng: number, lat: number] => [(i * 379) % 1280, (i * 557) % 800]
  return marksOf({
    pins: Array.from({ length: pins }, (_, i) => [i + 1, ...place(i), 'idea', i % 7, i % 3, i]),
    clusters: Array.from({ length: clusters }, (_, i) => {
      const cell = 10_000 + 10 * i
      return [i + 2, ...place(i * 3), cell, cell + 9, i, [i % 3, i + 2]]
    }),
    categories: [],
    all: 0,
    unplaced: 0,
  })
}

const pixelOf = ({ lng, lat }: Mark) => ({ x: lng, y: lat })
const sumOf = (marks: Mark[], key: 'count' | 'supports') => marks.reduce((sum, mark) => sum + mark[key], 0)
const rangesOf = (marks: Mark[]) => marks.flatMap(({ ranges }) => ranges).sort(([a], [b]) => a - b)

describe('marks of a crowded map', () => {
  test.each([
    [0, 0],
    [1, 0],
    [40, 20],
    [900, 0],
    [0, 900],
    [2500, 1500],
  ])('%i pins and %i clusters are 300 marks at most, and nothing of them is lost', (pins, clusters) => {
    const all = strewn(pins, clusters)
    const drawn = thinOut(all, 0.5, pixelOf)
    expect(drawn.length).toBeLessThanOrEqual(300)
    expect(drawn.length).toBeGreaterThan(all.length > 0 ? 0 : -1)
    for (const key of ['count', 'supports'] as const) expect(sumOf(drawn, key)).toBe(sumOf(all, key))
    expect(rangesOf(drawn)).toEqual(rangesOf(all))
    // A mark of several is never taken for a pin.
    expect(drawn.every((mark) => (mark.pin === null) === mark.count > 1)).toBe(true)
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(drawn.length)
  })
})
