import { median } from './report.ts'
import { viewAround } from './views.ts'

interface Point {
  type: 'Feature'
  properties: { id: number }
  geometry: { type: 'Point'; coordinates: [number, number] }
}
interface Clusters {
  load(points: Point[]): Clusters
  getClusters(bbox: readonly number[], zoom: number): unknown[]
}
/** It comes without types: named in a way that the compiler does not follow. */
const { default: Supercluster } = (await import('supercluster' as string)) as {
  default: new (options: { radius: number; extent: number; maxZoom: number }) => Clusters
}

/** Supercluster over the same points: a pyramid built once for one set, without filters, sums or changes. */
export function clusterTimes(
  points: [number, number][],
  zooms: number[],
  random: () => number,
): { zoom: number | null; ms: number }[] {
  let start = performance.now()
  const index = new Supercluster({ radius: 64, extent: 256, maxZoom: 18 }).load(
    points.map((coordinates, id) => ({
      type: 'Feature',
      properties: { id },
      geometry: { type: 'Point', coordinates },
    })),
  )
  const built = { zoom: null, ms: performance.now() - start }
  return [
    built,
    ...zooms.map(function timeZoom(zoom) {
      const times = Array.from({ length: 40 }, function timeView() {
        const view = viewAround({ points }, zoom, random)
        start = performance.now()
        index.getClusters(view, zoom)
        return performance.now() - start
      })
      return { zoom, ms: median(times) }
    }),
  ]
}
