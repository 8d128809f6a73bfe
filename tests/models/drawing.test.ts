import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DrawingSystem } from '#app/domain/drawing/system.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { drawingOf } from '#app/jobs/drawing-of.server.ts'
import { setDrawingSystem } from '#app/models/drawing-systems.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { CENTRE, makePerson, makeTown, squareAround } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const town = { lng: CENTRE[0], lat: CENTRE[1], boundary: squareAround(CENTRE, 0.0334, 0.018) }
/** МСК of a region, made up after the pattern of the real ones. */
const LOCAL =
  '+proj=tmerc +lat_0=0 +lon_0=44.55 +k=1 +x_0=1300000 +y_0=-5514743.504 +ellps=krass +towgs84=23.57,-140.95,-79.8,0,0.35,0.79,-0.22 +units=m +no_defs'
const WKT = `PROJCS["МСК",GEOGCS["Pulkovo 1942",DATUM["D",SPHEROID["Krassowsky",6378245,298.3],TOWGS84[23.57,-140.95,-79.8,0,0.35,0.79,-0.22]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",44.55],PARAMETER["scale_factor",1],PARAMETER["false_easting",1300000],PARAMETER["false_northing",-5514743.504],UNIT["metre",1]]`

const text = (value: string): DrawingSystem => ({ kind: 'text', text: value })
const of = (system: DrawingSystem, place = town) => drawingOf({ system, axes: 'east-north' }, place)

/** Control pairs at the corners of the town, as another system knows them. */
function pairsOf(known: DrawingSystem, count: number, by = 1) {
  const [west, south, east, north] = bboxOf(town.boundary)
  const { metres } = of(known)
  return [
    [west, south],
    [east, north],
    [east, south],
    [west, north],
  ]
    .slice(0, count)
    .map((corner) => {
      const [x, y] = metres(corner)
      return { lng: corner[0]!, lat: corner[1]!, east: x * by, north: y * by }
    })
}

describe('coordinates for drawing', () => {
  const systems: Record<string, DrawingSystem> = {
    utm: { kind: 'epsg', code: 32638 },
    'Gauss-Krüger 1942': { kind: 'epsg', code: 28408 },
    'Gauss-Krüger 1995': { kind: 'epsg', code: 20008 },
    'a local proj4': text(LOCAL),
    'a local WKT': text(WKT),
    'two pairs': { kind: 'points', pairs: pairsOf(text(LOCAL), 2) },
    'four pairs': { kind: 'points', pairs: pairsOf(text(LOCAL), 4) },
  }

  test.each(Object.entries(systems))('%s: every point of the town comes back within 1 cm', (_, system) => {
    const { metres, degrees, scale } = of(system)
    const [west, south, east, north] = bboxOf(town.boundary)
    const within = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    fc.assert(
      fc.property(within(west, east), within(south, north), (lng, lat) => {
        expect(distanceM(degrees(metres([lng, lat])), [lng, lat])).toBeLessThan(0.01)
      }),
    )
    expect(Math.abs(scale - 1)).toBeLessThan(0.006)
  })

  test('are those that PROJ computes', () => {
    // cs2cs of PROJ 9.1, EPSG:4326 to each: 57.42 45.6.
    expect(
      of(systems.utm!)
        .metres(CENTRE)
        .map((n) => n.toFixed(3)),
    ).toEqual(['536036.857', '6364298.935'])
    expect(
      of(systems['Gauss-Krüger 1942']!)
        .metres(CENTRE)
        .map((n) => n.toFixed(3)),
    ).toEqual(['8536160.835', '6366935.168'])
  })

  test('of pairs agree with the system that the pairs are of', () => {
    const [exact, fitted] = [of(text(LOCAL)), of(systems['four pairs']!)]
    const [x, y] = exact.metres(CENTRE)
    const [u, v] = fitted.metres(CENTRE)
    expect(Math.hypot(x - u, y - v)).toBeLessThan(0.05)
    expect(Math.max(...fitted.fit!.residualsM)).toBeLessThan(0.05)
    expect(of(systems['two pairs']!).fit!.residualsM.every((one) => one < 1e-6)).toBe(true)
  })

  test('may name the north first', () => {
    const [east, north] = of(text(LOCAL)).place(CENTRE)
    const turned = drawingOf({ system: text(LOCAL), axes: 'north-east' }, town)
    expect(turned.place(CENTRE)).toEqual([north, east])
    expect(turned.metres(CENTRE)).toEqual([east, north])
    // What programs are told says the same order, or nothing.
    const told = (system: DrawingSystem, axes: 'east-north' | 'north-east') => {
      const { text: proj, wkt } = drawingOf({ system, axes }, town)
      return { proj, wkt }
    }
    expect(told(text(LOCAL), 'north-east')).toEqual({ proj: `${LOCAL} +axis=neu`, wkt: null })
    expect(told(systems['two pairs']!, 'north-east').proj).toMatch(/axisswap \+order=2,1$/)
    expect(told(text(WKT), 'north-east')).toEqual({ proj: '', wkt: null })
    expect(told(text(WKT), 'east-north')).toEqual({ proj: WKT, wkt: WKT })
    expect(told(systems['Gauss-Krüger 1942']!, 'east-north').wkt).toMatch(
      /^PROJCS\["Pulkovo 1942 \/ Gauss-Kruger 8",.*AXIS\["Easting",EAST\].*AUTHORITY\["EPSG","28408"\]\]$/,
    )
  })

  test.each<[string, DrawingSystem, string]>([
    ['a code in degrees', { kind: 'epsg', code: 4326 }, 'drawing.degrees'],
    ['an unknown code', { kind: 'epsg', code: 3857 }, 'drawing.unknown-code'],
    ['a proj4 in degrees', text('+proj=longlat +datum=WGS84'), 'drawing.degrees'],
    ['a name', text('EPSG:28408'), 'drawing.unreadable'],
    ['no projection', text('+proj=foo +units=m'), 'drawing.unreadable'],
    ['a broken WKT', text('PROJCS["x"]'), 'drawing.unreadable'],
    ['JSON', text('{"type":"ProjectedCRS"}'), 'drawing.unreadable'],
    ['grids', text('+proj=tmerc +lon_0=45 +nadgrids=foo.gsb +units=m'), 'drawing.grids'],
    ['feet', text('+proj=tmerc +lat_0=0 +lon_0=45 +units=us-ft'), 'drawing.not-metres'],
    ['Web Mercator', text('+proj=merc +a=6378137 +b=6378137 +units=m'), 'drawing.not-metres'],
    ['a far zone', { kind: 'epsg', code: 32601 }, 'drawing.not-metres'],
    ['kilometres', { kind: 'points', pairs: pairsOf(text(LOCAL), 2, 0.001) }, 'drawing.not-metres'],
    [
      'one place twice',
      { kind: 'points', pairs: [1, 2].map(() => pairsOf(text(LOCAL), 1)[0]!) },
      'drawing.same-pairs',
    ],
    [
      'swapped axes',
      { kind: 'points', pairs: pairsOf(text(LOCAL), 3).map((p) => ({ ...p, east: p.north, north: p.east })) },
      'drawing.swapped',
    ],
  ])('refuses %s', async (_, system, code) => {
    await expectRefusal((async () => of(system))(), code as Parameters<typeof expectRefusal>[1])
  })

  test('are chosen for a town, kept, logged, and given back', async () => {
    const [made, actor] = [await makeTown(), await makePerson()]
    const who = { townId: made.id, actorId: actor.id }
    expect(await townDrawing(made)).toMatchObject({ epsg: 32638, isDefault: true })
    const system = { kind: 'points' as const, pairs: pairsOf(text(LOCAL), 3) }
    await setDrawingSystem({ ...who, chosen: { system, axes: 'north-east' } })
    await setDrawingSystem({ ...who, chosen: { system: text(WKT), axes: 'north-east' } })
    expect(await townDrawing(made)).toMatchObject({ name: 'МСК', axes: 'north-east', isDefault: false })
    await setDrawingSystem({ ...who, chosen: null })
    expect(await townDrawing(made)).toMatchObject({ epsg: 32638, isDefault: true })
    const acts = (await listStaffActs(made.id)).filter(({ act }) => act === 'drawing.change')
    expect(acts.map(({ after }) => after)).toEqual([
      {},
      { drawing: 'text', letters: WKT.length, axes: 'north-east' },
      { drawing: 'points', pairs: 3, axes: 'north-east' },
    ])
  })
})
