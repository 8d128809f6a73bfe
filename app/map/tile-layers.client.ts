import L from 'leaflet'
import type { TileLayerOptions } from '#app/map/types.ts'

/** Draws tiles under everything; gives what takes them away. What reads a file of tiles is large, and comes only for one. */
export async function addTileLayer(map: L.Map, options: TileLayerOptions): Promise<() => void> {
  if (!options.isVector) return addPictures(map, options)
  const { addArchive } = await import('#app/map/archive-layer.client.ts')
  return addArchive(map, options)
}

/** They have failed when the very first do: a hole later on is only a hole. */
function addPictures(map: L.Map, { url, minZoom, maxZoom, fail }: TileLayerOptions): () => void {
  const layer = L.tileLayer(url, { maxZoom: 18, minNativeZoom: minZoom, maxNativeZoom: maxZoom })
  let hasAny = false
  layer.once('tileload', () => {
    hasAny = true
  })
  layer.on('tileerror', () => {
    if (!hasAny) fail()
  })
  map.addLayer(layer)
  return function removePictures() {
    map.removeLayer(layer)
  }
}
