import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'

export interface OthersClaim {
  subjectId: string
  name: string
}

interface Seen {
  claims: OthersClaim[]
  seq: number
  all: number
}

const ASK_EVERY_MS = 4000

/**
 * Says what this moderator looks at, and learns every few seconds what others do; when anybody has decided or sent
 * something since, the page's data are loaded anew, so that its counts are true.
 */
export function useClaims(
  town: string,
  loaded: Seen,
  current: { type: string; id: string } | undefined,
): { claims: OthersClaim[]; takeOver: () => void } {
  const [claims, setClaims] = useState(loaded.claims)
  const { revalidate, state } = useRevalidator()
  const known = useRef({ seq: loaded.seq, all: loaded.all, isLoading: false })
  known.current = { seq: loaded.seq, all: loaded.all, isLoading: state !== 'idle' }
  const [type, id] = [current?.type, current?.id]

  useEffect(
    function followLoaded() {
      setClaims(loaded.claims)
    },
    [loaded.claims],
  )

  const ask = useCallback(
    async function ask(isTakeover = false) {
      const body = new URLSearchParams(type && id ? { type, id, ...(isTakeover && { takeover: 'on' }) } : {})
      const response = await fetch(paths.deskClaims(town), { method: 'POST', body }).catch(() => null)
      if (!response?.ok) return
      const seen = (await response.json()) as Seen
      setClaims(seen.claims)
      const { seq, all, isLoading } = known.current
      if (!isLoading && (seen.seq !== seq || seen.all !== all)) revalidate()
    },
    [town, type, id, revalidate],
  )

  useEffect(
    function keepAsking() {
      void ask()
      const timer = setInterval(() => {
        if (!document.hidden) void ask()
      }, ASK_EVERY_MS)
      return function stopAsking() {
        clearInterval(timer)
      }
    },
    [ask],
  )

  return { claims, takeOver: () => void ask(true) }
}
