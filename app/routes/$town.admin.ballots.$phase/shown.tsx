import type { ReactNode } from 'react'

interface Props {
  isShown: boolean
  className?: string
  children: ReactNode
}

/** Hidden where a script can show it again; without scripts everything is there. */
export function Shown({ isShown, className = '', children }: Props) {
  return (
    <div className={isShown ? className : `${className} [@media(scripting:enabled)]:hidden`}>{children}</div>
  )
}
