import type { ReactNode } from 'react'
import { Container } from '#app/ui/container.tsx'
import { RiverIllustration } from '#app/ui/river-illustration.tsx'

export type ErrorPageProps = {
  status?: number
  title: string
  text?: ReactNode
  actions?: ReactNode
  children?: ReactNode
}

/** What a person sees when a page cannot be shown: what happened, and where to go. */
export function ErrorPage({ status, title, text, actions, children }: ErrorPageProps) {
  return (
    <Container width="narrow" className="py-14 sm:py-24">
      <RiverIllustration className="mb-8 w-48 max-w-full" />
      {status && <p className="text-sm font-[560] text-ink-2 tabular-nums">{status}</p>}
      <h1 className="mt-1 text-4xl">{title}</h1>
      {text && <div className="mt-4 max-w-prose text-lg text-ink-2">{text}</div>}
      {actions && <div className="mt-8 flex flex-wrap gap-3">{actions}</div>}
      {children}
    </Container>
  )
}
