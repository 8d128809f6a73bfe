import L from 'leaflet'
import LocateFixed from 'lucide-react/icons/locate-fixed'
import { useEffect, useState } from 'react'
import type { LocateLabels } from '#app/map/labels.ts'
import { MapButton } from '#app/map/map-controls.client.tsx'
import { isStill } from '#app/map/motion.ts'
import { ZOOM } from '#app/map/types.ts'

export type Fix = { lng: number; lat: number; accuracyM: number }
export type Locating = { state: 'idle' | 'asking' | 'failed'; fix: Fix | null; ask: () => void }

/** Where the person is, asked only when they press, once, and drawn as a dot in its circle of doubt. */
export function useLocate(map: L.Map | null, onFix?: (fix: Fix) => void): Locating {
  const [state, setState] = useState<Locating['state']>('idle')
  const [fix, setFix] = useState<Fix | null>(null)

  function ask() {
    if (!navigator.geolocation) return setState('failed')
    setState('asking')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const found = { lng: coords.longitude, lat: coords.latitude, accuracyM: coords.accuracy }
        setState('idle')
        setFix(found)
        if (onFix) onFix(found)
        else
          map?.setView([found.lat, found.lng], Math.max(map.getZoom(), ZOOM.street), { animate: !isStill() })
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    )
  }

  useEffect(
    function drawFix() {
      if (!map || !fix) return
      const at: L.LatLngTuple = [fix.lat, fix.lng]
      const drawn = L.layerGroup([
        L.circle(at, { radius: fix.accuracyM, className: 'map-doubt', interactive: false }),
        L.circleMarker(at, { radius: 7, className: 'map-me', interactive: false }),
      ]).addTo(map)
      return function eraseFix() {
        drawn.remove()
      }
    },
    [map, fix],
  )
  return { state, fix, ask }
}

export function LocateButton({ locating, labels }: { locating: Locating; labels: LocateLabels }) {
  return (
    <MapButton label={labels.locate} isBusy={locating.state === 'asking'} onPress={locating.ask}>
      <LocateFixed aria-hidden="true" />
    </MapButton>
  )
}

/** What to say about the search; null when there is nothing. */
export function locateText({ state, fix }: Locating, labels: LocateLabels): string | null {
  if (state === 'asking') return labels.locating
  if (state === 'failed') return labels.locateFailed
  return fix && labels.accuracy(Math.round(fix.accuracyM))
}
