import { useEffect, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'
import type { SimilarView } from '#app/similar-view.server.ts'

const PAUSE_MS = 700
/** Shorter texts are like everything. */
const LEAST_CHARS = 12

/**
 * What is like the text of the form around `box`, asked anew when the typing pauses.
 * @param found  what the server has found already: stays until something else is typed
 */
export function useSimilar(town: string, found: SimilarView[] | null) {
  const box = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState<SimilarView[] | null>(null)
  const [isAlive, setIsAlive] = useState(false)

  useEffect(
    function followTyping() {
      const form = box.current?.closest('form')
      if (!form) return
      setIsAlive(true)
      let timer: ReturnType<typeof setTimeout> | undefined
      let last = ''
      let stop = new AbortController()
      async function ask() {
        const typed = new FormData(form!)
        const said = (name: string) => String(typed.get(name) ?? '')
        const text = `${said('title')} ${said('body')}`.trim()
        const body = new URLSearchParams({
          text,
          lng: said('lng'),
          lat: said('lat'),
          space: said('space'),
        })
        if (body.toString() === last) return
        last = body.toString()
        stop.abort()
        stop = new AbortController()
        if (text.length < LEAST_CHARS) return setAsked([])
        const response = await fetch(paths.similar(town), {
          method: 'POST',
          body,
          signal: stop.signal,
        }).catch(() => null)
        if (response?.ok) setAsked(((await response.json()) as { items: SimilarView[] }).items)
      }
      function wait(event: Event) {
        // Ticking "mine is different" is no new text.
        if ((event.target as HTMLInputElement).name === 'different') return
        clearTimeout(timer)
        timer = setTimeout(() => void ask(), PAUSE_MS)
      }
      form.addEventListener('input', wait)
      return function stopFollowing() {
        clearTimeout(timer)
        stop.abort()
        form.removeEventListener('input', wait)
      }
    },
    [town],
  )

  return { box, items: asked ?? found ?? [], isAlive }
}
