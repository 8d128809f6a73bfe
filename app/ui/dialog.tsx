import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Button } from '#app/ui/button.tsx'
import { cx } from '#app/ui/cx.ts'

export type DialogProps = {
  open: boolean
  title: ReactNode
  closeLabel: string
  /** After it is closed by Escape, the cross or a form with method="dialog". */
  onClose?: () => void
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  className?: string
  children: ReactNode
}

const sizes = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' }

/** The browser's own modal dialog: it holds the focus inside and gives it back. Without scripts an open one stands in the page. */
export function Dialog({
  open,
  title,
  closeLabel,
  onClose,
  footer,
  size = 'md',
  className,
  children,
}: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const wasOpenAtFirst = useRef(open).current
  const titleId = useId()
  useEffect(
    function followOpen() {
      const element = dialog.current
      if (!element) return
      if (open && !element.matches(':modal')) {
        element.removeAttribute('open')
        element.showModal()
      }
      if (!open && element.open) element.close()
    },
    [open],
  )
  return (
    <dialog
      ref={dialog}
      open={wasOpenAtFirst}
      aria-labelledby={titleId}
      onClose={onClose}
      className={cx(
        'sheet w-[calc(100%-2rem)] rounded-xl border border-line bg-surface text-ink shadow-float',
        'max-h-[calc(100dvh-2rem)] overflow-y-auto',
        sizes[size],
        className,
      )}
    >
      <div className="sticky top-0 z-10 flex items-start justify-between gap-4 bg-surface py-3 pr-3 pl-5 sm:pl-6">
        <h2 id={titleId} className="py-2.5 text-xl">
          {title}
        </h2>
        <form method="dialog">
          <Button variant="quiet" iconOnly icon={<X data-sign="" aria-hidden="true" />}>
            {closeLabel}
          </Button>
        </form>
      </div>
      <div className="px-5 pb-6 sm:px-6">{children}</div>
      {footer && (
        <div className="sticky bottom-0 flex flex-wrap justify-end gap-3 border-t border-line bg-surface px-5 py-4 sm:px-6">
          {footer}
        </div>
      )}
    </dialog>
  )
}
