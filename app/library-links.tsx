import type { LibraryLink } from '#app/library-links.server.ts'
import { TextLink } from '#app/ui/link.tsx'

/** What joins a process to the practice library, a line each. */
export function LibraryLinks({ links }: { links: LibraryLink[] }) {
  return links.map(({ before, text, to }) => (
    <p key={text} className="mt-4">
      {before} {to ? <TextLink to={to}>{text}</TextLink> : text}
    </p>
  ))
}
