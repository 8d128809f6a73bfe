import type { InputHTMLAttributes, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { useFieldWiring } from '#app/ui/field.tsx'

export type TextInputProps = InputHTMLAttributes<HTMLInputElement> & {
  /** An icon or a unit drawn inside the left edge; never the only carrier of a meaning. */
  before?: ReactNode
  /** A unit inside the right edge: м², ₽. */
  after?: ReactNode
}

/** One line of text. Inside a Field it takes its id, description and error by itself. */
export function TextInput({ before, after, className, type = 'text', ...rest }: TextInputProps) {
  const wiring = useFieldWiring(rest)
  const input = (
    <input
      type={type}
      {...rest}
      {...wiring}
      className={cx('control', before && 'pl-11', after && 'pr-12', className)}
    />
  )
  if (!before && !after) return input
  return (
    <div className="relative grid items-center [&>*]:col-start-1 [&>*]:row-start-1">
      {input}
      {before && <Edge className="left-3.5">{before}</Edge>}
      {after && <Edge className="right-3.5">{after}</Edge>}
    </div>
  )
}

function Edge({ className, children }: { className: string; children: ReactNode }) {
  return (
    <span
      className={cx(
        'sign pointer-events-none absolute flex items-center text-ink-2 [&>svg]:size-5',
        className,
      )}
    >
      {children}
    </span>
  )
}
