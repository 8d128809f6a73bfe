import {
  Children,
  createContext,
  Fragment,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'

const StepContext = createContext<{ isStepped: boolean; current: number; index: number }>({
  isStepped: false,
  current: 0,
  index: 0,
})

interface StepsProps {
  titles: string[]
  /** The step that holds the first error, to open it. */
  errorStep: number | null
  /** The answer that the errors are of: the same error again opens its step again. */
  answer: unknown
  submit: ReactNode
  children: ReactNode
}

/** One question group a screen on a phone; everything in a column on a wide screen and without scripts. */
export function Steps({ titles, errorStep, answer, submit, children }: StepsProps) {
  const t = usePageWords()
  const [isStepped, setIsStepped] = useState(false)
  const [current, setCurrent] = useState(0)
  const top = useRef<HTMLDivElement>(null)
  const last = titles.length - 1

  useEffect(function stepOnPhones() {
    const phone = matchMedia('(max-width: 47.9rem)')
    const follow = () => setIsStepped(phone.matches)
    follow()
    phone.addEventListener('change', follow)
    return function stopFollowing() {
      phone.removeEventListener('change', follow)
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same error of a new answer opens its step again
  useEffect(
    function openStepOfError() {
      if (errorStep !== null) setCurrent(errorStep)
    },
    [errorStep, answer],
  )

  function go(step: number) {
    setCurrent(step)
    top.current?.focus()
    top.current?.scrollIntoView({ block: 'start' })
  }

  return (
    <div className="grid gap-8">
      <div ref={top} tabIndex={-1} className="scroll-mt-4 outline-none">
        {isStepped && (
          <p className="text-sm text-ink-2" aria-live="polite">
            {t('form.step', { step: current + 1, steps: titles.length })}: {titles[current]}
          </p>
        )}
      </div>
      {Children.toArray(children).map((child, index) => (
        <StepContext.Provider key={titles[index]} value={{ isStepped, current, index }}>
          {child}
        </StepContext.Provider>
      ))}
      <div className="flex flex-wrap justify-between gap-3">
        {isStepped && current > 0 && (
          <Button type="button" variant="secondary" onClick={() => go(current - 1)}>
            {t('form.previous')}
          </Button>
        )}
        {isStepped && current < last ? (
          // The keys keep React from turning this very button into the submit one, which the same click would press.
          <Button key="next" type="button" className="ml-auto" onClick={() => go(current + 1)}>
            {t('form.next')}
          </Button>
        ) : (
          <Fragment key="submit">{submit}</Fragment>
        )}
      </div>
    </div>
  )
}

/** One group of a stepped form: hidden, not removed, so that what is typed in it is sent. */
export function Step({ title, children }: { title: string; children: ReactNode }) {
  const { isStepped, current, index } = useContext(StepContext)
  return (
    <section
      aria-label={title}
      hidden={isStepped && current !== index}
      className="grid gap-6 [&[hidden]]:hidden"
    >
      {!isStepped && (
        <h2 className="border-t border-line pt-6 text-2xl font-semibold tracking-tight">{title}</h2>
      )}
      {children}
    </section>
  )
}
