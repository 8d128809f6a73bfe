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
export type Progress = 'waiting' | 'going' | 'done' | 'stopped'

/** A status: the tone says how it feels, the small shape says how far it is, the words say what it is. */
export function StatusBadge({ progress = 'going', ...rest }: BadgeProps & { progress?: Progress }) {
  return <Badge {...rest} icon={rest.icon ?? <ProgressShape progress={progress} />} />
}

function ProgressShape({ progress }: { progress: Progress }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="-ml-0.5">
      {progress === 'stopped' ? (
        <path d="M3.5 8h9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
      ) : (
        <circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" strokeWidth="2" />
      )}
      {progress === 'going' && <path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" />}
      {progress === 'done' && <circle cx="8" cy="8" r="5" fill="currentColor" />}
    </svg>
  )
}
