import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFeatureCollection } from '#app/domain/geometry/feature-collection.ts'
import { jsonErrorAt } from '#app/domain/geometry/json-error.ts'

const POINT = { type: 'Point', coordinates: [45.6, 57.42] }
const GOOD = { type: 'Feature', id: 7, properties: { name: 'Сквер' }, geometry: POINT, extra: 1 }

describe('checkFeatureCollection', () => {
  it('takes a collection, a feature, a bare geometry, and the text of each', () => {
    const clean = { type: 'Feature', id: 7, properties: { name: 'Сквер' }, geometry: POINT }
    const bare = { type: 'Feature', properties: {}, geometry: POINT }
    const collection = {
      type: 'FeatureCollection',
      features: [GOOD, { ...GOOD, id: undefined, properties: null }],
    }
    expect(checkFeatureCollection(collection, ['Point'])).toEqual({ features: [clean, bare], errors: [] })
    expect(checkFeatureCollection(GOOD, ['Point'])).toEqual({ features: [clean], errors: [] })
    expect(checkFeatureCollection(POINT, ['Point'])).toEqual({ features: [bare], errors: [] })
    expect(checkFeatureCollection(`\uFEFF${JSON.stringify(collection)}`, ['Point']).features).toHaveLength(2)
  })

  it('keeps the sound ones and names the others', () => {
    const features = [
      GOOD,
      {
        type: 'Feature',
        properties: { name: ' Парк ' },
        geometry: { type: 'LineString', coordinates: [[0, 0]] },
      },
      { type: 'Feature', properties: { название: 'Пруд' }, geometry: null },
      { type: 'Feature', id: 'a1', properties: {}, geometry: { type: 'Point', coordinates: [500, 500] } },
      'nonsense',
      GOOD,
    ]
    const result = checkFeatureCollection({ type: 'FeatureCollection', features }, ['Point', 'LineString'])
    expect(result.features).toHaveLength(2)
    expect(result.errors).toEqual([
      { index: 1, name: 'Парк', code: 'geometry.empty', at: 'coordinates' },
      { index: 2, name: 'Пруд', code: 'geometry.not-object', value: 'null' },
      { index: 3, name: 'a1', code: 'geometry.range', at: 'coordinates', value: '500,500' },
      { index: 4, code: 'geometry.not-object', value: 'nonsense' },
    ])
  })

  it('passes limits on to every feature', () => {
    const result = checkFeatureCollection(GOOD, ['Point'], { maxVertices: 0 })
    expect(result.errors).toMatchObject([{ index: 0, name: 'Сквер', code: 'geometry.too-many-vertices' }])
  })

  it.each([{ type: 'FeatureCollection', features: [] }, { type: 'FeatureCollection' }])(
    'reports emptiness: %j',
    (v) => {
      const errors = [{ index: null, code: 'geometry.empty', at: 'features' }]
      expect(checkFeatureCollection(v, ['Point'])).toEqual({ features: [], errors })
    },
  )

  it('says where the JSON breaks', () => {
    const text = '{\n  "type": "Point",\n  "coordinates": [45.6, 57,42,]\n}'
    expect(checkFeatureCollection(text, ['Point'])).toEqual({
      features: [],
      errors: [{ index: null, code: 'geojson.syntax', at: '3:31', value: ']\n}' }],
    })
    expect(checkFeatureCollection('', ['Point']).errors).toMatchObject([
      { code: 'geojson.syntax', at: '1:1' },
    ])
    expect(checkFeatureCollection('<kml>', ['Point']).errors).toMatchObject([{ at: '1:1', value: '<kml>' }])
  })
})

describe('jsonErrorAt', () => {
  it.each<[string, number | null]>([
    ['{"a": [1, -2.5e3, "\\u0416\\n", true, null, {}, []]} ', null],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ["{'a':1}", 1],
    ['[1 2]', 3],
    ['[1}', 2],
    ['[01]', 2],
    ['[1.]', 2],
    ['"a\nb"', 2],
    ['"\\x"', 1],
    ['"abc', 4],
    ['{"a":', 5],
    ['[1] x', 4],
    ['NaN', 0],
  ])('%j breaks at %s', (text, at) => expect(jsonErrorAt(text)).toBe(at))

  it('agrees with JSON.parse on whatever has one character changed', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom(...'{}[],:"\\0-.e \nxtrue'),
        fc.nat(2),
        (json, at, char, cut) => {
          const place = at % (json.length + 1)
          const text = json.slice(0, place) + char + json.slice(place + cut)
          let isJson = true
          try {
            JSON.parse(text)
          } catch {
            isJson = false
          }
          expect(jsonErrorAt(text) === null).toBe(isJson)
          expect(jsonErrorAt(json)).toBeNull()
        },
      ),
      { numRuns: 2000 },
    )
  })
})
