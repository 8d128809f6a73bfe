import type { Position } from 'geojson'

/** A full circle in so many steps: at 10 m of radius within 12 mm of the true one. */
const STEPS = 64
const RADIANS = Math.PI / 180

export interface Vertex {
  x: number
  y: number
  /** Tangent of a quarter of the arc to the next vertex; 0 of a straight line. */
  bulge: number
}

/** An arc counter-clockwise between two angles, degrees. */
export function arcPositions([x, y]: Position, radius: number, from: number, to: number): Position[] {
  const sweep = ((((to - from) % 360) + 360) % 360 || 360) * RADIANS
  const steps = Math.max(2, Math.ceil((sweep / (2 * Math.PI)) * STEPS))
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = from * RADIANS + (sweep * i) / steps
    return [x! + radius * Math.cos(angle), y! + radius * Math.sin(angle)]
  })
}

export function circlePositions(centre: Position, radius: number): Position[] {
  const ring = arcPositions(centre, radius, 0, 360)
  return [...ring.slice(0, -1), ring[0]!]
}

/** The vertices of a polyline with its arcs cut into steps; a closed one ends where it begins. */
export function polylinePositions(vertices: readonly Vertex[], isClosed: boolean): Position[] {
  const line: Position[] = []
  for (const [i, vertex] of vertices.entries()) {
    line.push([vertex.x, vertex.y])
    const next = vertices[i + 1] ?? (isClosed ? vertices[0] : undefined)
    if (next && vertex.bulge !== 0) line.push(...between(vertex, next))
  }
  if (isClosed && line.length > 0) line.push([...line[0]!])
  return line
}

function between(a: Vertex, b: Vertex): Position[] {
  const sweep = 4 * Math.atan(a.bulge)
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  // The centre lies on the perpendicular through the chord's middle.
  const off = (1 - a.bulge * a.bulge) / (4 * a.bulge)
  const [cx, cy] = [(a.x + b.x) / 2 - dy * off, (a.y + b.y) / 2 + dx * off]
  const [fromX, fromY] = [a.x - cx, a.y - cy]
  const steps = Math.max(1, Math.ceil((Math.abs(sweep) / (2 * Math.PI)) * STEPS))
  return Array.from({ length: steps - 1 }, (_, i) => {
    const angle = (sweep * (i + 1)) / steps
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
    return [cx + fromX * cos - fromY * sin, cy + fromX * sin + fromY * cos]
  })
}
