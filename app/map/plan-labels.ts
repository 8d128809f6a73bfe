import { middleOf, placeAlong } from '#app/map/label-lines.ts'
import { LabelRoom } from '#app/map/label-room.ts'
import type { Palette, PlanColour } from '#app/map/plan-palette.ts'
import { footOf, type LabelGround, type PlanShape } from '#app/map/plan-shapes.ts'
import type { MapLocale } from '#app/map/types.ts'

type Ctx = CanvasRenderingContext2D

type Letters = {
  sizePx: number
  weight: number
  colour: PlanColour
  isItalic?: boolean
  spacingPx?: number
  isUpper?: boolean
}

/** One placed name: `x`, `y` are pixels of the whole world at the zoom it was placed for. */
export type PlacedLabel = {
  lines: string[]
  x: number
  y: number
  angle: number
  letters: Letters
  radius: number
}

const GROUND_LETTERS: Record<LabelGround, Letters> = {
  district: { sizePx: 12.5, weight: 620, colour: 'text-district', spacingPx: 1.6, isUpper: true },
  water: { sizePx: 13, weight: 500, colour: 'text-water', isItalic: true, spacingPx: 0.4 },
  green: { sizePx: 12, weight: 540, colour: 'text-green' },
  landmark: { sizePx: 12, weight: 580, colour: 'text' },
  place: { sizePx: 12, weight: 540, colour: 'text' },
}

/** From which zoom a way is named, and how: the widest first. */
const STREET_LETTERS: [layer: string, fromZoom: number, letters: Letters][] = [
  ['street-major', 15, { sizePx: 12, weight: 540, colour: 'text-street' }],
  ['street', 15, { sizePx: 11.5, weight: 480, colour: 'text-street' }],
  ['lane', 16, { sizePx: 11, weight: 460, colour: 'text-street' }],
  ['path', 17, { sizePx: 11, weight: 440, colour: 'text-green', isItalic: true }],
]

/**
 * Chooses where every name of the plan stands at a zoom, the important first, so that none overlap. The whole plan is
 * laid out at once: names stay where they are while the map pans.
 *
 * @param scale pixels of the whole world at the zoom
 */
export function placeLabels(
  ctx: Ctx,
  shapes: PlanShape[],
  { zoom, scale, locale, palette }: { zoom: number; scale: number; locale: MapLocale; palette: Palette },
): PlacedLabel[] {
  const placed: PlacedLabel[] = []
  const room = new LabelRoom()

  function tryPlace(label: Omit<PlacedLabel, 'radius'>): boolean {
    const { letters, lines } = label
    setFont(ctx, letters, palette)
    const lineHeight = letters.sizePx * palette.rem * 1.2
    const width = Math.max(...lines.map((line) => ctx.measureText(line).width))
    if (!room.take(label, width, lines.length * lineHeight)) return false
    placed.push({ ...label, radius: width / 2 + lineHeight })
    return true
  }

  /** From a building's lower edge to the middle of the name under it. */
  function dropPx(lines: string[], { sizePx }: Letters): number {
    return (lines.length * sizePx * 0.6 + 4) * palette.rem
  }

  const points = shapes.filter((shape) => shape.layer === 'label' && isShown(shape, zoom))
  for (const shape of points.sort((a, b) => a.rank - b.rank)) {
    const letters = GROUND_LETTERS[shape.ground]
    const [x, y] = [shape.lines[0]![0]! * scale, (shape.footY ?? shape.lines[0]![1]!) * scale]
    const text = nameOf(shape, locale)
    const lines = wrap(letters.isUpper ? text.toUpperCase() : text)
    const drop = shape.footY === null ? 0 : dropPx(lines, letters)
    tryPlace({ lines, x, y: y + drop, angle: 0, letters })
  }
  if (zoom >= 17) {
    for (const shape of shapes) {
      if (shape.layer !== 'landmark-building' || !shape.name) continue
      const letters = GROUND_LETTERS.landmark
      const lines = wrap(nameOf(shape, locale))
      const [x] = middleOf(shape.lines[0]!, scale)
      const y = footOf(shape.lines) * scale + dropPx(lines, letters)
      tryPlace({ lines, x, y, angle: 0, letters })
    }
  }
  for (const [layer, fromZoom, letters] of STREET_LETTERS) {
    if (zoom < fromZoom) continue
    for (const shape of shapes) {
      if (shape.layer !== layer || !shape.name) continue
      const text = nameOf(shape, locale)
      setFont(ctx, letters, palette)
      const width = ctx.measureText(text).width
      for (const line of shape.lines)
        placeAlong(line, scale, width, (x, y, angle) => tryPlace({ lines: [text], x, y, angle, letters }))
    }
  }
  return placed
}

/** Paints the names that the window can see. */
export function paintLabels(
  ctx: Ctx,
  labels: PlacedLabel[],
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  palette: Palette,
) {
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.lineJoin = 'round'
  ctx.strokeStyle = palette.halo
  for (const { lines, x, y, angle, letters, radius } of labels) {
    const [atX, atY] = [x - left, y - top]
    if (atX < -radius || atY < -radius || atX > width + radius || atY > height + radius) continue
    setFont(ctx, letters, palette)
    ctx.lineWidth = 3.2 * palette.rem
    ctx.fillStyle = palette[letters.colour]
    ctx.save()
    ctx.translate(atX, atY)
    ctx.rotate(angle)
    const lineHeight = letters.sizePx * palette.rem * 1.2
    for (const paint of ['strokeText', 'fillText'] as const) {
      for (const [i, line] of lines.entries()) ctx[paint](line, 0, (i - (lines.length - 1) / 2) * lineHeight)
    }
    ctx.restore()
  }
}

function isShown({ rank, ground }: PlanShape, zoom: number): boolean {
  if (ground === 'district') return zoom >= 12 && zoom <= 16
  return zoom >= (rank === 1 ? 14 : 15)
}

function setFont(ctx: Ctx, { sizePx, weight, isItalic, spacingPx = 0 }: Letters, { font, rem }: Palette) {
  ctx.font = `${isItalic ? 'italic ' : ''}${weight} ${sizePx * rem}px ${font}`
  ctx.letterSpacing = `${spacingPx * rem}px`
}

/** Two lines at most, of about the same length. */
function wrap(text: string): string[] {
  if (text.length <= 15) return [text]
  const breaks = [...text.matchAll(/[\s-]/g)].map((match) => match.index)
  const best = breaks.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0]
  return best === undefined ? [text] : [text.slice(0, best + 1).trim(), text.slice(best + 1)]
}

function nameOf({ name }: PlanShape, locale: MapLocale): string {
  return name?.[locale] ?? name?.ru ?? name?.en ?? ''
}
