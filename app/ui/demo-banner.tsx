import type { ReactNode } from 'react'

/** A permanent strip: everything here is for trying. */
export function DemoBanner({
  label,
  children,
  action,
}: {
  label?: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <aside data-chrome="" aria-label={label} className="border-b border-line bg-ochre-soft text-sm text-ink">
      <div className="mx-auto flex w-full max-w-[90rem] flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 leading-snug sm:px-6 lg:px-8">
        <p className="min-w-0 flex-[1_1_14rem]">{children}</p>
        {action}
      </div>
    </aside>
  )
}
