import { createContext, type ReactNode, useContext, useId } from 'react'
import { cx } from '#app/ui/cx.ts'
import { FieldError } from '#app/ui/field-error.tsx'

/** What a Field tells the control inside it: its id, what describes it, whether it is wrong. */
type Wiring = { id: string; describedBy?: string; invalid: boolean; required: boolean }

const FieldContext = createContext<Wiring | null>(null)

export type FieldProps = {
  label: ReactNode
  hint?: ReactNode
  /** One message or several; empty means the value is right. */
  error?: string | string[] | null
  /** Marks the label and the control. */
  required?: boolean
  /** The word beside the label of a field that may stay empty. */
  optional?: string
  /** The control's id; made up when absent. */
  id?: string
  /** Hides the label from sight only. */
  labelHidden?: boolean
  className?: string
  children: ReactNode
}

/** A label, a hint, one control and its error, wired together by id. */
export function Field(props: FieldProps) {
  const { label, hint, error, required = false, optional, labelHidden, className, children } = props
  const madeUp = useId()
  const id = props.id ?? madeUp
  const messages = [error ?? []].flat()
  const describedBy = cx(!!hint && `${id}-hint`, messages.length > 0 && `${id}-error`) || undefined
  return (
    <div className={cx('grid gap-2', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'justify-self-start font-[560] leading-snug'}>
        {label}
        {required && <RequiredMark />}
        {optional && <span className="ml-2 text-sm font-normal text-ink-2">{optional}</span>}
      </label>
      {hint && (
        <div id={`${id}-hint`} className="-mt-1 text-sm text-ink-2">
          {hint}
        </div>
      )}
      <FieldContext.Provider value={{ id, describedBy, invalid: messages.length > 0, required }}>
        {children}
      </FieldContext.Provider>
      <FieldError id={`${id}-error`} messages={messages} />
    </div>
  )
}

/** Held to the last word of the label by a no-break space. */
export function RequiredMark() {
  return (
    <span aria-hidden="true" className="text-brick">
      {'\u00a0*'}
    </span>
  )
}

type Wired = {
  id?: string
  required?: boolean
  'aria-describedby'?: string
  'aria-invalid'?: boolean | 'true' | 'false' | 'grammar' | 'spelling'
}

/** The attributes a control takes from the Field around it; its own props win. */
export function useFieldWiring(own: Wired): Wired {
  const field = useContext(FieldContext)
  return {
    id: own.id ?? field?.id,
    required: own.required ?? (field?.required || undefined),
    'aria-describedby': cx(field?.describedBy, own['aria-describedby']) || undefined,
    'aria-invalid': own['aria-invalid'] ?? (field?.invalid || undefined),
  }
}
