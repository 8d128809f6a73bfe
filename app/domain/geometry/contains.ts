import type { Position } from 'geojson'
import { type Area, polygonsOf } from '#app/domain/geometry/positions.ts'

/** A point this close to a border, in degrees, is on it: a micrometre, which absorbs floating-point noise. */
export const BORDER_DEG = 1e-11

/** Is the position in the area? Borders, of holes too, count as inside; the inside of a hole does not. */
export function contains(area: Area, position: Position): boolean {
  return polygonsOf(area).some((rings) => {
    const [shell, ...holes] = rings.map((ring) => sideOfRing(ring, position[0]!, position[1]!))
    if (shell === 'border' || holes.includes('border')) return true
    return shell === 'in' && !holes.includes('in')
  })
}

function sideOfRing(ring: Position[], x: number, y: number): 'in' | 'out' | 'border' {
  let isIn = false
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay, bx, by] = [ring[i - 1]![0]!, ring[i - 1]![1]!, ring[i]![0]!, ring[i]![1]!]
    if (isOnEdge(ax, ay, bx, by, x, y)) return 'border'
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isIn = !isIn
  }
  return isIn ? 'in' : 'out'
}

/** Is (x, y) within a micrometre of the edge from a to b? */
function isOnEdge(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  if (x < Math.min(ax, bx) - BORDER_DEG || x > Math.max(ax, bx) + BORDER_DEG) return false
  if (y < Math.min(ay, by) - BORDER_DEG || y > Math.max(ay, by) + BORDER_DEG) return false
  const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
  return Math.abs(cross) <= BORDER_DEG * Math.hypot(bx - ax, by - ay)
}
