import L from 'leaflet'
import '@geoman-io/leaflet-geoman-free'
import type { Feature } from 'geojson'
import { useEffect, useRef } from 'react'
import { useMap } from 'react-leaflet'
import type { Area } from '#app/domain/geometry/positions.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import type { MapLocale } from '#app/map/types.ts'
import { useStable } from '#app/map/use-stable.ts'

export type DrawnShape = { id: string; name: string; geometry: Area }

export type DrawLayerProps = {
  shapes: DrawnShape[]
  /** A new shape takes the place of the old one. */
  isSingle: boolean
  newName: string
  locale: MapLocale
  onChange: (shapes: DrawnShape[]) => void
}

const TOOLS = {
  position: 'topleft',
  drawMarker: false,
  drawCircleMarker: false,
  drawPolyline: false,
  drawRectangle: false,
  drawCircle: false,
  drawText: false,
  rotateMode: false,
  cutPolygon: false,
} as const

/** Geoman's tools over our shapes: the list is the truth, Leaflet's layers follow it by id. */
export function DrawLayer({ shapes, isSingle, newName, locale, onChange }: DrawLayerProps) {
  const map = useMap()
  const drawn = useRef(new Map<string, { layer: L.Polygon; geometry: Area }>())

  const emit = useStable(onChange)
  const read = useStable(() => shapes)
  const create = useStable((layer: L.Layer) => {
    layer.remove()
    const shape = {
      id: `new-${Date.now().toString(36)}`,
      name: newName,
      geometry: geometryOf(layer as L.Polygon),
    }
    emit(isSingle ? [shape] : [...shapes, shape])
  })

  useEffect(
    function addTools() {
      map.pm.setLang(locale)
      map.pm.setPathOptions({ className: 'map-place' })
      map.pm.addControls(TOOLS)
      nameTools(map)
      map.on('pm:create', ({ layer }) => create(layer))
      map.on('pm:remove', ({ layer }) =>
        emit(read().filter(({ id }) => drawn.current.get(id)?.layer !== layer)),
      )
      return function removeTools() {
        map.off('pm:create pm:remove')
        map.pm.removeControls()
      }
    },
    [map, locale, create, emit, read],
  )
  useEffect(
    function updateShapes() {
      const wanted = new Set(shapes.map(({ id }) => id))
      for (const [id, { layer }] of drawn.current) {
        if (wanted.has(id)) continue
        layer.remove()
        drawn.current.delete(id)
      }
      for (const { id, geometry } of shapes) {
        const known = drawn.current.get(id)
        if (known?.geometry === geometry) continue
        known?.layer.remove()
        const layer = polygonOf(geometry).addTo(map)
        drawn.current.set(id, { layer, geometry })
        layer.on('pm:edit', () => {
          const edited = geometryOf(layer)
          // Remembered before it comes back as a prop: the layer being edited must not be drawn anew.
          drawn.current.set(id, { layer, geometry: edited })
          emit(read().map((shape) => (shape.id === id ? { ...shape, geometry: edited } : shape)))
        })
      }
    },
    [map, shapes, emit, read],
  )
  useEffect(
    function fitOnce() {
      const layers = [...drawn.current.values()].map(({ layer }) => layer)
      if (layers.length > 0)
        map.fitBounds(L.featureGroup(layers).getBounds(), { padding: [24, 24], animate: false })
    },
    [map],
  )
  return null
}

/** Geoman titles the icon, which no screen reader hears, and leaves the link around it without a name. */
function nameTools(map: L.Map) {
  for (const button of map
    .getContainer()
    .querySelectorAll('.leaflet-pm-toolbar .leaflet-buttons-control-button')) {
    const titled = button.querySelector('[title]') ?? button.closest('[title]')
    button.setAttribute('aria-label', titled?.getAttribute('title') ?? '')
  }
}

function polygonOf(geometry: Area): L.Polygon {
  const layers = L.geoJSON(geometry, { style: { className: 'map-place' } }).getLayers()
  return layers[0] as L.Polygon
}

function geometryOf(layer: L.Polygon): Area {
  return roundGeometry((layer.toGeoJSON() as Feature<Area>).geometry)
}
