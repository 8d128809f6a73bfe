import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TickMark } from '#app/ui/tick-mark.tsx'

export type RadioCardOption = {
  value: string
  title: ReactNode
  hint?: ReactNode
  icon?: ReactNode
  disabled?: boolean
}

export type RadioCardsProps = {
  name: string
  legend: ReactNode
  options: readonly RadioCardOption[]
  defaultValue?: string
  hint?: ReactNode
  error?: string | string[] | null
  required?: boolean
  optional?: string
  /** Columns on a wide screen; a phone has one, or two when `compact`. */
  columns?: 1 | 2 | 3 | 4
  /** Small tiles: an icon over a title. */
  compact?: boolean
  id?: string
  onChange?: (value: string) => void
}

const tile = cx(
  'relative flex min-h-12 min-w-0 cursor-pointer gap-3 rounded-lg border border-line-strong bg-surface transition-colors duration-150',
  'hover:border-ink has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)]',
  'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
  'has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-surface-2 has-disabled:text-ink-2',
)

const wide = {
  1: '',
  2: 'sm:grid-cols-2',
  3: 'sm:grid-cols-2 lg:grid-cols-3',
  4: 'sm:grid-cols-3 lg:grid-cols-4',
}

/** One of a few, as large tiles. Plain radios underneath: arrows move, the form posts the value. */
export function RadioCards(props: RadioCardsProps) {
  const { name, legend, options, defaultValue, required, columns = 1, compact, onChange, ...field } = props
  return (
    <Fieldset legend={legend} required={required} size="field" {...field}>
      <div
        className={cx(
          'grid gap-2',
          compact ? 'grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))]' : wide[columns],
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            data-tile=""
            className={cx(tile, compact ? 'items-center px-3.5 py-2' : 'p-4')}
          >
            {option.icon && (
              <span className={cx('shrink-0 text-accent', !compact && '[&_svg]:size-8')}>{option.icon}</span>
            )}
            <span className="grid min-w-0 flex-1 content-center gap-0.5">
              <span className={cx('leading-snug', compact ? 'text-sm' : 'font-[580]')}>{option.title}</span>
              {option.hint && <span className="text-sm leading-snug text-ink-2">{option.hint}</span>}
            </span>
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              required={required}
              onChange={onChange && ((event) => onChange(event.target.value))}
              className={cx(
                'peer',
                compact ? 'sr-only' : 'mt-0.5 size-5 shrink-0 cursor-pointer accent-accent outline-none',
              )}
            />
            {compact && <TickMark />}
          </label>
        ))}
      </div>
    </Fieldset>
  )
}
