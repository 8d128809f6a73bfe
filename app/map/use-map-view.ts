import type { Map as LeafletMap } from 'leaflet'
import { useEffect } from 'react'
import { bboxText } from '#app/map/map-frame.client.tsx'
import { useStable } from '#app/map/use-stable.ts'

/** A drag ends in several stops; only the last one asks, ms. */
const DEBOUNCE_MS = 150

/** Asks an address for what the map sees, after each move; an answer to a view that was left is dropped. */
export function useMapView<Answer>(
  map: LeafletMap,
  url: string,
  onAnswer: (answer: Answer) => void,
  onFailure: () => void,
) {
  const tell = useStable(onAnswer)
  const fail = useStable(onFailure)
  useEffect(
    function followView() {
      let timer = 0
      let asked = new AbortController()
      async function ask() {
        asked.abort()
        asked = new AbortController()
        const { signal } = asked
        try {
          const address = new URL(url, location.href)
          address.searchParams.set('bbox', bboxText(map))
          address.searchParams.set('zoom', String(map.getZoom()))
          const response = await fetch(address, { signal })
          if (!response.ok) throw new Error(`${url} answered ${response.status}`)
          const answer: Answer = await response.json()
          if (!signal.aborted) tell(answer)
        } catch {
          if (!signal.aborted) fail()
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
    [map, url, tell, fail],
  )
}
