import type { ElementType, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

const widths = { narrow: 'max-w-[45rem]', normal: 'max-w-[90rem]', wide: 'max-w-[90rem]', full: '' }

export type ContainerProps = {
  as?: ElementType
  /** `narrow` for reading and forms, `normal` for pages, `wide` for lists beside a map. */
  width?: keyof typeof widths
  className?: string
  children: ReactNode
  id?: string
}

/** The column a page stands in, with its gutters. */
export function Container({ as: Tag = 'div', width = 'normal', className, children, id }: ContainerProps) {
  return (
    <Tag
      id={id}
      className={cx('mx-auto w-full min-w-0 px-4 sm:px-6 lg:px-8 print:px-0!', widths[width], className)}
    >
      {children}
    </Tag>
  )
}
