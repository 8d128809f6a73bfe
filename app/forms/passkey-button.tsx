import KeyRound from 'lucide-react/icons/key-round'
import { useEffect, useRef, useState } from 'react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { Button, type ButtonProps } from '#app/ui/button.tsx'

interface Props {
  /** 'add' makes a passkey, 'sign-in' asks for any, 'prove' for one of the person who is signed in. */
  purpose: 'add' | 'sign-in' | 'prove'
  label: string
  /**
   * What becomes of the answer: 'field' puts it into the form's field `response` and sends the form; 'freshen' shows it to
   * the server by itself and then sends the form as it is.
   */
  send: 'field' | 'freshen'
  variant?: ButtonProps['variant']
}

/** A passkey in the form around it. Without scripts, or in a browser that knows no passkeys, it is not there. */
export function PasskeyButton({ purpose, label, send, variant }: Props) {
  const t = usePageWords()
  const field = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'absent' | 'ready' | 'busy' | 'stopped'>('absent')
  useEffect(function lookForPasskeys() {
    if (window.PublicKeyCredential) setState('ready')
  }, [])

  async function ask() {
    const form = field.current?.form
    if (!form || (purpose === 'add' && !form.reportValidity())) return
    setState('busy')
    try {
      const response = JSON.stringify(await answerOf(purpose))
      if (send === 'freshen') await post({ intent: 'freshen', response })
      else if (field.current) field.current.value = response
      form.requestSubmit()
      setState('ready')
    } catch {
      setState('stopped')
    }
  }

  return (
    <>
      <input ref={field} type="hidden" name={send === 'field' ? 'response' : undefined} />
      {state !== 'absent' && (
        <Button
          type="button"
          variant={variant}
          pending={state === 'busy'}
          onClick={ask}
          icon={<KeyRound aria-hidden="true" />}
          className="justify-self-start"
        >
          {label}
        </Button>
      )}
      {state === 'stopped' && (
        <p role="alert" className="text-sm text-brick">
          {t('security.passkeyStopped')}
        </p>
      )}
    </>
  )
}

async function answerOf(purpose: Props['purpose']) {
  const { startAuthentication, startRegistration } = await import('@simplewebauthn/browser')
  const { options } = await post({ intent: 'options', purpose })
  return purpose === 'add'
    ? startRegistration({ optionsJSON: options })
    : startAuthentication({ optionsJSON: options })
}

async function post(fields: Record<string, string>) {
  const answer = await fetch(paths.signInPasskey(), { method: 'POST', body: new URLSearchParams(fields) })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return answer.json()
}
