import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

export type Tab = LinkTarget & { label: ReactNode; key?: string; count?: number | string; current?: boolean }

/** Views of one thing, each with its own address. */
export function Tabs({
  label,
  items,
  className,
}: {
  label: string
  items: readonly Tab[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={cx('border-b border-line', className)}>
      <ul className="-mb-px flex flex-wrap gap-x-6">
        {items.map(({ label: text, key, count, current, ...target }) => (
          <li key={key ?? target.to ?? target.href}>
            <Anchor
              {...target}
              aria-current={current ? 'page' : undefined}
              className={cx(
                'flex min-h-12 items-center gap-2 border-b-3 no-underline transition-colors duration-150',
                current
                  ? 'border-accent font-[580] text-accent'
                  : 'border-transparent text-ink-2 hover:border-line-strong hover:text-ink',
              )}
            >
              {text}
              {count !== undefined && (
                <span className="rounded-sm bg-surface-2 px-1.5 text-xs font-medium text-ink-2 tabular-nums">
                  {count}
                </span>
              )}
            </Anchor>
          </li>
        ))}
      </ul>
    </nav>
  )
}
