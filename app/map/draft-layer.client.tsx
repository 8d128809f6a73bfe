import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import { previewOf, type ShapeDraft } from '#app/map/shape-draft.ts'

/** The unfinished shape: its corners, and a dashed line that follows the crosshair. */
export function DraftLayer({ draft }: { draft: ShapeDraft }) {
  const map = useMap()
  useEffect(
    function drawDraft() {
      const corners = draft.corners.map(([lng, lat]) =>
        L.circleMarker([lat!, lng!], { radius: 6, className: 'map-corner', interactive: false }),
      )
      const shape = L.geoJSON(undefined, { interactive: false, style: { className: 'map-place map-draft' } })
      const group = L.layerGroup([shape, ...corners]).addTo(map)
      function follow() {
        const { lng, lat } = map.getCenter()
        const preview = previewOf(draft, [lng, lat])
        shape.clearLayers()
        if (preview) shape.addData(preview)
      }
      follow()
      map.on('move', follow)
      return function eraseDraft() {
        map.off('move', follow)
        group.remove()
      }
    },
    [map, draft],
  )
  return null
}
