import type { Kind } from '#app/domain/contributions.ts'
import { cx } from '#app/ui/cx.ts'

type Shape = { outline: string; sign: string; colour: string; soft: string; ink: string; text: string }

/** Drawn in a 24 x 24 field. The map draws its pins from the same paths, so list and map agree. */
export const KIND_SHAPES: Record<Kind, Shape> = {
  problem: {
    outline:
      'M12 1.6a2.6 2.6 0 0 1 2.2 1.3l8.2 14.6A2.6 2.6 0 0 1 20.2 21.4H3.8a2.6 2.6 0 0 1-2.2-3.9L9.8 2.9A2.6 2.6 0 0 1 12 1.6Z',
    sign: 'M12 8.2v5.6M12 17.4v.1',
    colour: 'var(--brick)',
    soft: 'var(--brick-soft)',
    ink: 'var(--brick-ink)',
    text: 'text-brick',
  },
  value: {
    outline: 'M12 1.5a10.5 10.5 0 1 1 0 21 10.5 10.5 0 0 1 0-21Z',
    sign: 'M12 17.2l-4.6-4.7a2.9 2.9 0 0 1 4.1-4.1l.5.5.5-.5a2.9 2.9 0 0 1 4.1 4.1Z',
    colour: 'var(--ochre)',
    soft: 'var(--ochre-soft)',
    ink: 'var(--surface)',
    text: 'text-ochre',
  },
  idea: {
    outline:
      'M10.7 1.7a2.6 2.6 0 0 1 2.6 0l7 4a2.6 2.6 0 0 1 1.3 2.3v8a2.6 2.6 0 0 1-1.3 2.3l-7 4a2.6 2.6 0 0 1-2.6 0l-7-4a2.6 2.6 0 0 1-1.3-2.3V8a2.6 2.6 0 0 1 1.3-2.3Z',
    sign: 'M12 7v10M7 12h10',
    colour: 'var(--leaf)',
    soft: 'var(--leaf-soft)',
    ink: 'var(--surface)',
    text: 'text-leaf',
  },
  proposal: {
    outline:
      'M5.5 2h13A3.5 3.5 0 0 1 22 5.5v13a3.5 3.5 0 0 1-3.5 3.5h-13A3.5 3.5 0 0 1 2 18.5v-13A3.5 3.5 0 0 1 5.5 2Z',
    sign: 'M7 8h10M7 12h10M7 16h5.5',
    colour: 'var(--accent)',
    soft: 'var(--accent-soft)',
    ink: 'var(--accent-ink)',
    text: 'text-accent',
  },
}

const sizes = { sm: 'size-5', md: 'size-6', lg: 'size-9' }

export type KindMarkProps = {
  kind: Kind
  size?: keyof typeof sizes
  /** Written beside the mark. Without it the mark is decoration and the kind must be said nearby. */
  label?: string
  /** The mark's name when no label is written. */
  title?: string
  className?: string
}

/** The mark of a kind: a triangle, a circle, a hexagon or a square, so that colour is never the only sign. */
export function KindMark({ kind, size = 'md', label, title, className }: KindMarkProps) {
  const shape = KIND_SHAPES[kind]
  const mark = (
    <svg data-mark="" viewBox="0 0 24 24" aria-hidden="true" className={cx('shrink-0', sizes[size])}>
      <path d={shape.outline} fill={shape.colour} />
      <path
        d={shape.sign}
        fill="none"
        stroke={shape.ink}
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
  return (
    <span className={cx('inline-flex items-center gap-2 text-sm font-[560]', shape.text, className)}>
      {mark}
      {label ?? (title && <span className="sr-only">{title}</span>)}
    </span>
  )
}
