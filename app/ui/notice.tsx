import CircleCheck from 'lucide-react/icons/circle-check'
import Info from 'lucide-react/icons/info'
import OctagonAlert from 'lucide-react/icons/octagon-alert'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

const tones = {
  info: { Icon: Info, edge: 'border-sky/40', sign: 'bg-sky-soft text-sky' },
  success: { Icon: CircleCheck, edge: 'border-leaf/40', sign: 'bg-leaf-soft text-leaf' },
  warning: { Icon: TriangleAlert, edge: 'border-ochre/40', sign: 'bg-ochre-soft text-ochre' },
  danger: { Icon: OctagonAlert, edge: 'border-brick', sign: 'bg-brick-soft text-brick' },
}

export type NoticeProps = {
  tone?: keyof typeof tones
  title?: ReactNode
  /** `status` is read when the reader is free, `alert` at once; without one it is plain text of the page. */
  role?: 'status' | 'alert'
  /** Links or buttons under the words. */
  actions?: ReactNode
  className?: string
  children?: ReactNode
  id?: string
  tabIndex?: number
}

/** Something the person should know about what just happened, or before they begin. */
export function Notice({ tone = 'info', title, actions, className, children, ...rest }: NoticeProps) {
  const { Icon, edge, sign } = tones[tone]
  return (
    <div
      data-notice=""
      {...rest}
      className={cx('flex gap-3.5 rounded-xl border bg-surface p-4 text-ink', edge, className)}
    >
      <span className={cx('sign grid size-9 shrink-0 place-items-center self-start rounded-md', sign)}>
        <Icon data-sign="" aria-hidden="true" className="size-5" />
      </span>
      <div className="grid min-h-9 min-w-0 flex-1 content-center gap-0.5">
        {title && <p className="font-[600] leading-snug">{title}</p>}
        {children && <div className="text-sm">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
