import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { RiverIllustration } from '#app/ui/river-illustration.tsx'

export type EmptyStateProps = {
  title: string
  children?: ReactNode
  /** What to do about it. */
  actions?: ReactNode
  as?: 'h2' | 'h3' | 'p'
  className?: string
}

/** Nothing here yet: says so kindly and offers the next step. */
export function EmptyState({ title, children, actions, as: Title = 'h2', className }: EmptyStateProps) {
  return (
    <div className={cx('grid justify-items-center gap-3 px-4 py-12 text-center', className)}>
      <RiverIllustration className="mb-2 w-44 max-w-full" />
      <Title className="text-xl font-[620] tracking-tight">{title}</Title>
      {children && <div className="max-w-prose text-ink-2">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  )
}
