import { useEffect, useState } from 'react'
import type { T } from '#app/i18n/i18n.ts'
import type { NearestPlace } from '#app/models/nearest-place.server.ts'
import { nearestText } from '#app/nearest-text.ts'
import { paths } from '#app/paths.ts'

/** The map is still for so long before it is asked what is there. */
const PAUSE_MS = 500

/** What the point is near to, in words; '' while it moves, where nothing is near, and where nobody answers. */
export function useNearest(t: T, town: string, point: { lng: number; lat: number } | null): string {
  const [text, setText] = useState('')
  const key = point && `lng=${point.lng.toFixed(5)}&lat=${point.lat.toFixed(5)}`
  useEffect(
    function askWhenStill() {
      setText('')
      if (!key) return
      const asking = new AbortController()
      const timer = setTimeout(async function ask() {
        const response = await fetch(`${paths.nearest(town)}?${key}`, { signal: asking.signal }).catch(
          () => null,
        )
        if (!response?.ok) return
        const { nearest } = (await response.json()) as { nearest: NearestPlace | null }
        if (!asking.signal.aborted && nearest) setText(nearestText(t, nearest))
      }, PAUSE_MS)
      return function stopAsking() {
        clearTimeout(timer)
        asking.abort()
      }
    },
    [t, town, key],
  )
  return text
}
