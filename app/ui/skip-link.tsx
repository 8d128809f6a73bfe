import type { ReactNode } from 'react'

/** The first thing the Tab key meets: past the header, to the page itself. `<main id="main" tabIndex={-1}>`. */
export function SkipLink({ href = '#main', children }: { href?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      data-chrome=""
      className="fixed top-2 left-2 z-100 min-h-12 -translate-y-24 rounded-lg bg-ink px-5 py-3 font-[560] text-paper focus:translate-y-0"
    >
      {children}
    </a>
  )
}
