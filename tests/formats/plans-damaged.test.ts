import { strToU8, zipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { describe, expect, test } from 'vitest'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import { cp1251 } from '#app/formats/cp1251.ts'
import { cleanText, openMeter } from '#app/formats/plans/meter.ts'
import { readDbf } from '#app/formats/plans/read-dbf.ts'
import { readPlan } from '#app/formats/plans/read-plan.server.ts'
import { readInThread } from '#app/jobs/plan-thread.server.ts'
import { dbfBytes, manyCells, shpBytes } from './shapefile-bytes.ts'

const LINE: Geometry = {
  type: 'LineString',
  coordinates: [
    [45.6, 57.42],
    [45.605, 57.425],
  ],
}
const json = (value: unknown) => JSON.stringify(value)
const kml = (inside: string) =>
  `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>`
const dxf = (entities: string) => `0\nSECTION\n2\nENTITIES\n${entities}0\nENDSEC\n0\nEOF\n`

describe('letters of a table', () => {
  const cells = (text: string, encode: (text: string) => Uint8Array) => dbfBytes(5, [[encode(text)]])
  const firstOf = (bytes: Uint8Array) => readDbf(bytes, null, openMeter(), 1).rows[0]!.F0
  const page = (text: string) => cp1251(text, () => '?')

  test('are of one encoding, and whole where the width of a field cut one', () => {
    expect(firstOf(cells('Ёлка', strToU8))).toBe('Ёл')
    expect(firstOf(cells('Ёлка', page))).toBe('Ёлка')
    expect(firstOf(cells('Я', page))).toBe('Я')
  })

  test('are read of no more rows than are drawn, looking at the clock', () => {
    const bytes = dbfBytes(4, Array(500).fill([page('Ёлка')]))
    let looks = 0
    const meter = { ...openMeter(), look: () => void looks++ }
    expect(readDbf(bytes, null, meter, 300).rows).toHaveLength(300)
    expect(looks).toBeGreaterThanOrEqual(3)
    expect(readPlan(manyCells(1, [45.6, 57.4])).objects).toMatchObject([{ attributes: { F59: 'Елка' } }])
  })

  test('are no halves of letters, and no NUL', () => {
    const text = '{"type":"Point","coordinates":[45.6,57.4]}'
    const feature = `{"type":"Feature","geometry":${text},"properties":{"a":"\\ud800x"}}`
    expect(readPlan(strToU8(feature)).objects[0]!.attributes.a).toBe('\ufffdx')
    expect(cleanText('a😀', { letters: 3 })).toBe('a😀')
    expect(cleanText('ab😀c', { letters: 4 })).toBe('ab\ufffd…')
    const read = readPlan(zipSync({ 'a\0b.shp': shpBytes(1, [45.6, 57.4]) }))
    expect([read.objects[0]!.layer, read.problems[0]!.value]).toEqual(['ab', 'ab.dbf'])
  })
})

describe('what is damaged in part', () => {
  const ring = (side: string, coordinates: string) =>
    `<${side}><LinearRing><coordinates>${coordinates}</coordinates></LinearRing></${side}>`
  const [outer, inner] = ['0,0 9,0 9,9 0,0', '2,1 3,1 3,2 2,1']
  const area = (...rings: string[]) =>
    readPlan(strToU8(kml(`<Placemark><Polygon>${rings.join('')}</Polygon></Placemark>`)))

  test('an area is left out whole where its outline or a hole is bad', () => {
    for (const bad of [
      area(ring('outerBoundaryIs', '0,0 x'), ring('innerBoundaryIs', inner)),
      area(ring('outerBoundaryIs', outer), ring('innerBoundaryIs', '')),
      area(ring('innerBoundaryIs', inner)),
    ])
      expect(bad).toMatchObject({ objects: [], problems: [{ code: 'geometry.bad' }] })
    const [shape] = area(ring('innerBoundaryIs', inner), ring('outerBoundaryIs', outer)).objects
    expect(shape!.geometry).toMatchObject({
      coordinates: [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 0],
        ],
        [
          [2, 1],
          [3, 1],
          [3, 2],
          [2, 1],
        ],
      ],
    })
  })

  test('a part of a collection and a file of an archive are named', () => {
    const some = { type: 'GeometryCollection', geometries: [LINE, { type: 'Point', coordinates: ['x'] }] }
    const read = readPlan(strToU8(json({ type: 'Feature', geometry: some })))
    expect(read).toMatchObject({
      objects: [{ geometry: LINE }],
      problems: [{ code: 'geometry.bad', number: 1 }],
    })
    const place = strToU8(kml('<Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>'))
    const files = { 'a.kml': place, 'doc.kml': place, 'b.dxf': place, '__MACOSX/._a.kml': place }
    const { problems } = readPlan(zipSync(files))
    expect(problems.map(({ code, value }) => [code, value])).toEqual([
      ['file.unread', 'a.kml'],
      ['file.unread', 'b.dxf'],
    ])
  })

  test('marks and comments before the text are no hindrance', () => {
    const line = '0\nLINE\n8\nЛ\n10\n0\n20\n0\n11\n1\n21\n1\n'
    const marked = readPlan(strToU8(`\ufeff999\na\n999\n\n${dxf(line)}`))
    expect(marked).toMatchObject({ format: 'dxf', objects: [{ layer: 'Л' }], problems: [] })
    const wide = Buffer.from(
      `\ufeff${json({ type: 'Feature', geometry: LINE, properties: { a: 'Ё' } })}`,
      'utf16le',
    )
    expect(readPlan(wide)).toMatchObject({ objects: [{ attributes: { a: 'Ё' } }], problems: [] })
  })
})

test('a plan is read beside the server, and not for longer or in more memory than it may', async () => {
  const [lng, lat] = [45.6, 57.42]
  const drawing = { system: { kind: 'epsg', code: 28408 }, axes: 'north-east' } as const
  const town = { lng, lat, boundary: null }
  const ground = {
    drawing,
    town,
    box: [lng - 0.02, lat - 0.02, lng + 0.02, lat + 0.02] satisfies Bbox,
    mostProblems: 500,
  }
  const many = manyCells(20_000, [lng, lat])
  let ticks = 0
  const timer = setInterval(() => ticks++, 5)
  await expect(readInThread({ ...ground, bytes: many }, { longestMs: 500 })).rejects.toMatchObject({
    code: 'plan.too-slow',
  })
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(10)
  const nested = `[${Array(2_000_000).fill('{}').join(',')}]`
  const bytes = strToU8(`{"type":"Point","coordinates":[${lng},${lat}],"a":${nested}}`)
  await expect(readInThread({ ...ground, bytes }, { mostMb: 64 })).rejects.toMatchObject({
    code: 'plan.too-slow',
  })
  expect(
    await readInThread({ ...ground, bytes: strToU8(`{"type":"Point","coordinates":[${lng},${lat}]}`) }),
  ).toMatchObject({ format: 'geojson', settled: { objects: [{ number: 1 }] } })
})
