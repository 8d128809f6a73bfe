import type { Map as LeafletMap } from 'leaflet'
import { useEffect, useState } from 'react'
import { bboxText } from '#app/map/map-frame.client.tsx'
import { withParams } from '#app/map/with-params.ts'

/** A drag ends in several stops; only the last one asks, ms. */
const DEBOUNCE_MS = 120

export type View<Answer> = { answer: Answer; zoom: number }

/** Asks an address for what the map sees, after each move; an answer to a view that was left is dropped. */
export function useMapView<Answer>(map: LeafletMap, url: string) {
  const [view, setView] = useState<View<Answer> | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt asks the same address again
  useEffect(
    function followView() {
      let timer = 0
      let asked = new AbortController()
      async function ask() {
        asked.abort()
        asked = new AbortController()
        const { signal } = asked
        const zoom = map.getZoom()
        try {
          const response = await fetch(withParams(url, { bbox: bboxText(map), zoom: `${zoom}` }), { signal })
          if (!response.ok) throw new Error(`${response.status}`)
          const answer: Answer = await response.json()
          if (signal.aborted) return
          setView({ answer, zoom })
          setHasFailed(false)
        } catch (error) {
          if (signal.aborted) return
          console.warn(error)
          setHasFailed(true)
        }
      }
      function askSoon() {
        clearTimeout(timer)
        timer = window.setTimeout(ask, DEBOUNCE_MS)
      }
      void ask()
      map.on('moveend', askSoon)
      return function stopAsking() {
        clearTimeout(timer)
        asked.abort()
        map.off('moveend', askSoon)
      }
    },
    [map, url, attempt],
  )
  return { view, hasFailed, retry: () => setAttempt((count) => count + 1) }
}
