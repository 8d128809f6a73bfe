import { cx } from '#app/ui/cx.ts'
import { TickMark } from '#app/ui/tick-mark.tsx'

export type SegmentedProps = {
  name: string
  legend: string
  legendHidden?: boolean
  options: readonly { value: string; label: string }[]
  defaultValue?: string
  /** Draws each choice in the colours it would bring (display schemes). */
  swatches?: boolean
}

const swatch: Record<string, string> = {
  bw: 'bg-[#fff] text-[#000]',
  wb: 'bg-[#000] text-[#fff]',
  blue: 'bg-[#9dd1ff] text-[#063462]',
}

/** One of two to four short choices, side by side. Plain radios underneath. */
export function Segmented({ name, legend, legendHidden, options, defaultValue, swatches }: SegmentedProps) {
  return (
    <fieldset className="min-w-0">
      <legend className={legendHidden ? 'sr-only' : 'mb-1.5 p-0 text-sm font-[560]'}>{legend}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            data-tile=""
            className={cx(
              'relative flex min-h-12 min-w-0 flex-[1_1_auto] cursor-pointer items-center justify-center gap-1.5 rounded-md border border-line-strong px-3 py-1.5 text-center text-sm leading-tight',
              'has-checked:border-accent has-checked:font-[580] has-checked:shadow-[inset_0_0_0_1px_var(--accent)]',
              'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              (swatches && swatch[option.value]) ||
                'bg-surface hover:border-ink has-checked:bg-accent-soft has-checked:text-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              className="peer sr-only"
            />
            <TickMark />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
