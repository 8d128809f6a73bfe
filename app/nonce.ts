import { createContext, useContext } from 'react'

export const NonceContext = createContext('')

/** The nonce of this answer's scripts; empty in the browser, which hides nonces. */
export function useNonce(): string {
  return useContext(NonceContext)
}
