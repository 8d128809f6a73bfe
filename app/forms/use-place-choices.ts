import { useEffect, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'
import type { PlacesFound } from '#app/places-view.server.ts'

const PAUSE_MS = 200
/** A letter alone says nothing. */
const LEAST_CHARACTERS = 2

type Point = { lng: number; lat: number }

/**
 * Places of a town for what is being typed: asked anew when the typing pauses, or at once by `find`, which also asks outside
 * services. An answer that a later question overtook is dropped.
 *
 * @param near  the middle of the map at this moment
 */
export function usePlaceChoices(town: string, near: () => Point | null) {
  const [found, setFound] = useState<PlacesFound | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const asking = useRef<AbortController | null>(null)

  function forget() {
    clearTimeout(timer.current)
    asking.current?.abort()
    setFound(null)
  }

  async function ask(text: string, isPressed: boolean): Promise<PlacesFound | null> {
    clearTimeout(timer.current)
    asking.current?.abort()
    const own = new AbortController()
    asking.current = own
    const point = near()
    const search = new URLSearchParams({ q: text })
    if (point) {
      search.set('lng', point.lng.toFixed(5))
      search.set('lat', point.lat.toFixed(5))
    }
    if (isPressed) search.set('press', 'find')
    const answer = await fetch(`${paths.places(town)}?${search}`, { signal: own.signal })
      .then((response) => (response.ok ? (response.json() as Promise<PlacesFound>) : NOTHING))
      .catch(() => NOTHING)
    if (own.signal.aborted) return null
    setFound(answer)
    return answer
  }

  function type(text: string) {
    clearTimeout(timer.current)
    if (text.trim().length < LEAST_CHARACTERS) return forget()
    timer.current = setTimeout(() => void ask(text, false), PAUSE_MS)
  }

  useEffect(function stopAtEnd() {
    return function stop() {
      clearTimeout(timer.current)
      asking.current?.abort()
    }
  }, [])

  return { found, type, forget, find: (text: string) => ask(text, true) }
}

const NOTHING: PlacesFound = { places: [], attribution: '', failed: 'broken' }
