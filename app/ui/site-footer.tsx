import type { ReactNode } from 'react'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

export type FooterGroup = { title: string; links: readonly (LinkTarget & { label: string })[] }

export type SiteFooterProps = {
  logo?: ReactNode
  /** A sentence about the place and who keeps it. */
  about?: ReactNode
  groups?: readonly FooterGroup[]
  /** The last line: licence, contact, version. */
  note?: ReactNode
  /** Language and display switches. */
  end?: ReactNode
}

export function SiteFooter({ logo, about, groups = [], note, end }: SiteFooterProps) {
  return (
    <footer data-chrome="" className="mt-20 border-t border-line bg-surface-2">
      <div className="mx-auto grid w-full max-w-[90rem] gap-x-12 gap-y-10 px-4 py-10 sm:px-6 md:grid-cols-[2fr_3fr] lg:px-8 lg:py-14">
        <div className="grid max-w-md content-start gap-3">
          {logo}
          {about && <div className="text-sm text-ink-2">{about}</div>}
        </div>
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(11rem,100%),1fr))] gap-8">
          {groups.map((group) => (
            <nav key={group.title} aria-label={group.title}>
              <p className="text-sm font-[600]">{group.title}</p>
              <ul className="mt-2">
                {group.links.map(({ label, ...target }) => (
                  <li key={label}>
                    <Anchor
                      {...target}
                      className="inline-flex min-h-10 items-center text-sm text-ink-2 underline-offset-4 hover:text-accent hover:underline"
                    >
                      {label}
                    </Anchor>
                  </li>
                ))}
              </ul>
            </nav>
          ))}
        </div>
      </div>
      {(note || end) && (
        <div className="mx-auto flex w-full max-w-[90rem] flex-wrap items-center justify-between gap-4 px-4 pb-8 text-sm text-ink-2 sm:px-6 lg:px-8">
          <div className="min-w-0">{note}</div>
          {end}
        </div>
      )}
    </footer>
  )
}
