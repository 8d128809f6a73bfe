import { useEffect } from 'react'

/** Closes a <details> when the person goes elsewhere: a click outside, a link followed inside, Escape. */
export function useCloseWhenLeft(ref: { current: HTMLDetailsElement | null }) {
  useEffect(
    function closeWhenLeft() {
      function onClick(event: MouseEvent) {
        const details = ref.current
        if (!details?.open || !(event.target instanceof Element)) return
        const follows = details.contains(event.target) && event.target.closest('a') !== null
        if (follows || !details.contains(event.target)) details.open = false
      }
      function onKey(event: KeyboardEvent) {
        if (event.key !== 'Escape' || !ref.current?.open) return
        ref.current.open = false
        ref.current.querySelector('summary')?.focus()
      }
      document.addEventListener('click', onClick)
      document.addEventListener('keydown', onKey)
      return function stopListening() {
        document.removeEventListener('click', onClick)
        document.removeEventListener('keydown', onKey)
      }
    },
    [ref],
  )
}
