import type { Geometry } from 'geojson'
import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import type { Kind } from '#app/domain/contributions.ts'
import { pinIcon } from '#app/map/pin-icons.client.ts'
import type { LngLatObject } from '#app/map/types.ts'

export type PinMarkProps = { at: LngLatObject; kind: Kind; label: string; isFaint?: boolean }

/** One pin that is only looked at. */
export function PinMark({ at: { lng, lat }, kind, label, isFaint = false }: PinMarkProps) {
  const map = useMap()
  useEffect(
    function drawPin() {
      const icon = pinIcon(kind, true)
      const marker = L.marker([lat, lng], {
        icon,
        keyboard: false,
        interactive: false,
        opacity: isFaint ? 0.5 : 1,
      })
      marker.addTo(map)
      const element = marker.getElement()
      element?.setAttribute('role', 'img')
      element?.setAttribute('aria-label', label)
      return function erasePin() {
        marker.remove()
      }
    },
    [map, lng, lat, kind, label, isFaint],
  )
  return null
}

export type PlaceLayerProps = { geometry: Geometry; isDraft?: boolean }

/** A line or an area set off from the plan; points are PinMarks. */
export function PlaceLayer({ geometry, isDraft = false }: PlaceLayerProps) {
  const map = useMap()
  useEffect(
    function drawPlace() {
      const className = isDraft ? 'map-place map-draft' : 'map-place'
      const drawn = L.geoJSON(geometry, { interactive: false, style: { className } }).addTo(map)
      return function erasePlace() {
        drawn.remove()
      }
    },
    [map, geometry, isDraft],
  )
  return null
}
