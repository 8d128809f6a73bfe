import ChevronRight from 'lucide-react/icons/chevron-right'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

export type Crumb = LinkTarget & { text: string }

/** The way back up. The page itself is not in it: its h1 says where we are. */
export function Breadcrumbs({ label, items }: { label: string; items: readonly Crumb[] }) {
  return (
    <nav aria-label={label} data-chrome="">
      <ol className="-ml-1 flex flex-wrap items-center text-sm text-ink-2">
        {items.map(({ text, ...target }, index) => (
          <li key={text} className="flex min-w-0 items-center">
            {index > 0 && <ChevronRight data-sign="" aria-hidden="true" className="size-4 shrink-0" />}
            <Anchor
              {...target}
              className="inline-flex min-h-10 items-center px-1 underline-offset-4 hover:text-accent hover:underline"
            >
              {text}
            </Anchor>
          </li>
        ))}
      </ol>
    </nav>
  )
}
