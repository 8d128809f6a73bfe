import type { ReactNode } from 'react'
import { DONT_KNOW } from '#app/domain/study/dont-know.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { QuestionView } from '#app/study-view.server.ts'
import { cx } from '#app/ui/cx.ts'
import { Fieldset } from '#app/ui/fieldset.tsx'

interface Props {
  question: QuestionView
  typed?: string
  error: string[]
  required: boolean
  optional?: string
}

const cell = cx(
  'relative flex min-h-12 min-w-0 cursor-pointer items-center justify-center border border-line-strong bg-surface px-2 py-2 text-center leading-tight',
  'hover:bg-surface-2 has-checked:z-10 has-checked:border-accent has-checked:bg-accent has-checked:font-[650] has-checked:text-accent-ink',
  'has-focus-visible:z-20 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
)

/** A statement and the steps of its scale, side by side: plain radios, so arrows move along them. */
export function ScaleField({ question, typed, ...field }: Props) {
  const t = usePageWords()
  const { id, text, steps, low, high, hint, hasDontKnow, isRequired } = question
  const extra = [
    ...(hasDontKnow ? [{ value: DONT_KNOW, label: t('served.study.dontKnow') }] : []),
    ...(isRequired ? [] : [{ value: '', label: t('served.study.noAnswer') }]),
  ]
  const choice = { name: `q-${id}`, typed, required: isRequired }
  return (
    <Fieldset legend={text} hint={hint} size="field" {...field}>
      <div className="grid gap-1.5">
        <div className="flex max-w-[34rem]">
          {steps.map((step, i) => (
            <Cell
              key={step}
              {...choice}
              value={step}
              className="min-h-14 flex-1 px-0 text-lg tabular-nums not-first:-ml-px first:rounded-l-lg last:rounded-r-lg"
            >
              {step}
              {i === 0 && low && <span className="sr-only"> — {low}</span>}
              {i === steps.length - 1 && high && <span className="sr-only"> — {high}</span>}
            </Cell>
          ))}
        </div>
        {(low || high) && (
          <p aria-hidden="true" className="flex max-w-[34rem] justify-between gap-4 text-sm text-ink-2">
            <span>{low}</span>
            <span className="text-right">{high}</span>
          </p>
        )}
        {extra.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {extra.map(({ value, label }) => (
              <Cell key={value} {...choice} value={value} className="rounded-lg px-4 text-sm">
                {label}
              </Cell>
            ))}
          </div>
        )}
      </div>
    </Fieldset>
  )
}

interface CellProps {
  name: string
  value: string
  typed?: string
  required: boolean
  className: string
  children: ReactNode
}

function Cell({ name, value, typed, required, className, children }: CellProps) {
  return (
    <label data-tile="" className={cx(cell, className)}>
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={typed === value}
        required={required}
        className="peer sr-only"
      />
      {children}
    </label>
  )
}
