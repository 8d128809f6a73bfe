import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type Tone = 'neutral' | 'accent' | 'leaf' | 'ochre' | 'brick' | 'sky'

const tones: Record<Tone, string> = {
  neutral: 'bg-surface-2 text-ink-2',
  accent: 'bg-accent-soft text-accent',
  leaf: 'bg-leaf-soft text-leaf',
  ochre: 'bg-ochre-soft text-ochre',
  brick: 'bg-brick-soft text-brick',
  sky: 'bg-sky-soft text-sky',
}

export type BadgeProps = { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }

/** A word or a number in a small coloured field. */
export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      data-badge=""
      className={cx(
        'sign inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-sm px-2.5 py-0.5 text-xs font-[550] [&>svg]:size-4 [&>svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

/** How far along a status is: an empty ring, a half, a full dot, or a bar for what has stopped. */
