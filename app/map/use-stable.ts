import { useCallback, useLayoutEffect, useRef } from 'react'

/** The same function for ever, doing what the newest render says: a page's arrow function must not redraw a map. */
export function useStable<A extends unknown[], R>(newest: (...args: A) => R): (...args: A) => R {
  const ref = useRef(newest)
  useLayoutEffect(() => {
    ref.current = newest
  })
  return useCallback((...args: A) => ref.current(...args), [])
}
