import ChevronDown from 'lucide-react/icons/chevron-down'
import { type ReactNode, useRef } from 'react'
import { cx } from '#app/ui/cx.ts'
import { useCloseWhenLeft } from '#app/ui/use-close-when-left.ts'

export type MenuProps = {
  label: ReactNode
  icon?: ReactNode
  /** The label is heard, only the icon is seen. */
  iconOnly?: boolean
  /** As `iconOnly`, but a wide screen shows the words too. */
  iconOnlyOnPhone?: boolean
  align?: 'start' | 'end'
  /** Links and buttons, each a MenuItem; or any small form. */
  children: ReactNode
  className?: string
  panelClassName?: string
}

/** A list that unfolds from a button. <details> without scripts; with them it also closes by Escape and by a click outside. */
export function Menu(props: MenuProps) {
  const { label, icon, iconOnly, iconOnlyOnPhone, align = 'end', children, className, panelClassName } = props
  const details = useRef<HTMLDetailsElement>(null)
  useCloseWhenLeft(details)
  return (
    <details ref={details} data-menu="" className={cx('group relative', className)}>
      <summary
        className={cx(
          'sign inline-flex min-h-12 min-w-12 items-center justify-center gap-2 rounded-lg px-3 font-[550] hover:bg-surface-2 [--focus-radius:var(--radius-lg)] [&>svg]:size-5 [&>svg]:shrink-0',
        )}
      >
        {icon}
        <span className={cx(iconOnly && 'sr-only', iconOnlyOnPhone && 'sr-only md:not-sr-only')}>
          {label}
        </span>
        {!iconOnly && (
          <ChevronDown
            data-sign=""
            aria-hidden="true"
            className={cx('text-ink-2 group-open:rotate-180', iconOnlyOnPhone && 'hidden md:block')}
          />
        )}
      </summary>
      <div
        className={cx(
          'absolute top-full z-50 mt-1 w-max max-w-[min(24rem,calc(100vw-2rem))] min-w-52 rounded-xl border border-line bg-surface p-1.5 shadow-float',
          align === 'end' ? 'right-0' : 'left-0',
          panelClassName,
        )}
      >
        {children}
      </div>
    </details>
  )
}

/** How a link or a button looks inside a Menu. */
export const menuItemClass =
  'flex min-h-12 w-full items-center gap-3 rounded-md px-3 text-left text-ink no-underline hover:bg-surface-2 aria-[current]:font-[580] aria-[current]:text-accent [&>svg]:size-5'
