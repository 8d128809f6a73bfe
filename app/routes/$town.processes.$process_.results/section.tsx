import type { ReactNode } from 'react'
import { TextLink } from '#app/ui/link.tsx'
import type { Reasoned } from './view.ts'

type SectionProps = { id: string; title: string; lead?: string; children: ReactNode }

/** A part of the page with its heading. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4">
      <div className="grid gap-1">
        <h2 id={id} className="text-2xl font-semibold tracking-tight">
          {title}
        </h2>
        {lead && <p className="max-w-[44rem] text-ink-2">{lead}</p>}
      </div>
      {children}
    </section>
  )
}

/** Options with the sentence that says why. */
export function ReasonList({ items, isOrdered }: { items: Reasoned[]; isOrdered?: boolean }) {
  const List = isOrdered ? 'ol' : 'ul'
  return (
    <List className="grid gap-x-10 lg:grid-cols-2">
      {items.map(({ id, title, href, text }, i) => (
        <li key={id} id={`option-${id}`} className="flex gap-4 border-b border-line py-4">
          {isOrdered && (
            <span
              aria-hidden="true"
              className="grid size-9 shrink-0 place-items-center rounded-full bg-leaf-soft font-semibold text-leaf tabular-nums"
            >
              {i + 1}
            </span>
          )}
          <div className="min-w-0">
            <h3 className="text-lg leading-snug font-semibold">
              {href ? <TextLink to={href}>{title}</TextLink> : title}
            </h3>
            <p className="mt-1">{text}</p>
          </div>
        </li>
      ))}
    </List>
  )
}
