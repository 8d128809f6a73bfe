import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'
import { RequiredMark } from '#app/ui/field.tsx'
import { FieldError } from '#app/ui/field-error.tsx'

export type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode
  hint?: ReactNode
  error?: string | string[] | null
}

/** One yes or no. The whole row is the target. */
export function Checkbox({ label, hint, error, className, ...rest }: CheckboxProps) {
  const madeUp = useId()
  const id = rest.id ?? madeUp
  const messages = [error ?? []].flat()
  return (
    <div className={cx('grid gap-1', className)}>
      <div className="relative flex min-h-12 gap-3 py-2.5">
        <input
          {...rest}
          id={id}
          type="checkbox"
          aria-invalid={messages.length > 0 || undefined}
          aria-describedby={cx(!!hint && `${id}-hint`, messages.length > 0 && `${id}-error`) || undefined}
          className="mt-0.5 size-6 shrink-0 cursor-pointer rounded-sm accent-accent"
        />
        <div className="grid gap-0.5">
          <label htmlFor={id} className="leading-7 after:absolute after:inset-0">
            {label}
            {rest.required && <RequiredMark />}
          </label>
          {hint && (
            <div id={`${id}-hint`} className="text-sm text-ink-2">
              {hint}
            </div>
          )}
        </div>
      </div>
      <FieldError id={`${id}-error`} messages={messages} />
    </div>
  )
}
