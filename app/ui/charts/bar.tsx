import { useId } from 'react'
import { FILL, type Paint, type Piece, percent, STRIPES } from '#app/ui/charts/patterns.ts'

export type BarProps = {
  pieces: readonly Piece[]
  /** Where a line crosses the bar (the budget), a share of the width. */
  line?: number
  /** Pixels. */
  height?: number
  className?: string
}

/** One horizontal bar as wide as its place. Words stand beside it: for a screen reader it is not there. */
export function Bar({ pieces, line, height = 14, className }: BarProps) {
  const id = useId()
  const striped = [...new Set(pieces.map(({ paint }) => paint))].filter((paint) => STRIPES[paint])
  const [top, inner] = line === undefined ? [1, height - 2] : [height / 4, height / 2]
  return (
    <svg aria-hidden="true" width="100%" height={height} className={className} focusable="false">
      <defs>
        {striped.map((paint) => (
          <Stripes key={paint} id={`${id}${paint}`} paint={paint} />
        ))}
      </defs>
      {pieces.map(({ from, to, paint }) => {
        const place = { x: percent(from), width: percent(Math.max(0, to - from)), y: top, height: inner }
        return (
          <g key={`${from} ${paint}`}>
            <rect {...place} fill={FILL[paint]} />
            {STRIPES[paint] && <rect {...place} fill={`url(#${id}${paint})`} />}
            <rect
              {...place}
              fill="none"
              stroke={paint === 'left' ? 'var(--line-strong)' : 'var(--surface)'}
            />
          </g>
        )
      })}
      {line !== undefined && (
        <line x1={percent(line)} x2={percent(line)} y1="0" y2={height} stroke="var(--ink)" strokeWidth="2" />
      )}
    </svg>
  )
}

function Stripes({ id, paint }: { id: string; paint: Paint }) {
  const { turn, stripe, step } = STRIPES[paint]!
  return (
    <pattern
      id={id}
      width={step}
      height={step}
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${turn})`}
    >
      <rect width={stripe} height={step} fill="var(--surface)" />
    </pattern>
  )
}
