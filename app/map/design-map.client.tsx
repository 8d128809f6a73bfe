import type { FeatureCollection } from 'geojson'
import L from 'leaflet'
import { useEffect } from 'react'
import { useMap } from 'react-leaflet'
import type { Bbox } from '#app/domain/geometry/bbox.ts'
import type { MapFrameLabels } from '#app/map/labels.ts'
import { MapFrame } from '#app/map/map-frame.client.tsx'
import type { MapGround } from '#app/map/types.ts'

/** Told apart by lightness, too, and seen on a light and a dark ground. */
export const LAYER_COLOURS = ['#b3401f', '#1f6fb3', '#2f7d32', '#8e3fa8', '#a66a00', '#00757a'] as const

export type DesignMapProps = MapGround & {
  /** The layers, or where they are: one collection of features each, with `position` of its layer. */
  layers: Layers['layers'] | string
  fit: Bbox | null
  labels: MapFrameLabels
}

/** What designers have drawn. A finger over an object tells its name. */
export function DesignMap({ layers, fit, labels, ...ground }: DesignMapProps) {
  return (
    <div className="map-box">
      <MapFrame ground={ground} labels={labels} fit={fit}>
        <DesignLayers layers={layers} />
      </MapFrame>
    </div>
  )
}

type Layers = { layers: { position: number; features: FeatureCollection }[] }

function DesignLayers({ layers }: Pick<DesignMapProps, 'layers'>) {
  const map = useMap()
  useEffect(
    function drawLayers() {
      const group = L.layerGroup().addTo(map)
      const stop = new AbortController()
      const found = typeof layers === 'string' ? fetched(layers, stop.signal) : Promise.resolve(layers)
      found
        .then((all) => {
          if (stop.signal.aborted) return
          for (const { position, features } of all) layerOf(position, features).addTo(group)
          map.getContainer().dataset.designs = String(group.getLayers().length)
        })
        .catch((error: Error) => {
          if (error.name !== 'AbortError') console.warn(error)
        })
      return function eraseLayers() {
        stop.abort()
        group.remove()
      }
    },
    [map, layers],
  )
  return null
}

async function fetched(href: string, signal: AbortSignal): Promise<Layers['layers']> {
  const response = await fetch(`${href}?by=layer`, { signal })
  return response.ok ? ((await response.json()) as Layers).layers : []
}

function layerOf(position: number, features: FeatureCollection): L.GeoJSON {
  const color = LAYER_COLOURS[position % LAYER_COLOURS.length]!
  return L.geoJSON(features, {
    style: { color, weight: 3, fillOpacity: 0.2 },
    pointToLayer: (_, at) => L.circleMarker(at, { radius: 6, color, weight: 2, fillOpacity: 0.6 }),
    onEachFeature(feature, layer) {
      const { name, text, block } = (feature.properties ?? {}) as Record<string, unknown>
      const said = name ?? text ?? block
      if (said === undefined || said === null || said === '') return
      const tip = document.createElement('span')
      tip.textContent = String(said).slice(0, 200)
      layer.bindTooltip(tip, { sticky: true, className: 'map-tip' })
    },
  })
}
