import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Anchor, type AnchorProps } from '#app/ui/link.tsx'
import { Spinner } from '#app/ui/spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'md' | 'sm'

type Look = {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  iconAfter?: ReactNode
  /** Only the icon is drawn; the children stay as the accessible name. */
  iconOnly?: boolean
  /** As wide as its column. */
  wide?: boolean
}

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-strong',
  secondary: 'border-line-strong bg-surface text-ink hover:border-ink hover:bg-surface-2',
  quiet: 'border-transparent bg-transparent text-accent hover:bg-accent-soft',
  danger:
    'border-transparent bg-brick text-brick-ink hover:bg-[color-mix(in_srgb,var(--brick)_86%,var(--ink))]',
}

function buttonClass({ variant = 'primary', size = 'md', iconOnly, wide }: Look, className?: string) {
  return cx(
    'inline-grid max-w-full place-items-center border text-center font-[550] no-underline select-none',
    'leading-tight transition-colors duration-150 [--focus-radius:var(--radius-lg)]',
    size === 'md' ? 'min-h-12 rounded-lg text-base' : 'min-h-10 rounded-md text-sm',
    iconOnly ? (size === 'md' ? 'w-12 p-0' : 'w-10 p-0') : size === 'md' ? 'px-5 py-2' : 'px-3.5 py-1.5',
    wide && 'w-full',
    'aria-disabled:cursor-progress disabled:border-line disabled:bg-surface-2 disabled:text-ink-2',
    variants[variant],
    className,
  )
}

function Inside({
  icon,
  iconAfter,
  iconOnly,
  hidden,
  children,
}: Look & { hidden?: boolean; children?: ReactNode }) {
  return (
    <span
      className={cx(
        'sign col-start-1 row-start-1 inline-flex max-w-full items-center justify-center gap-2 [&_svg]:size-5 [&_svg]:shrink-0',
        hidden && 'opacity-0',
      )}
    >
      {icon}
      {iconOnly ? <span className="sr-only">{children}</span> : children}
      {iconAfter}
    </span>
  )
}

export type ButtonProps = Look &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** Sent and not answered yet: keeps its width and its focus, and cannot be pressed again. */
    pending?: boolean
    /** What a screen reader hears while pending. */
    pendingLabel?: string
  }

export function Button(props: ButtonProps) {
  const {
    variant,
    size,
    icon,
    iconAfter,
    iconOnly,
    wide,
    pending,
    pendingLabel,
    className,
    children,
    ...rest
  } = props
  return (
    <button
      type="submit"
      data-button=""
      {...rest}
      {...(pending && {
        'aria-disabled': true,
        'aria-busy': true,
        onClick: (event) => event.preventDefault(),
      })}
      className={buttonClass({ variant, size, iconOnly, wide }, className)}
    >
      <Inside icon={icon} iconAfter={iconAfter} iconOnly={iconOnly} hidden={pending}>
        {children}
      </Inside>
      {pending && <Spinner />}
      {pending && pendingLabel && <span className="sr-only">{pendingLabel}</span>}
    </button>
  )
}

export function ButtonLink(props: Look & AnchorProps) {
  const { variant, size, icon, iconAfter, iconOnly, wide, className, children, ...rest } = props
  return (
    <Anchor data-button="" {...rest} className={buttonClass({ variant, size, iconOnly, wide }, className)}>
      <Inside icon={icon} iconAfter={iconAfter} iconOnly={iconOnly}>
        {children}
      </Inside>
    </Anchor>
  )
}
