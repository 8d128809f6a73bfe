import { type Pixel, type Placement, toGround, toPixel } from './placement.ts'

/** What of a version's drawing its marks are told by. */
export interface DrawingFrame {
  /** Pixels. */
  width: number
  height: number
  /** Null of a drawing that nobody has placed on the map. */
  placement: Placement | null
}

/** How far two sheets may differ in shape and still be the same sheet drawn anew. */
const SAME_SHAPE = 0.01

/**
 * Where a mark on one version's drawing stands on another's: through the ground where both are placed on the map; else at
 * the same share of the sheet, where both sheets have the same shape.
 *
 * @returns pixels of `to`; null where it cannot be said, or lies beside the new drawing: the mark is then in the list only
 */
export function carryOver(
  [x, y]: Pixel,
  from: DrawingFrame,
  to: DrawingFrame,
): [x: number, y: number] | null {
  const at =
    from.placement && to.placement
      ? toPixel(to.placement, toGround(from.placement, [x, y]))
      : hasSameShape(from, to)
        ? ([(x / from.width) * to.width, (y / from.height) * to.height] as [number, number])
        : null
  return at && isOn(at, to) ? at : null
}

/** Whether a point lies on a drawing, its edges included. */
export function isOn([x, y]: Pixel, { width, height }: Pick<DrawingFrame, 'width' | 'height'>): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height
}

function hasSameShape(from: DrawingFrame, to: DrawingFrame): boolean {
  const ratio = from.width / from.height / (to.width / to.height)
  return Math.abs(ratio - 1) <= SAME_SHAPE
}
