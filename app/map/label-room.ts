/** A circle that no other name may touch. */
type Disc = [x: number, y: number, radius: number]

type Spot = { lines: string[]; x: number; y: number; angle: number }

/** The same name is not repeated nearer than this. */
export const REPEAT_PX = 520
const BUCKET_PX = 64

/** The room that names have taken so far: rows of circles, looked up by squares. */
export class LabelRoom {
  private readonly taken = new Map<string, Disc[]>()
  private readonly spots = new Map<string, Spot[]>()

  /** Takes the room of a name if all of it is free and the same name does not stand near. Pixels. */
  take(spot: Spot, width: number, height: number): boolean {
    const name = spot.lines.join(' ').toLowerCase()
    const same = this.spots.get(name) ?? []
    if (same.some(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) < REPEAT_PX)) return false
    const discs = discsOf(spot, width, height)
    if (discs.some((disc) => this.isTaken(disc))) return false
    for (const disc of discs) this.put(disc)
    this.spots.set(name, [...same, spot])
    return true
  }

  private isTaken([x, y, radius]: Disc): boolean {
    return keysAround(x, y).some((key) =>
      this.taken.get(key)?.some(([a, b, other]) => Math.hypot(a - x, b - y) < radius + other),
    )
  }

  private put(disc: Disc) {
    const key = `${Math.floor(disc[0] / BUCKET_PX)} ${Math.floor(disc[1] / BUCKET_PX)}`
    const bucket = this.taken.get(key)
    if (bucket) bucket.push(disc)
    else this.taken.set(key, [disc])
  }
}

function discsOf({ x, y, angle }: Spot, width: number, height: number): Disc[] {
  const radius = height / 2 + 3
  const steps = Math.max(1, Math.ceil(width / radius))
  return Array.from({ length: steps + 1 }, (_, i): Disc => {
    const along = (i / steps - 0.5) * width
    return [x + along * Math.cos(angle), y + along * Math.sin(angle), radius]
  })
}

function keysAround(x: number, y: number): string[] {
  const [column, row] = [Math.floor(x / BUCKET_PX), Math.floor(y / BUCKET_PX)]
  return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${column + dx} ${row + dy}`))
}
