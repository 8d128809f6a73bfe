import L from 'leaflet'
import { leafletLayer, type TileSource } from 'protomaps-leaflet'
import { archiveLabels } from '#app/map/archive-labels.ts'
import { archiveRules } from '#app/map/archive-style.ts'
import { readPalette, watchPalette } from '#app/map/plan-palette.ts'
import type { MapLocale, TileLayerOptions } from '#app/map/types.ts'

/** Sharper than this costs memory and shows no more. */
const MAX_PIXEL_RATIO = 2
/** A weak link may lose one request. */
const RETRY_AFTER_MS = 1500

/** Draws a town's PMTiles file under everything, in the colours and letters of the page. Gives what takes it away. */
export function addArchive(map: L.Map, { url, maxZoom, locale, fail }: TileLayerOptions): () => void {
  // The library looks for Leaflet where a script tag would have put it.
  Object.assign(globalThis, { L })
  const layer = leafletLayer({
    url,
    maxDataZoom: maxZoom,
    lang: locale,
    attribution: '',
    devicePixelRatio: Math.min(MAX_PIXEL_RATIO, devicePixelRatio),
    noWrap: true,
    ...styleOf(map, locale),
  }) as unknown as ArchiveLayer
  for (const view of layer.views.values()) view.tileCache.source = watched(view.tileCache.source, fail)
  layer.addTo(map)
  const unwatch = watchPalette(function paintAnew() {
    Object.assign(layer, styleOf(map, locale))
    layer.clearLayout()
    layer.rerenderTiles()
  })
  return function removeArchive() {
    unwatch()
    layer.remove()
  }
}

/** What the library's layer has beside Leaflet's; its own types say `any`. */
type ArchiveLayer = L.GridLayer & {
  views: Map<string, { tileCache: { source: TileSource } }>
  clearLayout(): void
  rerenderTiles(): void
}

function styleOf(map: L.Map, locale: MapLocale) {
  const palette = readPalette(map.getContainer())
  return {
    paintRules: archiveRules(palette),
    labelRules: archiveLabels(palette, locale),
    backgroundColor: palette.land,
  }
}

/** Tries twice; what fails then is told, and stays an empty tile until the plan has taken its place. */
function watched(source: TileSource, fail: () => void): TileSource {
  const isCancelled = (error: unknown) => (error as Error).name === 'AbortError'
  return {
    async get(tile, size) {
      try {
        return await source.get(tile, size)
      } catch (error) {
        if (isCancelled(error)) throw error
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS))
      try {
        return await source.get(tile, size)
      } catch (error) {
        if (isCancelled(error)) throw error
        console.warn('The map file did not come:', error)
        fail()
        return new Map()
      }
    },
  }
}
