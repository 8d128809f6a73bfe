import { type ReactNode, useId } from 'react'
import { cx } from '#app/ui/cx.ts'
import { RequiredMark } from '#app/ui/field.tsx'
import { FieldError } from '#app/ui/field-error.tsx'

export type FieldsetProps = {
  legend: ReactNode
  hint?: ReactNode
  error?: string | string[] | null
  required?: boolean
  optional?: string
  /** `section` is a heading over several fields; `field` looks like one field's label. */
  size?: 'section' | 'field'
  id?: string
  className?: string
  children: ReactNode
}

/** Several controls under one question. */
export function Fieldset(props: FieldsetProps) {
  const { legend, hint, error, required, optional, size = 'section', className, children } = props
  const madeUp = useId()
  const id = props.id ?? madeUp
  const messages = [error ?? []].flat()
  return (
    <fieldset
      id={props.id}
      className={cx('min-w-0', className)}
      aria-describedby={cx(!!hint && `${id}-hint`, messages.length > 0 && `${id}-error`) || undefined}
    >
      <legend
        className={cx(
          'p-0 leading-snug',
          size === 'section' ? 'text-xl font-[620] tracking-tight' : 'font-[560]',
        )}
      >
        {legend}
        {required && <RequiredMark />}
        {optional && <span className="ml-2 text-sm font-normal text-ink-2">{optional}</span>}
      </legend>
      <div
        className={cx(
          'grid',
          size === 'section' ? 'gap-6' : 'gap-2',
          size === 'section' && !hint ? 'mt-5' : hint ? 'mt-1' : 'mt-2.5',
        )}
      >
        {hint && (
          <div id={`${id}-hint`} className="text-sm text-ink-2">
            {hint}
          </div>
        )}
        {children}
        <FieldError id={`${id}-error`} messages={messages} />
      </div>
    </fieldset>
  )
}
