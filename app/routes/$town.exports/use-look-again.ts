import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

const LOOK_MS = 1000

/** While something is being prepared the page follows it; out of sight it rests. */
export function useLookAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(
    function lookAgain() {
      if (!isWaiting) return
      const timer = setInterval(() => document.hidden || revalidate(), LOOK_MS)
      return function stopLooking() {
        clearInterval(timer)
      }
    },
    [isWaiting, revalidate],
  )
}
