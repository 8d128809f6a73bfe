import { describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { dbfFields, dbfRecord } from '#app/formats/dbf.ts'
import { drawnSpan, isDrawable } from '#app/formats/dxf-outlines.ts'
import { placemarkText } from '#app/formats/kml.ts'
import { qgisStyle } from '#app/formats/qgis-style.ts'
import { wallClockIn } from '#app/formats/wall-clock.ts'

describe('KML', () => {
  test('keeps a person’s words words: no HTML, no addresses, nothing of Excel', () => {
    const description = 'Дорожка <2 м\n<img src="http://evil.example/t.png"> _x0041_'
    const text = placemarkText({ name: 'A & B', description, geometry: null, style: 's', data: [] })
    expect(text).toContain('<name>A &amp; B</name>')
    expect(text).toContain(
      '<description>Дорожка &amp;lt;2 м&lt;br&gt;&amp;lt;img src=&amp;quot;http://evil.example/t.png&amp;quot;&amp;gt; _x0041_</description>',
    )
  })
})

test('a day in a shapefile is a day of the town', () => {
  const column: Column<Date> = { key: 'when', label: '', type: 'date', value: (at) => at }
  const late = new Date('2026-11-23T22:30:00Z')
  const dayIn = (zone: string) => String(dbfRecord(dbfFields([column]), late, wallClockIn(zone))).trim()
  expect([dayIn('Europe/Moscow'), dayIn('UTC')]).toEqual(['20261124', '20261123'])
})

test('a style of QGIS has a class for what has no value', () => {
  const classes = [
    { value: 'Свет', label: 'Свет' },
    { value: '', label: 'Без темы' },
  ]
  const style = qgisStyle({ geometry: 'POINT', by: { column: 'category', classes }, colours: ['#112233'] })
  expect(style).toContain('value="" label="Без темы"')
})

test('a drawing spans what can be drawn, and knows what cannot', () => {
  const place = ([x, y]: readonly number[]): [number, number] => [x! > 90 ? Infinity : x!, y!]
  const line = (...coordinates: number[][]) => ({ type: 'LineString' as const, coordinates })
  expect(isDrawable(line([1, 1], [95, 1]), place)).toBe(false)
  const span = drawnSpan(place)
  expect(span.found()).toBe(null)
  for (const shape of [line([1, 1], [95, 1]), line([2, 3], [4, 9])]) span.grow(shape)
  expect(span.found()).toEqual([2, 3, 4, 9])
})
