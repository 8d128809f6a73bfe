import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type PageHeaderProps = {
  title: ReactNode
  /** A short line over the title: the town, the kind. */
  eyebrow?: ReactNode
  /** A sentence or two under it. */
  lead?: ReactNode
  /** Dates, authors, badges. */
  meta?: ReactNode
  actions?: ReactNode
  breadcrumbs?: ReactNode
  /** `display` for a town's first page. */
  size?: 'page' | 'display'
  className?: string
}

/** The head of a page: one h1, what it is about, what can be done. */
export function PageHeader(props: PageHeaderProps) {
  const { title, eyebrow, lead, meta, actions, breadcrumbs, size = 'page', className } = props
  return (
    <header className={cx('grid gap-3 pt-6 sm:pt-9', className)}>
      {breadcrumbs}
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-6">
        <div className="grid min-w-0 flex-[1_1_18rem] gap-4">
          {eyebrow && (
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-[560] text-accent">
              {eyebrow}
            </p>
          )}
          <h1 className={cx(size === 'display' ? 'max-w-[17ch] text-5xl' : 'max-w-[24ch] text-4xl')}>
            {title}
          </h1>
          {lead && <div className="max-w-[38rem] text-lg text-pretty text-ink-2">{lead}</div>}
          {meta && (
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-ink-2">{meta}</div>
          )}
        </div>
        {actions && <div className="flex flex-wrap gap-3">{actions}</div>}
      </div>
    </header>
  )
}
