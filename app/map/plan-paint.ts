import type { Palette, PlanColour } from '#app/map/plan-palette.ts'
import type { Plan, PlanShape } from '#app/map/plan-shapes.ts'

/** A window on the plan: the world is `scale` pixels wide; `left`, `top` are the window's corner in it. */
export type PlanView = {
  scale: number
  left: number
  top: number
  width: number
  height: number
  zoom: number
  /** Pixels in a metre at the plan's latitude. */
  pxPerM: number
}

type Ctx = CanvasRenderingContext2D

const AREA_COLOURS: Record<string, [fill: PlanColour, line?: PlanColour]> = {
  wood: ['wood'],
  meadow: ['meadow'],
  quarter: ['quarter'],
  'old-quarter': ['old-quarter'],
  park: ['park', 'park-line'],
  square: ['square'],
  river: ['water', 'water-line'],
  pond: ['water', 'water-line'],
}

/** Width in metres on the ground, and the least in pixels. */
const STREETS = {
  lane: { widthM: 7, minPx: 0.9, fill: 'street', line: 'street-line' },
  street: { widthM: 10, minPx: 1.4, fill: 'street', line: 'street-line' },
  'street-major': { widthM: 13, minPx: 2.2, fill: 'major', line: 'major-line' },
} as const

/** Paints the ground, the ways and the houses; names come after, in plan-labels. */
export function paintPlan(ctx: Ctx, shapes: PlanShape[], view: PlanView, palette: Palette) {
  const byLayer = groupByLayer(shapes)
  const of = (layer: string) => byLayer.get(layer) ?? []
  paintAreas(ctx, shapes, view, palette)
  paintBuildings(ctx, of('bridge'), view, [palette.bridge, palette['bridge-line']])
  paintPaths(ctx, of('path'), view, palette)
  paintStreets(ctx, of, view, palette)
  paintRails(ctx, of('rail'), view, palette)
  if (view.zoom >= 15) paintBuildings(ctx, of('building'), view, [palette.building, palette['building-line']])
  if (view.zoom >= 14) {
    paintBuildings(ctx, of('landmark-building'), view, [palette.landmark, palette['landmark-line']])
  }
}

/** How much of the plan's width fades into the plain ground at each side. */
const FADE = 0.07

/** Where the drawing ends it fades out, as on a printed sheet; what is erased shows the ground under the canvas. */
export function fadeEdges(
  ctx: Ctx,
  [west, north, east, south]: Plan['box'],
  { scale, left, top, width, height }: PlanView,
) {
  const fade = FADE * Math.min(east - west, south - north) * scale
  const sides: [x0: number, y0: number, x1: number, y1: number][] = [
    [west * scale - left, 0, west * scale - left + fade, 0],
    [east * scale - left, 0, east * scale - left - fade, 0],
    [0, north * scale - top, 0, north * scale - top + fade],
    [0, south * scale - top, 0, south * scale - top - fade],
  ]
  ctx.globalCompositeOperation = 'destination-out'
  for (const side of sides) {
    const gradient = ctx.createLinearGradient(...side)
    gradient.addColorStop(0, 'rgb(0 0 0 / 1)')
    gradient.addColorStop(1, 'rgb(0 0 0 / 0)')
    ctx.fillStyle = gradient
    ctx.fillRect(0, 0, width, height)
  }
  ctx.globalCompositeOperation = 'source-over'
}

/** Dims what is outside the boundary and draws its line. */
export function paintBoundary(ctx: Ctx, rings: Float64Array[], view: PlanView, palette: Palette) {
  if (rings.length === 0) return
  ctx.beginPath()
  ctx.rect(0, 0, view.width, view.height)
  for (const ring of rings) trace(ctx, ring, view, true)
  ctx.fillStyle = palette.mask
  ctx.fill('evenodd')
  ctx.beginPath()
  for (const ring of rings) trace(ctx, ring, view, true)
  ctx.strokeStyle = palette.boundary
  ctx.globalAlpha = 0.16
  stroke(ctx, 7)
  ctx.globalAlpha = 1
  stroke(ctx, 1.5, [9, 4, 2, 4])
}

function paintAreas(ctx: Ctx, shapes: PlanShape[], view: PlanView, palette: Palette) {
  for (const { layer, lines } of shapes) {
    const colours = AREA_COLOURS[layer]
    if (!colours) continue
    ctx.beginPath()
    for (const line of lines) trace(ctx, line, view, true)
    ctx.fillStyle = palette[colours[0]]
    ctx.fill('evenodd')
    if (!colours[1]) continue
    ctx.strokeStyle = palette[colours[1]]
    stroke(ctx, view.zoom >= 15 ? 1.2 : 0.8)
  }
}

function paintStreets(ctx: Ctx, of: (layer: string) => PlanShape[], view: PlanView, palette: Palette) {
  const kinds = Object.entries(STREETS)
  const casing = view.zoom >= 16 ? 1.2 : 0.9
  for (const pass of ['line', 'fill'] as const) {
    for (const [layer, street] of kinds) {
      const width = Math.max(street.minPx, street.widthM * view.pxPerM)
      traceAll(ctx, of(layer), view)
      ctx.strokeStyle = palette[street[pass]]
      stroke(ctx, pass === 'line' ? width + 2 * casing : width)
    }
  }
}

function paintPaths(ctx: Ctx, paths: PlanShape[], view: PlanView, palette: Palette) {
  if (view.zoom < 14) return
  const width = Math.max(1, 1.6 * view.pxPerM)
  traceAll(ctx, paths, view)
  ctx.strokeStyle = palette.path
  ctx.lineCap = 'butt'
  stroke(ctx, Math.min(width, 4), view.zoom >= 16 ? [6, 3.5] : [3, 2])
}

function paintRails(ctx: Ctx, rails: PlanShape[], view: PlanView, palette: Palette) {
  const width = Math.min(6, Math.max(1.6, 3 * view.pxPerM))
  traceAll(ctx, rails, view)
  ctx.lineCap = 'butt'
  ctx.strokeStyle = palette.rail
  stroke(ctx, width)
  if (view.zoom < 13) return
  ctx.lineCap = 'butt'
  ctx.strokeStyle = palette['rail-gap']
  stroke(ctx, width - 1.2, [width * 2.5, width * 2.5])
}

function paintBuildings(ctx: Ctx, shapes: PlanShape[], view: PlanView, [fill, line]: [string, string]) {
  traceAll(ctx, shapes, view, true)
  ctx.fillStyle = fill
  ctx.fill()
  ctx.strokeStyle = line
  stroke(ctx, view.zoom >= 16 ? 1 : 0.6)
}

function traceAll(ctx: Ctx, shapes: PlanShape[], view: PlanView, isClosed = false) {
  ctx.beginPath()
  for (const { lines } of shapes) for (const line of lines) trace(ctx, line, view, isClosed)
}

function trace(ctx: Ctx, line: Float64Array, { scale, left, top }: PlanView, isClosed: boolean) {
  for (let i = 0; i < line.length; i += 2) {
    const [x, y] = [line[i]! * scale - left, line[i + 1]! * scale - top]
    if (i === 0) ctx.moveTo(x, y)
    else ctx.lineTo(x, y)
  }
  if (isClosed) ctx.closePath()
}

/** Strokes the current path; the ends become round again, and the dashes are forgotten. */
function stroke(ctx: Ctx, width: number, dashes: number[] = []) {
  ctx.lineWidth = width
  ctx.lineJoin = 'round'
  ctx.setLineDash(dashes)
  ctx.stroke()
  ctx.setLineDash([])
  ctx.lineCap = 'round'
}

function groupByLayer(shapes: PlanShape[]): Map<string, PlanShape[]> {
  const groups = new Map<string, PlanShape[]>()
  for (const shape of shapes) {
    const group = groups.get(shape.layer)
    if (group) group.push(shape)
    else groups.set(shape.layer, [shape])
  }
  return groups
}
