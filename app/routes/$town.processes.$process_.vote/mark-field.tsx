import { useRef } from 'react'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/select.tsx'
import type { OptionView } from './load.server.ts'
import { fieldOf } from './read-marks.ts'

interface Props {
  option: OptionView
  method: BallotMethod
  start: string
  isDisabled: boolean
}

/** A place, a score or points for one option: a list or a number, and for fingers a step up and down. */
export function MarkField({ option, method, start, isDisabled }: Props) {
  const t = usePageWords()
  const name = fieldOf(method, option.id)
  const { number, title } = option
  if (method.kind === 'points')
    return (
      <Points
        name={name}
        most={Math.min(method.perOption, method.total)}
        {...{ option, start, isDisabled }}
      />
    )
  if (method.kind !== 'ranking' && method.kind !== 'score') return null
  const isRanking = method.kind === 'ranking'
  const numbers = isRanking
    ? Array.from({ length: method.max }, (_, i) => i + 1)
    : Array.from({ length: method.max + 1 }, (_, i) => method.max - i)
  return (
    <div className="flex items-center gap-3">
      <span className="text-sm text-ink-2" aria-hidden="true">
        {t(isRanking ? 'voting.place' : 'voting.score')}
      </span>
      <Select
        name={name}
        aria-label={t(isRanking ? 'voting.placeOf' : 'voting.scoreOf', { number, title })}
        defaultValue={start}
        disabled={isDisabled}
        placeholder={t(isRanking ? 'voting.noPlace' : 'voting.noScore')}
        options={numbers.map((value) => ({ value: String(value), label: String(value) }))}
        className="min-w-40"
      />
    </div>
  )
}

function Points({
  name,
  most,
  option: { number, title },
  start,
  isDisabled,
}: Omit<Props, 'method'> & { name: string; most: number }) {
  const t = usePageWords()
  const input = useRef<HTMLInputElement>(null)
  function step(by: 1 | -1) {
    const field = input.current
    if (!field) return
    field.value = String(Math.max(0, Math.min(most, (Number(field.value) || 0) + by)))
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={`points-${number}`} className="text-sm text-ink-2">
        {t('voting.points')}
        <span className="sr-only">: {t('voting.pointsOf', { number, title })}</span>
      </label>
      <Step label={t('voting.less', { number })} onStep={() => step(-1)} isDisabled={isDisabled}>
        −
      </Step>
      <input
        ref={input}
        id={`points-${number}`}
        type="number"
        name={name}
        min={0}
        max={most}
        step={1}
        inputMode="numeric"
        defaultValue={start}
        disabled={isDisabled}
        className="control w-20 text-center tabular-nums"
      />
      <Step label={t('voting.more', { number })} onStep={() => step(1)} isDisabled={isDisabled}>
        +
      </Step>
    </div>
  )
}

function Step({
  label,
  onStep,
  isDisabled,
  children,
}: {
  label: string
  onStep: () => void
  isDisabled: boolean
  children: string
}) {
  return (
    <Button
      type="button"
      variant="secondary"
      aria-label={label}
      onClick={onStep}
      disabled={isDisabled}
      data-needs-script=""
      className="w-12 px-0 text-xl"
    >
      {children}
    </Button>
  )
}
