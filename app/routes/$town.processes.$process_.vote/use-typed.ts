import { type RefObject, useEffect, useState } from 'react'
import { type Typed, typedIn } from './read-marks.ts'

/** What is marked in a form right now; on the server and before the first touch what it was rendered with. */
export function useTyped(form: RefObject<HTMLFormElement | null>, start: Typed): Typed {
  const [typed, setTyped] = useState(start)
  useEffect(
    function followForm() {
      const element = form.current
      if (!element) return
      const read = () => setTyped(typedIn(new FormData(element)))
      read()
      element.addEventListener('input', read)
      element.addEventListener('change', read)
      return function stopFollowing() {
        element.removeEventListener('input', read)
        element.removeEventListener('change', read)
      }
    },
    [form],
  )
  return typed
}
