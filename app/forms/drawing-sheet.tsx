import type { ReactNode } from 'react'
import { variantPaths } from '#app/variant-paths.ts'

export interface SheetMark {
  number: number
  /** Pixels of the drawing. */
  x: number
  y: number
}

interface Props {
  town: string
  /** The version's id, and its size in pixels. */
  drawing: { id: string; width: number; height: number }
  /** What is drawn, in words. */
  label: string
  marks?: readonly SheetMark[]
  /** Under the marks, in the drawing's pixels. */
  children?: ReactNode
  className?: string
}

/** A drawing as a picture with its numbered marks: what there is without scripts. */
export function DrawingSheet({ town, drawing, label, marks = [], children, className }: Props) {
  const { id, width, height } = drawing
  const radius = Math.max(width, height) / 55
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className={className}>
      <image href={variantPaths.drawing(town, id, 'm.webp')} width={width} height={height} />
      {children}
      {marks.map(({ number, x, y }) => (
        <g key={number}>
          <circle cx={x} cy={y} r={radius} className="fill-accent stroke-surface" strokeWidth={radius / 6} />
          <text
            x={x}
            y={y}
            dy="0.36em"
            textAnchor="middle"
            fontSize={radius * 1.05}
            className="fill-accent-ink font-[600]"
          >
            {number}
          </text>
        </g>
      ))}
    </svg>
  )
}
