import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type ToolbarProps = {
  label?: string
  end?: ReactNode
  sticky?: boolean
  className?: string
  children: ReactNode
}

/** A row of filters and switches over a list; wraps on a phone. */
export function Toolbar({ label, end, sticky, className, children }: ToolbarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as one question
    <div
      role="group"
      aria-label={label}
      data-chrome=""
      className={cx(
        'flex flex-wrap items-end gap-x-3 gap-y-3 border-b border-line py-3',
        sticky && 'sticky top-0 z-20 bg-paper',
        className,
      )}
    >
      {children}
      {end && <div className="ml-auto flex flex-wrap items-center gap-2">{end}</div>}
    </div>
  )
}
