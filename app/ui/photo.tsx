import type { ImgHTMLAttributes, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

export type PhotoProps = Omit<ImgHTMLAttributes<HTMLImageElement>, 'alt'> & {
  alt: string
  caption?: ReactNode
}

/** A picture whose alt text takes its place when a person has switched pictures off. */
export function Photo({ alt, caption, className, loading = 'lazy', ...rest }: PhotoProps) {
  return (
    <figure className="min-w-0">
      <img
        {...rest}
        alt={alt}
        loading={loading}
        decoding="async"
        className={cx('rounded-lg bg-surface-2', className)}
      />
      {alt && (
        <span className="photo-alt rounded-lg border border-line bg-surface-2 p-4 text-sm text-ink-2">
          {alt}
        </span>
      )}
      {caption && <figcaption className="mt-2 text-sm text-ink-2">{caption}</figcaption>}
    </figure>
  )
}
