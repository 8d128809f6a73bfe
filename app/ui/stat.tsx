import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

export type StatProps = LinkTarget & {
  value: ReactNode
  label: ReactNode
  note?: ReactNode
  size?: 'md' | 'lg'
  className?: string
}

/** A number and what it counts. With a target it opens what it is made of. */
export function Stat({ value, label, note, size = 'md', className, ...target }: StatProps) {
  const isLink = target.to !== undefined || target.href !== undefined
  const inside = (
    <>
      <span
        className={cx(
          'block font-[620] tracking-[-0.03em] tabular-nums',
          size === 'lg' ? 'text-4xl' : 'text-2xl',
          isLink && 'decoration-1 underline-offset-6 group-hover:underline',
        )}
      >
        {value}
      </span>{' '}
      <span className="mt-1 block text-sm text-ink-2">{label}</span>
      {note && <span className="block text-xs text-ink-2">{note}</span>}
    </>
  )
  if (!isLink) return <div className={className}>{inside}</div>
  return (
    <Anchor
      {...target}
      className={cx('group block min-h-12 text-ink no-underline hover:text-accent', className)}
    >
      {inside}
    </Anchor>
  )
}
