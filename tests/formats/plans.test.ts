import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { strToU8, zipSync } from 'fflate'
import type { Geometry } from 'geojson'
import { afterAll, describe, expect, test } from 'vitest'
import type { Column } from '#app/formats/column.ts'
import { cp1251 } from '#app/formats/cp1251.ts'
import { dxfChunks } from '#app/formats/dxf.ts'
import { openGeopackage } from '#app/formats/geopackage.server.ts'
import { KML_END, kmlHead, placemarkText } from '#app/formats/kml.ts'
import { PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { readPlan } from '#app/formats/plans/read-plan.server.ts'
import { openShapefile, WGS84_PRJ } from '#app/formats/shapefile.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { LayerGeometry } from '#app/formats/wkb.ts'
import { collected } from './reading.ts'

const folder = mkdtempSync(join(tmpdir(), 'sreda-plans-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NAME = 'Сквер «Ёлочка»'
const AREA: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [45.59, 57.41],
      [45.61, 57.41],
      [45.61, 57.43],
      [45.59, 57.43],
      [45.59, 57.41],
    ],
    [
      [45.599, 57.419],
      [45.599, 57.421],
      [45.601, 57.421],
      [45.601, 57.419],
      [45.599, 57.419],
    ],
  ],
}
const LINE: Geometry = {
  type: 'LineString',
  coordinates: [
    [45.6, 57.42],
    [45.605, 57.425],
  ],
}
const columns: Column<string>[] = [{ key: 'name', label: 'Название', type: 'text', value: (name) => name }]

/** Why a file is refused; 'taken' where it is not. */
function faultOf(bytes: Uint8Array | string, limits = PLAN_LIMITS): string {
  try {
    readPlan(typeof bytes === 'string' ? strToU8(bytes) : bytes, limits)
    return 'taken'
  } catch (error) {
    if (error instanceof UnreadableFileError) return error.code
    throw error
  }
}

function shapefileZip(geometry: Geometry, kind: LayerGeometry, cpg: string | null): Uint8Array {
  const path = (part: string) => join(folder, `one.${part}`)
  const file = openShapefile<string>(path, { geometry: kind, columns, now: new Date(), timeZone: 'UTC' })
  file.add(NAME, geometry)
  file.finish()
  const parts = ['shp', 'shx', 'dbf'].map((part) => [
    `plan.${part}`,
    new Uint8Array(readFileSync(path(part))),
  ])
  const files = { ...Object.fromEntries(parts), 'plan.prj': strToU8(WGS84_PRJ) }
  return zipSync(cpg === null ? files : { ...files, 'plan.cpg': strToU8(cpg) })
}

function geopackage(change: (db: Database.Database) => void = () => {}): Uint8Array {
  const path = join(folder, `${Math.random()}.gpkg`)
  const file = openGeopackage(path, new Date())
  const layer = { title: 'Слой', geometry: 'MULTIPOLYGON' as const, columns, qml: null }
  file.layer<string>({ table: 'озеленение', ...layer }).add(NAME, AREA)
  file.finish()
  const db = new Database(path)
  change(db)
  db.close()
  return new Uint8Array(readFileSync(path))
}

const kml = (inside: string, before = '') =>
  `<?xml version="1.0"?>${before}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>`
const json = (value: unknown) => JSON.stringify(value)
const dxf = (entities: string, head = '') =>
  `0\nSECTION\n2\nHEADER\n${head}0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${entities}0\nENDSEC\n0\nEOF\n`

describe('what we write ourselves is read back', () => {
  test('GeoPackage', () => {
    const { format, objects, problems } = readPlan(geopackage())
    expect([format, problems]).toEqual(['geopackage', []])
    expect(objects).toMatchObject([
      { layer: 'озеленение', geometry: AREA, attributes: { name: NAME }, system: { kind: 'degrees' } },
    ])
  })

  test.each(['1251', null])('shapefile, .cpg %s', (cpg) => {
    const { objects, problems } = readPlan(shapefileZip(AREA, 'MULTIPOLYGON', cpg))
    expect(problems).toEqual([])
    expect(objects[0]).toMatchObject({ layer: 'plan', attributes: { name: NAME } })
    const { coordinates } = objects[0]!.geometry as { coordinates: unknown[][] }
    expect(coordinates.map((ring) => ring.length)).toEqual([5, 5])
    expect(readPlan(shapefileZip(LINE, 'MULTILINESTRING', cpg)).objects[0]!.geometry).toEqual(LINE)
  })

  test('KML', () => {
    const place = { name: NAME, description: '<b>&</b>', geometry: AREA, style: 's' }
    const text = `${kmlHead({ name: 'Город', description: '', styles: [] })}${placemarkText({ ...place, data: [['proposal_ids', 'Номера', '3, 4']] })}${KML_END}`
    const { objects } = readPlan(strToU8(text))
    expect(objects).toMatchObject([
      {
        layer: 'Город',
        geometry: AREA,
        // A description is HTML, in which our words stay words.
        attributes: { name: NAME, description: '&lt;b&gt;&amp;&lt;/b&gt;', proposal_ids: '3, 4' },
      },
    ])
    expect(readPlan(zipSync({ 'doc.kml': strToU8(text) })).objects).toEqual(objects)
  })

  test('DXF', async () => {
    const bytes = Buffer.concat(
      await collected(
        dxfChunks({
          layers: [{ name: 'Озеленение', colour: 3 }],
          areas: [{ layer: 'Озеленение', geometry: AREA }],
          places: [
            [
              {
                layer: 'Озеленение',
                at: [45.6, 57.42],
                geometry: null,
                attributes: [['TITLE', 'Łąka и Ёж']],
              },
            ],
          ],
          span: [0, 0, 1, 1],
          box: [45, 57, 46, 58],
          place: ([x, y]) => [x! * 1000, y! * 1000],
          tags: ['TITLE'],
          legend: { layer: 'Легенда', lines: [], north: 'С', metres: String },
        }),
      ),
    )
    const { objects, format } = readPlan(bytes)
    expect(format).toBe('dxf')
    const own = objects.filter(({ layer }) => layer === 'Озеленение')
    expect(own.map(({ geometry }) => geometry.type)).toEqual(['Polygon', 'Polygon', 'Point'])
    expect(own[0]!.geometry).toEqual({
      type: 'Polygon',
      coordinates: [
        (AREA as { coordinates: number[][][] }).coordinates[0]!.map(([x, y]) => [
          Math.round(x! * 1000),
          Math.round(y! * 1000),
        ]),
      ],
    })
    expect(own[2]!.attributes).toMatchObject({ TITLE: 'Łąka и Ёж' })
    expect(own[2]!.system).toEqual({ kind: 'drawing', metresPerUnit: 1 })
  })
})

describe('a drawing of others', () => {
  test('has arcs, units, letters of its page, and a list of what is not read', () => {
    const arc = '0\nLWPOLYLINE\n8\n\\U+0421лой\n90\n2\n70\n1\n10\n0\n20\n0\n42\n1\n10\n2000\n20\n0\n42\n1\n'
    const other = '0\nSPLINE\n8\n0\n0\nLINE\n8\n0\n10\nx\n20\n0\n11\n1\n21\n1\n'
    const text = dxf(arc + other, '9\n$DWGCODEPAGE\n3\nANSI_1251\n9\n$INSUNITS\n70\n4\n')
    const { objects, problems } = readPlan(cp1251(text, () => '?'))
    expect(objects[0]!.layer).toBe('Слой')
    expect(objects[0]!.system).toEqual({ kind: 'drawing', metresPerUnit: 0.001 })
    // Two bulges of 1 are a circle.
    const [ring] = (objects[0]!.geometry as { coordinates: number[][][] }).coordinates
    expect(ring!.length).toBeGreaterThan(60)
    for (const [x, y] of ring!) expect(Math.hypot(x! - 1000, y!)).toBeCloseTo(1000, 6)
    expect(problems).toEqual([
      { number: 2, layer: '0', code: 'geometry.kind', isRepaired: false, value: 'SPLINE' },
      { number: 3, layer: '0', code: 'geometry.bad', isRepaired: false, value: 'LINE' },
    ])
  })
})

describe('a wrong encoding', () => {
  test('is found and told', () => {
    const { objects, problems } = readPlan(shapefileZip(AREA, 'MULTIPOLYGON', 'UTF-8'))
    expect(objects[0]!.attributes.name).toBe(NAME)
    expect(problems).toMatchObject([{ code: 'text.encoding', isRepaired: true, value: 'windows-1251' }])
    const text = json({ type: 'Feature', geometry: LINE, properties: { name: NAME } })
    const read = readPlan(cp1251(text, () => '?'))
    expect(read.objects[0]!.attributes.name).toBe(NAME)
    expect(read.problems).toMatchObject([{ code: 'text.encoding', isRepaired: true }])
  })
})

test('degrees of no datum are taken for those of the world, and told', () => {
  const unsaid = readPlan(geopackage((db) => db.exec('update gpkg_geometry_columns set srs_id = 0')))
  expect(unsaid).toMatchObject({
    objects: [{ system: { kind: 'degrees' } }],
    problems: [{ code: 'system.assumed', isRepaired: true }],
  })
})

describe('a hostile or broken file is refused in words', () => {
  const laughs = `<!DOCTYPE kml [<!ENTITY a "ha">${'bcdefghij'
    .split('')
    .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghi'[i]};`.repeat(10)}">`)
    .join('')}]>`
  const bomb = () => zipSync({ 'a.shp': new Uint8Array(PLAN_LIMITS.unpackedBytes + 1) }, { level: 9 })
  const cases: [string, () => Uint8Array | string, string][] = [
    [
      'a file of another',
      () => kml('', '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'xml.doctype',
    ],
    ['a billion laughs', () => kml('<name>&j;</name>', laughs), 'xml.doctype'],
    ['an entity of nobody', () => kml('<name>&x;</name>'), 'xml.bad'],
    ['a well of elements', () => kml(`${'<Folder>'.repeat(99)}${'</Folder>'.repeat(99)}`), 'xml.too-deep'],
    ['half a document', () => kml('').slice(0, -8), 'xml.bad'],
    ['a page', () => '<html><body/></html>', 'kml.none'],
    ['a bomb', bomb, 'zip.too-big'],
    ['half a ZIP', () => bomb().subarray(0, 500), 'zip.bad'],
    ['a ZIP of others', () => zipSync({ 'a.txt': strToU8('a') }), 'shapefile.none'],
    ['half a JSON', () => '{"type":', 'json.bad'],
    ['a JSON of others', () => '{"a":1}', 'geojson.not-features'],
    ['a DWG', () => 'AC1032\0\0', 'dxf.dwg'],
    ['a binary drawing', () => 'AutoCAD Binary DXF\r\n\x1a\0', 'dxf.binary'],
    ['a torn drawing', () => '0\nSECTION\n2\nENTITIES\n0\nLINE\nhello\n1\n', 'dxf.bad'],
    [
      'a torn line',
      () => dxf(`0\nPOLYLINE\n${'0\nVERTEX\n'.repeat(PLAN_LIMITS.vertices + 1)}hello\n`),
      'plan.too-many-vertices',
    ],
    ['a drawing of nothing', () => '0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nEOF\n', 'dxf.empty'],
    [
      'a database of others',
      () => geopackage((db) => db.exec('drop table gpkg_geometry_columns')),
      'geopackage.no-layers',
    ],
    ['half a database', () => geopackage().subarray(0, 5000), 'geopackage.bad'],
    ['a picture', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'plan.unknown'],
    ['nothing', () => new Uint8Array(0), 'plan.unknown'],
  ]
  test.each(cases)('%s', (_, make, code) => {
    expect(faultOf(make())).toBe(code)
  })

  test('more than the limits of bytes, objects, vertices and time', () => {
    const many = json({
      type: 'FeatureCollection',
      features: Array(200).fill({ type: 'Feature', geometry: LINE }),
    })
    expect(faultOf(many)).toBe('taken')
    expect(faultOf(many, { ...PLAN_LIMITS, bytes: 100 })).toBe('plan.too-big')
    expect(faultOf(many, { ...PLAN_LIMITS, objects: 100 })).toBe('plan.too-many-objects')
    expect(faultOf(many, { ...PLAN_LIMITS, vertices: 100 })).toBe('plan.too-many-vertices')
    expect(faultOf(many, { ...PLAN_LIMITS, ms: -1 })).toBe('plan.too-slow')
  })

  test('a billion vertices that are only claimed make nothing', () => {
    const path = join(folder, 'claim')
    const file = openShapefile<string>((part) => `${path}.${part}`, {
      geometry: 'MULTIPOLYGON',
      columns,
      now: new Date(),
      timeZone: 'UTC',
    })
    file.add(NAME, AREA)
    file.finish()
    const shp = readFileSync(`${path}.shp`)
    shp.writeInt32LE(1_000_000_000, 108 + 40)
    expect(readPlan(zipSync({ 'a.shp': new Uint8Array(shp) })).problems).toMatchObject([
      { code: 'layer.no-attributes' },
      { code: 'geometry.bad', number: 1 },
    ])
    const claimed = geopackage((db) => {
      const { geom } = db.prepare<[], { geom: Buffer }>('select geom from "озеленение"').get()!
      geom.writeUInt32LE(1_000_000_000, 40 + 9 + 9)
      for (const { name } of db
        .prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'")
        .all())
        db.exec(`drop trigger "${name}"`)
      db.prepare('update "озеленение" set geom = ?').run(geom)
    })
    expect(readPlan(claimed)).toMatchObject({ objects: [], problems: [{ code: 'geometry.bad', number: 1 }] })
  })

  test('a view that never ends is no layer', () => {
    const endless = geopackage((db) =>
      db.exec(`drop table "rtree_озеленение_geom"; drop table "озеленение"; create view "озеленение" as
        with recursive n(i) as (select 1 union all select i + 1 from n) select i as fid, x'00' as geom, '' as name from n`),
    )
    expect(faultOf(endless)).toBe('geopackage.no-layers')
  })
})
