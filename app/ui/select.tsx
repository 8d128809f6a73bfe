import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode, SelectHTMLAttributes } from 'react'
import { cx } from '#app/ui/cx.ts'
import { useFieldWiring } from '#app/ui/field.tsx'

/** `lang` where the label is in another language than the page. */
export type SelectOption = { value: string; label: string; disabled?: boolean; lang?: string }

export type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & {
  options?: readonly SelectOption[]
  /** The first, empty choice. */
  placeholder?: string
  /** <option> and <optgroup>, when `options` is too little. */
  children?: ReactNode
}

/** The browser's own list, dressed. */
export function Select({ options, placeholder, className, children, ...rest }: SelectProps) {
  const wiring = useFieldWiring(rest)
  return (
    <div className="relative grid items-center">
      <select {...rest} {...wiring} className={cx('control appearance-none pr-11', className)}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options?.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled} lang={option.lang}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown
        data-sign=""
        aria-hidden="true"
        className="pointer-events-none absolute right-3.5 size-5 text-ink-2"
      />
    </div>
  )
}
