import { useEffect, useRef, useState } from 'react'

/** By the place of the key, so that they work with Russian letters, too. */
const KEY_OF_CODE: Record<string, string> = {
  KeyJ: 'j',
  KeyK: 'k',
  KeyA: 'a',
  KeyR: 'r',
  KeyH: 'h',
  KeyM: 'm',
  KeyX: 'x',
  KeyU: 'u',
}

/** The element that says the keys. */
export const DESK_HELP = 'desk-keys'

/** Where a letter is a letter, or looks for an option. */
const TYPED_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'

/**
 * Keys of one hand: j/k walk, a/r/h/m/x press what the card in focus has under that key, u undoes, ? says the keys.
 * Typing in a field is typing, and with `isOn` false every key is the browser's.
 *
 * @param ids  what is in the list now, in its order
 */
export function useDeskKeys(ids: string[], isOn: boolean) {
  const list = useRef<HTMLOListElement>(null)
  const [currentId, setCurrentId] = useState<string | undefined>(ids[0])
  const lastIndex = useRef(0)
  const found = currentId ? ids.indexOf(currentId) : -1
  // What was decided is gone: the next one has taken its place.
  const current = found >= 0 ? found : Math.min(lastIndex.current, Math.max(0, ids.length - 1))
  lastIndex.current = current

  const hadFocus = useRef(false)
  useEffect(function keepFocusInList() {
    const card = cardAt(list.current, current)
    if (hadFocus.current && card && !document.activeElement?.closest('[data-card-of-queue]')) {
      const isLost = document.activeElement === document.body || document.activeElement === null
      if (isLost) {
        card.focus({ preventScroll: true })
        card.scrollIntoView({ block: 'nearest' })
      }
    }
    hadFocus.current = Boolean(document.activeElement?.closest('[data-card-of-queue]'))
  })

  useEffect(
    function listenToKeys() {
      function focusCard(index: number) {
        const next = Math.max(0, Math.min(ids.length - 1, index))
        setCurrentId(ids[next])
        const card = cardAt(list.current, next)
        card?.focus()
        card?.scrollIntoView({ block: 'nearest' })
      }
      function press(event: KeyboardEvent) {
        const target = event.target as HTMLElement
        if (event.metaKey || event.ctrlKey || event.altKey || target.closest(TYPED_IN)) return
        const key = event.key === '?' ? '?' : (KEY_OF_CODE[event.code] ?? '')
        if (key === 'j')
          return focusCard(document.activeElement?.closest('[data-card-of-queue]') ? current + 1 : current)
        if (key === 'k') return focusCard(current - 1)
        if (key === '?') return document.getElementById(DESK_HELP)?.focus()
        if (key === '') return
        // The card that has the focus, so that what is decided is what is looked at.
        const scope = key === 'u' ? document : document.activeElement?.closest('[data-card-of-queue]')
        const button = scope?.querySelector<HTMLElement>(`[data-key="${key}"]`)
        if (!button) return
        event.preventDefault()
        button.click()
        const reasons = button.closest('details')
        if (reasons?.open) reasons.querySelector<HTMLElement>('select, textarea')?.focus()
      }
      if (isOn) addEventListener('keydown', press)
      return function stopListening() {
        removeEventListener('keydown', press)
      }
    },
    [ids, current, isOn],
  )

  return { list, current, choose: setCurrentId }
}

function cardAt(list: HTMLOListElement | null, index: number): HTMLElement | undefined {
  return list?.querySelectorAll<HTMLElement>('[data-card-of-queue]:not([hidden])')[index]
}
