import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type TimelinePhase = {
  id: string
  title: ReactNode
  dates: ReactNode
  /** The state in words: "done", "open now", "ahead". */
  stateLabel: ReactNode
  state: 'done' | 'open' | 'next'
  children?: ReactNode
}

/** The phases of a process in their order, one under another: each may have much to say. */
export function PhaseTimeline({
  label,
  phases,
  className,
}: {
  label: string
  phases: readonly TimelinePhase[]
  className?: string
}) {
  return (
    <ol aria-label={label} className={className}>
      {phases.map((phase, index) => (
        <li
          key={phase.id}
          aria-current={phase.state === 'open' ? 'step' : undefined}
          className="relative grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pb-7 last:pb-0"
        >
          {index < phases.length - 1 && (
            <span
              aria-hidden="true"
              className={cx(
                'absolute top-9 bottom-1 left-[calc(1rem-1px)] w-0.5',
                phase.state === 'done' ? 'bg-accent' : 'bg-line',
              )}
            />
          )}
          <PhaseDot state={phase.state} />
          <div className="min-w-0">
            <p className={cx('text-xs font-[560]', phase.state === 'open' ? 'text-accent' : 'text-ink-2')}>
              {phase.stateLabel}
            </p>
            <p
              className={cx(
                'mt-0.5 text-lg leading-snug tracking-tight',
                phase.state === 'next' ? 'font-[520] text-ink-2' : 'font-[600]',
              )}
            >
              {phase.title}
            </p>
            <p className="mt-0.5 text-sm text-ink-2">{phase.dates}</p>
            {phase.children && <div className="mt-2">{phase.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

function PhaseDot({ state }: { state: TimelinePhase['state'] }) {
  return (
    <span
      data-mark=""
      className={cx(
        'grid size-8 place-items-center rounded-full border-2',
        state === 'done' && 'border-accent bg-accent text-accent-ink',
        state === 'open' && 'border-accent bg-surface',
        state === 'next' && 'border-line-strong bg-paper',
      )}
    >
      {state === 'done' && <Check data-sign="" aria-hidden="true" strokeWidth={3} className="size-4.5" />}
      {state === 'open' && <span className="size-3.5 rounded-full bg-accent" />}
    </span>
  )
}
