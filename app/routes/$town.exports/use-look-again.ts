import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

const LOOK_MS = 1000

/** While something is being prepared the page follows it, one look after the other; out of sight it rests. */
export function useLookAgain(isWaiting: boolean) {
  const { revalidate, state } = useRevalidator()
  useEffect(
    function lookAgain() {
      // A look that is asked for while another is on its way would break that one off.
      if (!isWaiting || state !== 'idle') return
      const timer = setInterval(() => document.hidden || revalidate(), LOOK_MS)
      return function stopLooking() {
        clearInterval(timer)
      }
    },
    [isWaiting, state, revalidate],
  )
}
