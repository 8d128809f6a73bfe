import type { ReactNode } from 'react'
import { Notice } from '#app/ui/notice.tsx'

/** Why a form was not taken, read out at once; nothing while there is nothing to say. */
export function FailureNotice({ className, children }: { className?: string; children: ReactNode }) {
  if (!children) return null
  return (
    <Notice tone="danger" role="alert" className={className}>
      {children}
    </Notice>
  )
}
