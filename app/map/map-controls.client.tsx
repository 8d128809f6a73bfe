import L from 'leaflet'
import Minus from 'lucide-react/icons/minus'
import Plus from 'lucide-react/icons/plus'
import Shrink from 'lucide-react/icons/shrink'
import { type ReactNode, useEffect, useState } from 'react'
import type { Area, LngLat } from '#app/domain/geometry/positions.ts'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { isStill } from '#app/map/motion.ts'

export type MapControlsProps = {
  map: L.Map | null
  boundary: Area | null
  center: LngLat
  zoom: number
  labels: MapFrameLabels
  children?: ReactNode
}

/** The column of round buttons; before the map in the Tab order. */
export function MapControls({ map, boundary, center, zoom, labels, children }: MapControlsProps) {
  const { canZoomIn, canZoomOut } = useZoomLimits(map)
  function showTown() {
    const animate = !isStill()
    if (boundary) map?.fitBounds(L.geoJSON(boundary).getBounds(), { animate, padding: [8, 8] })
    else map?.setView([center[1], center[0]], zoom, { animate })
  }
  return (
    <div className="map-controls">
      <MapButton label={labels.zoomIn} isOff={!canZoomIn} onPress={() => map?.zoomIn()}>
        <Plus aria-hidden="true" />
      </MapButton>
      <MapButton label={labels.zoomOut} isOff={!canZoomOut} onPress={() => map?.zoomOut()}>
        <Minus aria-hidden="true" />
      </MapButton>
      <MapButton label={labels.wholeTown} onPress={showTown}>
        <Shrink aria-hidden="true" />
      </MapButton>
      {children}
    </div>
  )
}

export type MapButtonProps = {
  label: string
  onPress: () => void
  isOff?: boolean
  isBusy?: boolean
  children: ReactNode
}

/** An icon whose name is heard and shown on hover. Off, it keeps its focus. */
export function MapButton({ label, onPress, isOff, isBusy, children }: MapButtonProps) {
  return (
    <button
      type="button"
      className="map-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      onClick={isOff ? undefined : onPress}
    >
      {children}
    </button>
  )
}

function useZoomLimits(map: L.Map | null) {
  const [zoom, setZoom] = useState<number | null>(null)
  useEffect(
    function followZoom() {
      if (!map) return
      const follow = () => setZoom(map.getZoom())
      follow()
      map.on('zoomend', follow)
      return function stopFollowing() {
        map.off('zoomend', follow)
      }
    },
    [map],
  )
  return {
    canZoomIn: zoom === null || zoom < (map?.getMaxZoom() ?? 18),
    canZoomOut: zoom === null || zoom > (map?.getMinZoom() ?? 0),
  }
}
