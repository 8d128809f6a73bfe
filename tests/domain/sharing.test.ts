import type { Geometry } from 'geojson'
import { describe, expect, test } from 'vitest'
import { meetsBox } from '#app/domain/geometry/meets-box.ts'
import { embedHostsIn } from '#app/domain/sharing.ts'
import { xmlText } from '#app/formats/xml.ts'
import { mediumFor } from '#app/open/media.ts'
import { boxesIn, spanIn } from '#app/open/ogc/place-and-time.ts'

describe('a box and a geometry', () => {
  const square: Geometry = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
      [
        [4, 4],
        [4, 6],
        [6, 6],
        [6, 4],
        [4, 4],
      ],
    ],
  }
  test.each<[string, Geometry, [number, number, number, number], boolean]>([
    ['a point inside', { type: 'Point', coordinates: [1, 1] }, [0, 0, 2, 2], true],
    ['a point on the border', { type: 'Point', coordinates: [2, 1] }, [0, 0, 2, 2], true],
    ['a point outside', { type: 'Point', coordinates: [3, 1] }, [0, 0, 2, 2], false],
    [
      'a line that crosses without a vertex inside',
      {
        type: 'LineString',
        coordinates: [
          [-5, 1],
          [5, 1],
        ],
      },
      [0, 0, 2, 2],
      true,
    ],
    [
      'a line that passes a corner by',
      {
        type: 'LineString',
        coordinates: [
          [-1, 2],
          [1, 4],
        ],
      },
      [0, 0, 2, 2],
      false,
    ],
    [
      'a line beside it',
      {
        type: 'LineString',
        coordinates: [
          [3, -5],
          [3, 5],
        ],
      },
      [0, 0, 2, 2],
      false,
    ],
    ['a box inside an area', square, [1, 1, 2, 2], true],
    ['an area inside a box', square, [-1, -1, 20, 20], true],
    ['a box in a hole', square, [4.5, 4.5, 5.5, 5.5], false],
    ['a box beyond an area', square, [11, 0, 12, 1], false],
    [
      'one of several',
      {
        type: 'MultiPoint',
        coordinates: [
          [9, 9],
          [1, 1],
        ],
      },
      [0, 0, 2, 2],
      true,
    ],
  ])('%s', (_, geometry, box, meets) => {
    expect(meetsBox(geometry, box)).toBe(meets)
  })
})

test('hosts of embeds are origins and nothing else', () => {
  expect(embedHostsIn('news.example.org\n  https://A.example.com/ , news.example.org')).toEqual([
    'https://news.example.org',
    'https://a.example.com',
  ])
  expect(embedHostsIn('')).toEqual([])
  expect(embedHostsIn('http://localhost:3000')).toEqual(['http://localhost:3000'])
  for (const bad of [
    '*',
    'https://*.example.org',
    "'self'",
    'a.example.org/x',
    'http://a.example.org',
    'x',
    'https://u:p@a.example.org',
    'a.example.org;b',
  ])
    expect(embedHostsIn(bad), bad).toBeNull()
})

test('the answer is in the medium that is asked for', () => {
  const media = [
    { name: 'json', types: ['application/json'] },
    { name: 'html', types: ['text/html'] },
  ] as const
  const given = (accept: string | null, query = '') =>
    mediumFor(
      new Request(`http://localhost/${query}`, { headers: accept === null ? {} : { Accept: accept } }),
      media,
    )
  expect(given(null)).toBe('json')
  expect(given('*/*')).toBe('json')
  expect(given('text/html, */*;q=0.1')).toBe('html')
  expect(given('application/json;q=0, text/*')).toBe('html')
  expect(given('text/html', '?f=json')).toBe('json')
  expect(() => given('image/png')).toThrow('notAcceptable')
  expect(() => given(null, '?f=pdf')).toThrow('badValue')
})

test('boxes and times are read as the standard has them', () => {
  expect(boxesIn('1,2,3,4')).toEqual([[1, 2, 3, 4]])
  expect(boxesIn('1,2,0,3,4,100')).toEqual([[1, 2, 3, 4]])
  expect(boxesIn('170,-10,-170,10')).toEqual([
    [170, -10, 180, 10],
    [-180, -10, -170, 10],
  ])
  for (const bad of ['1,2,3', '1,2,3,x', '1,4,3,2', '1,2,3,91', '-181,0,0,0', '1,2,,4'])
    expect(() => boxesIn(bad), bad).toThrow('badValue')
  const day = spanIn('2026-01-31')!
  expect([day.from!.toISOString(), day.until!.toISOString()]).toEqual([
    '2026-01-31T00:00:00.000Z',
    '2026-01-31T23:59:59.999Z',
  ])
  expect(spanIn('../2026-01-31T10:00:00+03:00')).toEqual({
    from: null,
    until: new Date('2026-01-31T07:00:00Z'),
  })
  expect(spanIn('/2026-01-31')!.from).toBeNull()
  for (const bad of [
    '..',
    '../..',
    '/',
    'a/b',
    '2026-01-01/2026-02-01/..',
    '2026-02-30T00:00:00',
    '0000-01-01',
    '2026-02-30',
    '2026-02-29T10:00:00Z',
  ])
    expect(() => spanIn(bad), bad).toThrow('badValue')
})

test('XML holds any words', () => {
  expect(
    xmlText([
      'a',
      [
        ['b', 'x < y & "z"\u0000\ud800'],
        ['c', null],
        ['d', 1],
      ],
    ]),
  ).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a><b>x &lt; y &amp; &quot;z&quot;</b><c/><d>1</d></a>\n')
})
