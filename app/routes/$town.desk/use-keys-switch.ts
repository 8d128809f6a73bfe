import { useSyncExternalStore } from 'react'

const NAME = 'sreda.desk-keys'
const CHANGED = 'sreda:desk-keys'

/** Whether the keys of the desk are on: so until somebody switches them off on this device (WCAG 2.1.4). */
export function useKeysSwitch(): [isOn: boolean, turn: (on: boolean) => void] {
  return [useSyncExternalStore(listen, isOn, () => true), turn]
}

/** For this page's life when the device keeps nothing. */
let unkept: boolean | null = null

function isOn(): boolean {
  if (unkept !== null) return unkept
  try {
    return localStorage.getItem(NAME) !== 'off'
  } catch {
    return true
  }
}

function turn(on: boolean) {
  try {
    if (on) localStorage.removeItem(NAME)
    else localStorage.setItem(NAME, 'off')
    unkept = null
  } catch {
    unkept = on
  }
  dispatchEvent(new Event(CHANGED))
}

function listen(changed: () => void) {
  addEventListener(CHANGED, changed)
  addEventListener('storage', changed)
  return function stopListening() {
    removeEventListener(CHANGED, changed)
    removeEventListener('storage', changed)
  }
}
