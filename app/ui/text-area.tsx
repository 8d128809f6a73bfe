import { type ChangeEvent, type TextareaHTMLAttributes, useEffect, useState } from 'react'
import { cx } from '#app/ui/cx.ts'
import { useFieldWiring } from '#app/ui/field.tsx'

export type TextAreaProps = TextareaHTMLAttributes<HTMLTextAreaElement> & {
  /** Says how much is written and allowed, e.g. `(used, max) => t('counter', { used, max })`. Needs `maxLength`. */
  counter?: (used: number, max: number) => string
}

/** Several lines of text that grow with what is written. The counter appears once scripts run. */
export function TextArea({ counter, className, rows = 5, onChange, maxLength, ...rest }: TextAreaProps) {
  const wiring = useFieldWiring(rest)
  const [used, setUsed] = useState<number | null>(null)
  const written = String(rest.value ?? rest.defaultValue ?? '').length
  useEffect(
    function countWhatIsThere() {
      setUsed(written)
    },
    [written],
  )
  function count(event: ChangeEvent<HTMLTextAreaElement>) {
    setUsed(event.target.value.length)
    onChange?.(event)
  }
  const area = (
    <textarea
      {...rest}
      {...wiring}
      rows={rows}
      maxLength={maxLength}
      onChange={count}
      className={cx('control max-h-[70dvh] field-sizing-content resize-y', tall(rows), className)}
    />
  )
  if (!counter || maxLength === undefined) return area
  return (
    <div className="grid gap-1.5">
      {area}
      <Counter text={used === null ? '' : counter(used, maxLength)} near={(used ?? 0) > maxLength * 0.9} />
    </div>
  )
}

/** A growing field forgets its `rows`; this is the height it begins with (a class, for a strict style policy). */
function tall(rows: number) {
  if (rows <= 3) return 'min-h-25'
  return rows <= 6 ? 'min-h-38' : 'min-h-62'
}

/** The eye sees every stroke; the ear is told a second after the writing pauses. */
function Counter({ text, near }: { text: string; near: boolean }) {
  const [said, setSaid] = useState('')
  useEffect(
    function sayAfterPause() {
      const timer = setTimeout(() => setSaid(near ? text : ''), 1000)
      return function keepQuiet() {
        clearTimeout(timer)
      }
    },
    [text, near],
  )
  return (
    <p className="min-h-5 justify-self-end text-xs text-ink-2 tabular-nums">
      <span aria-hidden="true" className={cx(near && 'font-[560] text-brick')}>
        {text}
      </span>
      <span className="sr-only" aria-live="polite">
        {said}
      </span>
    </p>
  )
}
