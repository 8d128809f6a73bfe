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

/** The phases of a process in their order: a column on a phone, a row where there is room, unless they have much to say. */
export function PhaseTimeline({
  label,
  phases,
  isColumn = false,
  className,
}: {
  label: string
  phases: readonly TimelinePhase[]
  isColumn?: boolean
  className?: string
}) {
  return (
    <ol aria-label={label} className={cx('grid', !isColumn && 'md:auto-cols-fr md:grid-flow-col', className)}>
      {phases.map((phase, index) => (
        <li
          key={phase.id}
          aria-current={phase.state === 'open' ? 'step' : undefined}
          className={cx(
            'relative grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 pb-7 last:pb-0',
            !isColumn && 'md:block md:pr-6 md:pb-0',
          )}
        >
          {index < phases.length - 1 && (
            <span
              aria-hidden="true"
              className={cx(
                'absolute top-9 bottom-1 left-[calc(1rem-1px)] w-0.5',
                !isColumn &&
                  'md:top-[calc(1rem-1px)] md:right-1.5 md:bottom-auto md:left-10 md:h-0.5 md:w-auto',
                phase.state === 'done' ? 'bg-accent' : 'bg-line',
              )}
            />
          )}
          <PhaseDot state={phase.state} />
          <div className={cx('min-w-0', !isColumn && 'md:mt-3')}>
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
            {phase.children && <div className={isColumn ? 'mt-2' : 'mt-2 text-sm'}>{phase.children}</div>}
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
