import type { ElementType, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

const paddings = { none: '', sm: 'p-4', md: 'p-5 sm:p-6', lg: 'p-6 sm:p-9' }

export type CardProps = {
  as?: ElementType
  padding?: keyof typeof paddings
  /** `plain` sits on paper by a hairline; `tinted` is a quiet field; `raised` floats. */
  tone?: 'plain' | 'tinted' | 'raised'
  className?: string
  children: ReactNode
  id?: string
  'aria-labelledby'?: string
}

/** A sheet of paper. With a CardLink inside, the whole of it is the target. */
export function Card({
  as: Tag = 'div',
  padding = 'md',
  tone = 'plain',
  className,
  children,
  ...rest
}: CardProps) {
  return (
    <Tag
      data-card=""
      {...rest}
      className={cx(
        'relative min-w-0 rounded-xl [--focus-radius:var(--radius-xl)]',
        tone === 'plain' && 'border border-line bg-surface',
        tone === 'tinted' && 'bg-surface-2',
        tone === 'raised' && 'border border-line bg-surface shadow-float',
        'transition-colors duration-150 has-[[data-card-link]:hover]:border-line-strong',
        paddings[padding],
        className,
      )}
    >
      {children}
    </Tag>
  )
}

/** The title of a card that leads somewhere: stretches over the card, reads as one link. */
export function CardLink({
  children,
  className,
  ...target
}: LinkTarget & { children: ReactNode; className?: string }) {
  return (
    <Anchor
      data-card-link=""
      {...target}
      className={cx(
        'text-ink no-underline after:absolute after:inset-0 after:rounded-xl hover:text-accent hover:underline hover:decoration-1 hover:underline-offset-4',
        'focus-visible:outline-none focus-visible:after:outline-3 focus-visible:after:outline-offset-2 focus-visible:after:outline-focus',
        className,
      )}
    >
      {children}
    </Anchor>
  )
}
