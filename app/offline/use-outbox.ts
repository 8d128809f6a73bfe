import { type RefObject, useEffect, useState } from 'react'
import { forgetDraft } from './draft.ts'
import type { DraftName } from './draft-name.ts'
import { keepPost, type Sent, sendKept } from './outbox.ts'

const AGAIN_MS = 20_000

/**
 * A form that waits for the network: kept when it could not be sent, sent when the browser says that it is online, every
 * twenty seconds, and when its page is opened again.
 *
 * @param notSent  the answer that says that the network was gone; another object for each try
 */
export function useOutbox(
  { owner, form }: DraftName,
  element: RefObject<HTMLFormElement | null>,
  notSent: object | null,
) {
  const [state, setState] = useState<Sent>('nothing')

  useEffect(
    function keepNotSent() {
      if (!notSent || !element.current) return
      void keepPost({ owner, form }, element.current).then(() => setState('waits'))
    },
    [owner, form, element, notSent],
  )

  useEffect(
    function sendWhenOnline() {
      let isGone = false
      async function send() {
        const sent = await sendKept({ owner, form })
        if (isGone || sent === 'nothing') return
        if (sent === 'sent') await forgetDraft({ owner, form })
        setState(sent)
      }
      void send()
      const timer = setInterval(send, AGAIN_MS)
      addEventListener('online', send)
      return function stopSending() {
        isGone = true
        clearInterval(timer)
        removeEventListener('online', send)
      }
    },
    [owner, form],
  )
  return state
}
