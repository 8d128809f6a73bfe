import { useEffect, useRef, useState } from 'react'

/** By the place of the key, so that they work with Russian letters, too. */
const KEY_OF_CODE: Record<string, string> = {
  KeyJ: 'j',
  KeyK: 'k',
  KeyA: 'a',
  KeyR: 'r',
  KeyH: 'h',
  KeyU: 'u',
}

/** The element that says the keys. */
export const DESK_HELP = 'desk-keys'

/** Where a letter is a letter, or looks for an option. */
const TYPED_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/**
 * Keys of one hand: j/k walk, a/r/h press the button of the card in focus, u undoes, ? says the keys. Typing in a field is
 * typing, and with `isOn` false every key is the browser's.
 */
export function useDeskKeys(count: number, isOn: boolean) {
  const list = useRef<HTMLOListElement>(null)
  const [current, setCurrent] = useState(0)

  useEffect(
    function listenToKeys() {
      function focusCard(index: number) {
        const next = Math.max(0, Math.min(count - 1, index))
        setCurrent(next)
        const card = list.current?.children[next] as HTMLElement | undefined
        card?.focus()
        card?.scrollIntoView({ block: 'nearest' })
      }
      function follow(event: FocusEvent) {
        const card = (event.target as Element).closest('[data-card-of-queue]')
        const index = card && list.current ? [...list.current.children].indexOf(card) : -1
        if (index >= 0) setCurrent(index)
      }
      function press(event: KeyboardEvent) {
        const target = event.target as HTMLElement
        if (event.metaKey || event.ctrlKey || event.altKey || target.closest(TYPED_IN)) return
        const key = event.key === '?' ? '?' : (KEY_OF_CODE[event.code] ?? '')
        if (key === 'j')
          return focusCard(document.activeElement?.closest('[data-card-of-queue]') ? current + 1 : current)
        if (key === 'k') return focusCard(current - 1)
        if (key === '?') return document.getElementById(DESK_HELP)?.focus()
        // The card that has the focus, so that what is decided is what is looked at.
        const scope = key === 'u' ? document : document.activeElement?.closest('[data-card-of-queue]')
        const button =
          'arhu'.includes(key) && key.length === 1
            ? scope?.querySelector<HTMLElement>(`[data-key="${key}"]`)
            : null
        if (!button) return
        event.preventDefault()
        button.click()
      }
      if (isOn) addEventListener('keydown', press)
      addEventListener('focusin', follow)
      return function stopListening() {
        removeEventListener('keydown', press)
        removeEventListener('focusin', follow)
      }
    },
    [count, current, isOn],
  )

  return { list, current: Math.min(current, Math.max(0, count - 1)) }
}
