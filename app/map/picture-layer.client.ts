import L from 'leaflet'
import type { TileLayerOptions } from '#app/map/types.ts'

/** Draws tiles that are pictures. They have failed when the very first do: a hole later on is only a hole. */
export function addLayer(map: L.Map, { url, minZoom, maxZoom, fail }: TileLayerOptions): () => void {
  const layer = L.tileLayer(url, { maxZoom: 18, minNativeZoom: minZoom, maxNativeZoom: maxZoom })
  let hasAny = false
  layer.once('tileload', () => {
    hasAny = true
  })
  layer.on('tileerror', () => {
    if (!hasAny) fail()
  })
  map.addLayer(layer)
  return function removeLayer() {
    map.removeLayer(layer)
  }
}
