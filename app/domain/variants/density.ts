import type { Pixel } from './placement.ts'

/** A square of a drawing's grid, as on a chess board: A1 is the upper left one. */
export interface DenseSquare {
  name: string
  /** Pixels. */
  x: number
  y: number
  width: number
  height: number
  count: number
}

/** Squares along the longer side. */
const ALONG = 8
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Where marks crowd: a grid over the drawing, the squares that hold any, the fullest first (then from the upper left).
 *
 * @param size  pixels of the drawing
 */
export function denseSquares(
  marks: readonly Pixel[],
  size: { width: number; height: number },
): DenseSquare[] {
  const side = Math.max(size.width, size.height) / ALONG
  const [columns, rows] = [Math.ceil(size.width / side), Math.ceil(size.height / side)]
  const counts = new Map<number, number>()
  for (const [x, y] of marks) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(x / side)))
    const row = Math.min(rows - 1, Math.max(0, Math.floor(y / side)))
    const key = row * columns + column
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts]
    .sort(([one, n], [other, m]) => m - n || one - other)
    .map(([key, count]) => {
      const [column, row] = [key % columns, Math.floor(key / columns)]
      const [x, y] = [column * side, row * side]
      return {
        name: `${LETTERS[column]}${row + 1}`,
        x,
        y,
        width: Math.min(side, size.width - x),
        height: Math.min(side, size.height - y),
        count,
      }
    })
}
