import type { Position } from 'geojson'
import type { Ground, GroundShape } from '#app/formats/print/ground.ts'
import { INK, MAP_COLOURS, type MapColour } from '#app/formats/print/palette.ts'
import { MM, type Pen } from '#app/formats/print/pen.ts'
import { meets, type View } from '#app/formats/print/plane.ts'

type Doc = Pen['doc']

const AREAS: Record<string, [fill: MapColour, line?: MapColour]> = {
  wood: ['wood'],
  meadow: ['meadow'],
  quarter: ['quarter'],
  'old-quarter': ['old-quarter'],
  park: ['park', 'park-line'],
  square: ['square'],
  river: ['water', 'water-line'],
  pond: ['water', 'water-line'],
  // Of vector tiles: a line around them would show where tiles end.
  garden: ['park'],
  water: ['water'],
}

/** Width in metres on the ground, and the least in millimetres on the paper. */
const STREETS = {
  lane: { widthM: 7, leastMm: 0.3, fill: 'street', line: 'street-line' },
  street: { widthM: 10, leastMm: 0.45, fill: 'street', line: 'street-line' },
  'street-major': { widthM: 13, leastMm: 0.7, fill: 'major', line: 'major-line' },
} as const

/** On small scales more houses than this are megabytes of specks. */
const MOST_HOUSES = 8000

/** Draws a town's plan, its boundary and its spaces into the frame of a view; nothing goes past the frame. */
export function paintGround(doc: Doc, ground: Ground, view: View, options: { hasSpaces: boolean }) {
  const { x, y, width, height } = view.frame
  const seen = ground.shapes.filter((shape) => meets(shape.box, view.box))
  const of = (...layers: string[]) => seen.filter((shape) => layers.includes(shape.layer))
  doc.save().rect(x, y, width, height).clip()
  doc.rect(x, y, width, height).fill(MAP_COLOURS.land)
  for (const shape of seen) paintArea(doc, shape, view)
  paintStreams(doc, of('stream'), view)
  paintBuildings(doc, of('bridge'), view, 'bridge')
  paintPaths(doc, of('path'), view)
  paintStreets(doc, of, view)
  paintRails(doc, of('rail'), view)
  const houses = of('building')
  if (view.scale <= 10_000 || houses.length <= MOST_HOUSES) paintBuildings(doc, houses, view, 'building')
  paintBuildings(doc, of('landmark-building'), view, 'landmark')
  if (options.hasSpaces) paintSpaces(doc, ground, view)
  paintBoundary(doc, ground.boundary, view)
  doc.restore()
}

function paintArea(doc: Doc, { layer, lines }: GroundShape, view: View) {
  const colours = AREAS[layer]
  if (!colours) return
  for (const line of lines) trace(doc, line, view, true)
  if (!colours[1]) {
    doc.fillColor(MAP_COLOURS[colours[0]]).fill('even-odd')
    return
  }
  doc.lineWidth(0.2 * MM).fillAndStroke(MAP_COLOURS[colours[0]], MAP_COLOURS[colours[1]], 'even-odd')
}

function paintStreets(doc: Doc, of: (layer: string) => GroundShape[], view: View) {
  doc.lineCap('round').lineJoin('round')
  for (const pass of ['line', 'fill'] as const) {
    for (const [layer, street] of Object.entries(STREETS)) {
      const shapes = of(layer)
      if (shapes.length === 0) continue
      const width = Math.max(street.leastMm * MM, street.widthM * view.ptPerM)
      for (const { lines } of shapes) for (const line of lines) trace(doc, line, view, false)
      doc.lineWidth(pass === 'line' ? width + 0.4 * MM : width).stroke(MAP_COLOURS[street[pass]])
    }
  }
}

function paintStreams(doc: Doc, streams: GroundShape[], view: View) {
  if (streams.length === 0) return
  for (const { lines } of streams) for (const line of lines) trace(doc, line, view, false)
  doc
    .lineCap('round')
    .lineWidth(Math.max(0.3 * MM, 3 * view.ptPerM))
    .stroke(MAP_COLOURS.water)
}

function paintPaths(doc: Doc, paths: GroundShape[], view: View) {
  if (paths.length === 0) return
  for (const { lines } of paths) for (const line of lines) trace(doc, line, view, false)
  const width = Math.min(1.2 * MM, Math.max(0.25 * MM, 1.6 * view.ptPerM))
  doc
    .lineCap('butt')
    .lineWidth(width)
    .dash(1.8 * MM, { space: MM })
    .stroke(MAP_COLOURS.path)
    .undash()
}

function paintRails(doc: Doc, rails: GroundShape[], view: View) {
  if (rails.length === 0) return
  const width = Math.min(1.6 * MM, Math.max(0.5 * MM, 1.6 * view.ptPerM))
  const traceAll = () => {
    for (const { lines } of rails) for (const line of lines) trace(doc, line, view, false)
  }
  traceAll()
  doc.lineCap('butt').lineWidth(width).stroke(MAP_COLOURS.rail)
  traceAll()
  doc
    .lineWidth(width * 0.6)
    .dash(width * 2.5, { space: width * 2.5 })
    .stroke(MAP_COLOURS['rail-gap'])
    .undash()
}

function paintBuildings(
  doc: Doc,
  shapes: GroundShape[],
  view: View,
  layer: 'bridge' | 'building' | 'landmark',
) {
  if (shapes.length === 0) return
  for (const { lines } of shapes) for (const line of lines) trace(doc, line, view, true)
  const thin = view.scale > 5000 ? 0.05 : 0.15
  doc
    .lineJoin('miter')
    .lineWidth(thin * MM)
    .fillAndStroke(MAP_COLOURS[layer], MAP_COLOURS[`${layer}-line`])
}

function paintSpaces(doc: Doc, { spaces }: Ground, view: View) {
  for (const { lines, box } of spaces) {
    if (!meets(box, view.box)) continue
    for (const line of lines) trace(doc, line, view, true)
    doc
      .fillOpacity(0.1)
      .strokeOpacity(0.8)
      .lineWidth(0.35 * MM)
      .fillAndStroke(INK.accent, INK.accent, 'even-odd')
    doc.fillOpacity(1).strokeOpacity(1)
  }
}

function paintBoundary(doc: Doc, rings: Position[][], view: View) {
  if (rings.length === 0) return
  for (const ring of rings) trace(doc, ring, view, true)
  doc
    .lineWidth(0.35 * MM)
    .dash(3 * MM, { space: 1.4 * MM })
    .stroke(MAP_COLOURS.boundary)
    .undash()
}

/** Adds a run of vertices to the path. Vertices nearer to the last than a twentieth of a millimetre are left out. */
export function trace(doc: Doc, line: Position[], view: View, isClosed: boolean) {
  let [lastX, lastY] = [Number.NaN, Number.NaN]
  for (const [i, position] of line.entries()) {
    const [x, y] = view.toPaper(position)
    if (i === 0) doc.moveTo(x, y)
    else if (i < line.length - 1 && Math.hypot(x - lastX, y - lastY) < 0.05 * MM) continue
    else doc.lineTo(x, y)
    ;[lastX, lastY] = [x, y]
  }
  if (isClosed) doc.closePath()
}
