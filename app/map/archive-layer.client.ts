import L from 'leaflet'
import { leafletLayer, type TileSource } from 'protomaps-leaflet'
import { archiveLabels } from '#app/map/archive-labels.ts'
import { archiveBackground, archiveRules } from '#app/map/archive-style.ts'
import { readPalette, watchPalette } from '#app/map/plan-palette.ts'
import type { MapLocale } from '#app/map/types.ts'

export type ArchiveLayerOptions = {
  /** Of a PMTiles file on this server. */
  url: string
  /** The nearest zoom that the file has; nearer, its tiles are stretched. */
  maxZoom?: number
  locale: MapLocale
  /** Called once when the file or one of its tiles cannot be had or read. */
  fail: () => void
}

/** Sharper than this costs memory and shows no more. */
const MAX_PIXEL_RATIO = 2
/** A weak link may lose one request. */
const RETRY_AFTER_MS = 1500

/** Draws a town's PMTiles file under everything, in the colours and letters of the page. Gives what takes it away. */
export function addArchive(map: L.Map, { url, maxZoom, locale, fail }: ArchiveLayerOptions): () => void {
  // The library looks for Leaflet where a script tag would have put it.
  Object.assign(globalThis, { L })
  let layer: L.GridLayer | null = null
  function draw() {
    layer?.remove()
    const palette = readPalette(map.getContainer())
    const options = {
      url,
      maxDataZoom: maxZoom,
      paintRules: archiveRules(palette),
      labelRules: archiveLabels(palette, locale),
      backgroundColor: archiveBackground(palette),
      lang: locale,
      attribution: '',
      devicePixelRatio: Math.min(MAX_PIXEL_RATIO, devicePixelRatio),
      noWrap: true,
    }
    const made = leafletLayer(options) as unknown as L.GridLayer & Views
    for (const view of made.views.values()) view.tileCache.source = watched(view.tileCache.source, fail)
    layer = made.addTo(map)
  }
  draw()
  const unwatch = watchPalette(draw)
  return function removeArchive() {
    unwatch()
    layer?.remove()
  }
}

type Views = { views: Map<string, { tileCache: { source: TileSource } }> }

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
