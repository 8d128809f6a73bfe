import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import type { MapSpace } from '#app/map/types.ts'

export type SpaceLayerProps = {
  spaces: MapSpace[]
  /** Name of an outline that leads to the space's page; without it outlines only show. */
  labelOf?: (name: string) => string
  onOpen?: (href: string) => void
}

/** Outlines of the town's public spaces, quiet under the pins. */
export function SpaceLayer({ spaces, labelOf, onOpen }: SpaceLayerProps) {
  const map = useMap()
  useEffect(
    function drawSpaces() {
      const group = L.layerGroup(spaces.map((space) => outlineOf(space, labelOf, onOpen))).addTo(map)
      return function eraseSpaces() {
        group.remove()
      }
    },
    [map, spaces, labelOf, onOpen],
  )
  return null
}

function outlineOf(
  space: MapSpace,
  labelOf: SpaceLayerProps['labelOf'],
  onOpen: SpaceLayerProps['onOpen'],
): L.Layer {
  const isLink = !!labelOf && !!onOpen
  const outline = L.geoJSON(space.geometry, {
    interactive: isLink,
    style: { className: isLink ? 'map-space map-space-link' : 'map-space' },
  })
  if (!isLink) return outline
  const tip = document.createElement('span')
  tip.textContent = space.name
  outline.bindTooltip(tip, { sticky: true, className: 'map-tip' })
  outline.on('click', () => onOpen(space.href))
  outline.eachLayer((layer) =>
    layer.on('add', () => {
      const path = (layer as L.Path).getElement() as SVGElement | undefined
      if (!path) return
      path.setAttribute('tabindex', '0')
      path.setAttribute('role', 'link')
      path.setAttribute('aria-label', labelOf(space.name))
      path.addEventListener('keydown', (event) => {
        if ((event as KeyboardEvent).key === 'Enter') onOpen(space.href)
      })
    }),
  )
  return outline
}
