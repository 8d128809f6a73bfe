import type { Position } from 'geojson'
import type { LngLat } from '#app/domain/geometry/positions.ts'

/** Edge `edge` of ring `ring` (it starts at the vertex of that number) meets another edge near `point`. */
export type Crossing = { ring: number; edge: number; point: LngLat }

type Edge = { ring: number; edge: number; order: number; ringEdges: number; a: Position; b: Position }

/**
 * Finds a place where closed rings cross. A ring may not meet itself anywhere, not even in a point (a figure of
 * eight, a spike that returns along itself); two different rings may touch but not cross. Doubled vertices are
 * no crossing.
 *
 * @returns one crossing, or null. Sweeps by longitude: quick for real outlines, n² for a hostile one, so
 *          limit the vertices first
 */
export function findCrossing(rings: Position[][]): Crossing | null {
  const edges = rings.flatMap(edgesOfRing).sort((s, t) => west(s) - west(t))
  for (const [i, first] of edges.entries()) {
    const east = Math.max(first.a[0]!, first.b[0]!)
    for (let j = i + 1; j < edges.length && west(edges[j]!) <= east; j++) {
      const second = edges[j]!
      if (!overlapInLat(first, second) || !isConflict(first, second)) continue
      const { ring, edge } = isBefore(first, second) ? first : second
      return { ring, edge, point: meetingPoint(first, second) }
    }
  }
  return null
}

function edgesOfRing(vertices: Position[], ring: number): Edge[] {
  const edges: Edge[] = []
  for (let i = 1; i < vertices.length; i++) {
    const [a, b] = [vertices[i - 1]!, vertices[i]!]
    if (a[0] === b[0] && a[1] === b[1]) continue
    edges.push({ ring, edge: i - 1, order: edges.length, ringEdges: 0, a, b })
  }
  for (const edge of edges) edge.ringEdges = edges.length
  return edges
}

function isConflict(s: Edge, t: Edge): boolean {
  const [sa, sb] = [turn(t.a, t.b, s.a), turn(t.a, t.b, s.b)]
  const [ta, tb] = [turn(s.a, s.b, t.a), turn(s.a, s.b, t.b)]
  if (sa * sb < 0 && ta * tb < 0) return true
  if (s.ring !== t.ring) return false
  const step = (t.order - s.order + s.ringEdges) % s.ringEdges
  if (step === 1) return isSpike(s, t)
  if (step === s.ringEdges - 1) return isSpike(t, s)
  const isTouch = (side: number, edge: Edge, p: Position) => side === 0 && isInBoxOf(edge, p)
  return isTouch(sa, t, s.a) || isTouch(sb, t, s.b) || isTouch(ta, s, t.a) || isTouch(tb, s, t.b)
}

/** Does `next`, which starts where `edge` ends, go straight back over it? */
function isSpike(edge: Edge, next: Edge): boolean {
  const [backX, backY] = [edge.a[0]! - edge.b[0]!, edge.a[1]! - edge.b[1]!]
  const [goX, goY] = [next.b[0]! - next.a[0]!, next.b[1]! - next.a[1]!]
  return turn(edge.a, edge.b, next.b) === 0 && backX * goX + backY * goY > 0
}

/** -1, 0 or 1: is p to the right of a-b, on its line, or to the left? (A sign, lest a product underflow to 0.) */
function turn(a: Position, b: Position, p: Position): number {
  return Math.sign((b[0]! - a[0]!) * (p[1]! - a[1]!) - (b[1]! - a[1]!) * (p[0]! - a[0]!))
}

function isInBoxOf({ a, b }: Edge, p: Position): boolean {
  const isBetween = (axis: 0 | 1) =>
    p[axis]! >= Math.min(a[axis]!, b[axis]!) && p[axis]! <= Math.max(a[axis]!, b[axis]!)
  return isBetween(0) && isBetween(1)
}

/** Where the lines of two edges meet; for edges on one line, an end of one that lies on the other. */
function meetingPoint(s: Edge, t: Edge): LngLat {
  const [dx, dy] = [s.b[0]! - s.a[0]!, s.b[1]! - s.a[1]!]
  const [ex, ey] = [t.b[0]! - t.a[0]!, t.b[1]! - t.a[1]!]
  const parallel = dx * ey - dy * ex
  if (parallel === 0) {
    const end = [s.a, s.b].find((p) => isInBoxOf(t, p)) ?? t.a
    return [end[0]!, end[1]!]
  }
  const share = ((t.a[0]! - s.a[0]!) * ey - (t.a[1]! - s.a[1]!) * ex) / parallel
  return [s.a[0]! + share * dx, s.a[1]! + share * dy]
}

function west(edge: Edge): number {
  return Math.min(edge.a[0]!, edge.b[0]!)
}

function overlapInLat(s: Edge, t: Edge): boolean {
  return (
    Math.max(s.a[1]!, s.b[1]!) >= Math.min(t.a[1]!, t.b[1]!) &&
    Math.max(t.a[1]!, t.b[1]!) >= Math.min(s.a[1]!, s.b[1]!)
  )
}

function isBefore(s: Edge, t: Edge): boolean {
  return s.ring === t.ring ? s.edge < t.edge : s.ring < t.ring
}
