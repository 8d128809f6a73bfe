import type { Map as LeafletMap, ZoomPanOptions } from 'leaflet'
import { useEffect, useRef, useState } from 'react'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import type { LngLatObject } from '#app/map/types.ts'

/** A zoom about the centre strays by less than this, by rounding to whole pixels of the nearer zoom. */
const ROUNDING_PX = 2

export type Aim = {
  /** The point under the crosshair after the last move, degrees; null until the map is there. */
  at: LngLat | null
  /** The point at this very moment. */
  read: () => LngLatObject | null
  /** Puts a point exactly under the crosshair, without animation. */
  put: (point: LngLatObject, zoom?: number) => void
  /** Moves by whole pixels, exactly along the screen's sides, without animation. */
  nudge: (xPx: number, yPx: number) => void
}

/**
 * Follows the point under the crosshair. Leaflet keeps a view to whole pixels, so each zoom would move the centre by
 * up to half a pixel, 2.5 m at a town's zoom: the point is kept here, and put back after each zoom and resize.
 */
export function useAim(map: LeafletMap | null): Aim {
  const [at, setAt] = useState<LngLat | null>(null)
  const kept = useRef<LngLatObject | null>(null)

  useEffect(
    function followCentre() {
      if (!map) return
      kept.current = map.getCenter()
      let isZooming = false
      let zoom = map.getZoom()
      let size = map.getSize()
      function zoomstart() {
        isZooming = true
        zoom = map!.getZoom()
      }
      function move() {
        if (!isZooming && map!.getSize().equals(size)) kept.current = map!.getCenter()
      }
      function zoomend() {
        isZooming = false
        const now = map!.getCenter()
        const at = Math.max(zoom, map!.getZoom())
        const strayPx = map!.project(kept.current!, at).distanceTo(map!.project(now, at))
        const isRounding = strayPx <= ROUNDING_PX * 2 ** Math.abs(map!.getZoom() - zoom)
        if (!isRounding) kept.current = now
        else if (strayPx > 0) reset(map!, kept.current!)
      }
      function resize() {
        size = map!.getSize()
        reset(map!, kept.current!)
      }
      function moveend() {
        setAt([kept.current!.lng, kept.current!.lat])
      }
      const handlers = { zoomstart, move, zoomend, resize, moveend }
      map.on(handlers)
      moveend()
      return function stopFollowing() {
        map.off(handlers)
      }
    },
    [map],
  )
  function put(point: LngLatObject, zoom?: number) {
    if (!map) return
    map.stop()
    kept.current = point
    reset(map, point, zoom)
  }
  function nudge(xPx: number, yPx: number) {
    if (map && kept.current) put(map.unproject(map.project(kept.current).add([xPx, yPx])))
  }
  return { at, read: () => kept.current, put, nudge }
}

/** `setView` moves by whole pixels unless told to start anew. Leaflet has the option, its types have not. */
function reset(map: LeafletMap, point: LngLatObject, zoom = map.getZoom()) {
  map.setView(point, zoom, { reset: true, animate: false } as ZoomPanOptions)
}
