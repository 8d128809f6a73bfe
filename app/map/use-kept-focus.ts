import { useEffect, useRef } from 'react'

/** A button that commits goes away with the focus: it passes to the first that takes its place. */
export function useKeptFocus(isAiming: boolean) {
  const ref = useRef<HTMLDivElement>(null)
  const before = useRef(isAiming)
  useEffect(
    function passFocus() {
      if (before.current === isAiming) return
      before.current = isAiming
      if (document.activeElement === document.body) ref.current?.querySelector('button')?.focus()
    },
    [isAiming],
  )
  return ref
}
