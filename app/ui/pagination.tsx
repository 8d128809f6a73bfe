import ArrowLeft from 'lucide-react/icons/arrow-left'
import ArrowRight from 'lucide-react/icons/arrow-right'
import type { ReactNode } from 'react'
import { ButtonLink } from '#app/ui/button.tsx'
import { type LinkTarget, TextLink } from '#app/ui/link.tsx'

type Step = LinkTarget & { text: string }

/** The page before and the page after, the first and the last. A step that does not exist is left out, its place kept. */
export function Pagination({
  label,
  first,
  previous,
  next,
  last,
  children,
}: {
  label: string
  first?: Step | null
  previous?: Step | null
  next?: Step | null
  last?: Step | null
  children?: ReactNode
}) {
  if (!previous && !next) return null
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-6"
    >
      <div className="flex flex-wrap items-center gap-3">
        {first && <TextLink {...first}>{first.text}</TextLink>}
        {previous && <StepLink {...previous} rel="prev" />}
      </div>
      {children && <p className="text-sm text-ink-2 tabular-nums">{children}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {next && <StepLink {...next} rel="next" />}
        {last && <TextLink {...last}>{last.text}</TextLink>}
      </div>
    </nav>
  )
}

function StepLink({ text, rel, ...target }: Step & { rel: 'prev' | 'next' }) {
  return (
    <ButtonLink
      {...target}
      rel={rel}
      variant="secondary"
      icon={rel === 'prev' && <ArrowLeft aria-hidden="true" />}
      iconAfter={rel === 'next' && <ArrowRight aria-hidden="true" />}
    >
      {text}
    </ButtonLink>
  )
}
