import type { Map as LeafletMap } from 'leaflet'
import { useEffect, useState } from 'react'

/** How long the hint about Ctrl stays, ms. */
const HINT_MS = 1600

/**
 * A wheel over the map scrolls the page, unless the map was clicked (has the focus) or Ctrl is held: a map must not
 * trap those who only pass by.
 *
 * @returns whether a wheel was just passed on to the page, so that a hint may say how to zoom
 */
export function useWheelManners(map: LeafletMap | null): boolean {
  const [isRefused, setIsRefused] = useState(false)
  useEffect(
    function mindWheel() {
      const element = map?.getContainer()
      if (!map || !element) return
      let timer = 0
      function decide(event: WheelEvent) {
        const isMeant = event.ctrlKey || event.metaKey || element!.contains(document.activeElement)
        if (isMeant) map!.scrollWheelZoom.enable()
        else map!.scrollWheelZoom.disable()
        clearTimeout(timer)
        setIsRefused(!isMeant)
        if (!isMeant) timer = window.setTimeout(() => setIsRefused(false), HINT_MS)
      }
      // In the capture phase: Leaflet's own listener stands on the same element and must already be off or on.
      const box = element.parentElement!
      box.addEventListener('wheel', decide, { capture: true, passive: true })
      return function forgetWheel() {
        clearTimeout(timer)
        box.removeEventListener('wheel', decide, { capture: true })
      }
    },
    [map],
  )
  return isRefused
}
