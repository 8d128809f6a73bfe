import { cx } from '#app/ui/cx.ts'

const shapes = {
  line: 'h-4 rounded-sm',
  title: 'h-8 max-w-md rounded-sm',
  block: 'h-40 rounded-xl',
  circle: 'size-12 rounded-full',
}

/** Where something will be. Silent: put `aria-busy` on what is being filled. */
export function Skeleton({
  shape = 'line',
  lines = 1,
  className,
}: {
  shape?: keyof typeof shapes
  lines?: number
  className?: string
}) {
  return (
    <span aria-hidden="true" className={cx('grid gap-2.5 motion-safe:animate-pulse', className)}>
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((line, index) => (
        <span
          key={line}
          className={cx('block bg-surface-2', shapes[shape], index > 0 && index === lines - 1 && 'w-3/5')}
        />
      ))}
    </span>
  )
}
