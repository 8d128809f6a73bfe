import type L from 'leaflet'
import { useEffect, useState } from 'react'
import { useMap } from 'react-leaflet'
import type { Area } from '#app/domain/geometry/positions.ts'
import { PlanLayer } from '#app/map/plan-layer.client.ts'
import { type Plan, readPlan } from '#app/map/plan-shapes.ts'
import type { MapLocale, MapTiles } from '#app/map/types.ts'

export type BaseLayersProps = {
  boundary: Area | null
  baseUrl: string | null
  tiles?: MapTiles | null
  locale: MapLocale
  /** The text to credit the plan with, '' for none, once it is known. */
  onAttribution?: (text: string) => void
}

/** Tiles if there are any, else the drawn plan, else the boundary on a plain ground: the map is never blank. */
export function BaseLayers({ boundary, baseUrl, tiles, locale, onAttribution }: BaseLayersProps) {
  const map = useMap()
  const [layer] = useState(() => new PlanLayer())
  const [plan, setPlan] = useState<Plan | null>(null)
  const hasTiles = useTiles(map, tiles, locale)

  useEffect(
    function addPlan() {
      map.addLayer(layer)
      return function removePlan() {
        map.removeLayer(layer)
      }
    },
    [map, layer],
  )
  useEffect(
    function updatePlan() {
      layer.setContent({ plan, boundary, locale, hasTiles })
    },
    [layer, plan, boundary, locale, hasTiles],
  )
  useEffect(
    function loadPlan() {
      if (!baseUrl || hasTiles) return
      let isWanted = true
      planAt(baseUrl).then((loaded) => {
        if (!isWanted) return
        setPlan(loaded)
        onAttribution?.(loaded.attribution)
      }, console.warn)
      return function forgetPlan() {
        isWanted = false
      }
    },
    [baseUrl, hasTiles, onAttribution],
  )
  return null
}

/** Unless they fail: then the plan takes their place. What draws them is loaded only where there are any, after the map. */
function useTiles(map: L.Map, tiles: MapTiles | null | undefined, locale: MapLocale): boolean {
  const [failedUrl, setFailedUrl] = useState<string | null>(null)
  const isUsed = !!tiles && tiles.url !== failedUrl
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page brings the same tiles as another object
  useEffect(
    function addTiles() {
      if (!isUsed) return
      const fail = () => setFailedUrl(tiles.url)
      const coming = import('#app/map/tile-layers.client.ts').then(({ addTileLayer }) =>
        addTileLayer(map, { ...tiles, locale, fail }),
      )
      coming.catch(fail)
      return function removeTiles() {
        coming.then((remove) => remove(), fail)
      }
    },
    [map, tiles?.url, locale, isUsed],
  )
  return isUsed
}

const plans = new Map<string, Promise<Plan>>()

/** Read once a visit, however many maps are opened; a failure is not remembered. */
function planAt(url: string): Promise<Plan> {
  const known = plans.get(url)
  if (known) return known
  const coming = fetchPlan(url)
  plans.set(url, coming)
  coming.catch(() => plans.delete(url))
  return coming
}

async function fetchPlan(url: string): Promise<Plan> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return readPlan(await response.json())
}
