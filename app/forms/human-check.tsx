import { useEffect, useState } from 'react'
import { useWords } from '#app/i18n/use-words.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Spinner } from '#app/ui/spinner.tsx'

/**
 * At the end of a form: a field that only programs fill in and, when the server asks for it, the challenge, which the
 * browser answers by itself. Without scripts a person waits a minute and sends again.
 */
export function HumanCheck({ challenge }: { challenge: string | null }) {
  const t = useWords()
  return (
    <>
      <label className="absolute -left-[9999px]" aria-hidden="true">
        {t('form.trap')}
        <input name="website" tabIndex={-1} autoComplete="off" />
      </label>
      {challenge && <Challenge key={challenge} challenge={challenge} />}
    </>
  )
}

function Challenge({ challenge }: { challenge: string }) {
  const t = useWords()
  const [state, setState] = useState<'wait' | 'checking' | 'passed'>('wait')
  const [solution, setSolution] = useState('')

  useEffect(
    function solve() {
      const controller = new AbortController()
      setState('checking')
      void import('./solve-challenge.client.ts')
        .then(({ answerTo }) => answerTo(challenge, controller))
        .catch(() => null)
        .then((answer) => {
          if (controller.signal.aborted) return
          setSolution(answer ?? '')
          setState(answer ? 'passed' : 'wait')
        })
      return () => controller.abort()
    },
    [challenge],
  )

  return (
    <Notice tone={state === 'passed' ? 'success' : 'info'} role="status">
      <input type="hidden" name="challenge" value={challenge} />
      <input type="hidden" name="solution" value={solution} />
      {state === 'checking' && <Spinner />} {t(`form.check.${state}`)}
    </Notice>
  )
}
