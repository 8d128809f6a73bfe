/** Points on the paper. */
export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

type Disc = readonly [x: number, y: number, radius: number]

const BUCKET = 40

/** The room that marks and names have taken on a map: nothing is set on anything else. */
export class Room {
  private readonly discs = new Map<string, Disc[]>()
  readonly frame: Rect

  constructor(frame: Rect) {
    this.frame = frame
  }

  /** Whether a row of discs lies in the frame and touches nothing. */
  isFree(discs: readonly Disc[]): boolean {
    const { x, y, width, height } = this.frame
    return discs.every(
      (disc) =>
        disc[0] - disc[2] >= x &&
        disc[0] + disc[2] <= x + width &&
        disc[1] - disc[2] >= y &&
        disc[1] + disc[2] <= y + height &&
        !this.isTaken(disc),
    )
  }

  take(discs: readonly Disc[]) {
    for (const disc of discs) {
      const key = keyOf(Math.floor(disc[0] / BUCKET), Math.floor(disc[1] / BUCKET))
      const there = this.discs.get(key)
      if (there) there.push(disc)
      else this.discs.set(key, [disc])
    }
  }

  private isTaken([x, y, radius]: Disc): boolean {
    const [column, row] = [Math.floor(x / BUCKET), Math.floor(y / BUCKET)]
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of this.discs.get(keyOf(column + dx, row + dy)) ?? [])
          if (Math.hypot(other[0] - x, other[1] - y) < radius + other[2]) return true
    return false
  }
}

const keyOf = (column: number, row: number) => `${column} ${row}`

/** A line of text as discs along its middle; `angle` in radians, clockwise on the paper. */
export function discsOf(x: number, y: number, width: number, height: number, angle = 0): Disc[] {
  const radius = height / 2
  const steps = Math.max(1, Math.ceil(Math.max(0, width - height) / radius))
  const reach = Math.max(0, width - height)
  return Array.from({ length: steps + 1 }, (_, i): Disc => {
    const along = (i / steps - 0.5) * reach
    return [x + along * Math.cos(angle), y + along * Math.sin(angle), radius]
  })
}
