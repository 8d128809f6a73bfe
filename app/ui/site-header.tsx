import Menu from 'lucide-react/icons/menu'
import X from 'lucide-react/icons/x'
import { type ReactNode, useRef } from 'react'
import { cx } from '#app/ui/cx.ts'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'
import { useCloseWhenLeft } from '#app/ui/use-close-when-left.ts'

export type NavLink = LinkTarget & { label: string; current?: boolean; icon?: ReactNode }

export type SiteHeaderProps = {
  logo: ReactNode
  links: readonly NavLink[]
  /** The navigation's name for a screen reader. */
  navLabel: string
  /** What the folded menu is called. */
  menuLabel: string
  /** Always in sight at the right: sign in, the eye. */
  right?: ReactNode
  /** Only inside the folded menu. */
  menuExtra?: ReactNode
}

/** The head of every page. On a phone the links fold into a <details>; no script is needed. */
export function SiteHeader({ logo, links, navLabel, menuLabel, right, menuExtra }: SiteHeaderProps) {
  const folded = useRef<HTMLDetailsElement>(null)
  useCloseWhenLeft(folded)
  return (
    <header data-chrome="" className="relative z-40 border-b border-line bg-surface">
      <div className="mx-auto flex w-full max-w-[90rem] flex-wrap items-center gap-x-1 gap-y-1 px-4 py-2 sm:px-6 lg:flex-nowrap lg:gap-x-6 lg:px-8">
        <div className="mr-auto min-w-0 lg:mr-0 lg:shrink-0">{logo}</div>
        <nav aria-label={navLabel} className="hidden min-w-0 lg:mr-auto lg:block">
          <ul className="flex flex-wrap gap-x-1">
            {links.map((link) => (
              <li key={link.label}>
                <HeaderLink {...link} />
              </li>
            ))}
          </ul>
        </nav>
        {right && (
          <div className="flex min-w-0 flex-wrap items-center justify-end gap-0 sm:gap-2 lg:shrink-0 lg:flex-nowrap">
            {right}
          </div>
        )}
        <details ref={folded} data-menu="" className="group lg:hidden">
          <summary className="sign grid size-12 place-items-center rounded-lg hover:bg-surface-2 [--focus-radius:var(--radius-lg)]">
            <Menu data-sign="" aria-hidden="true" className="size-6 group-open:hidden" />
            <X data-sign="" aria-hidden="true" className="hidden size-6 group-open:block" />
            <span className="sr-only">{menuLabel}</span>
          </summary>
          <nav
            aria-label={navLabel}
            className="absolute inset-x-0 top-full max-h-[calc(100dvh-4rem)] overflow-y-auto border-b border-line bg-surface px-4 pt-2 pb-6 shadow-float sm:px-6"
          >
            <ul className="divide-y divide-line">
              {links.map((link) => (
                <li key={link.label}>
                  <HeaderLink {...link} folded />
                </li>
              ))}
            </ul>
            {menuExtra && <div className="mt-5 grid gap-4">{menuExtra}</div>}
          </nav>
        </details>
      </div>
    </header>
  )
}

function HeaderLink({ label, current, icon, folded, ...target }: NavLink & { folded?: boolean }) {
  return (
    <Anchor
      {...target}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'relative flex min-h-12 items-center gap-2.5 no-underline [&>svg]:size-5',
        folded ? 'py-3 text-lg' : 'rounded-md px-2 hover:bg-surface-2 2xl:px-3',
        current ? 'font-[580] text-accent' : 'text-ink hover:text-accent',
        current &&
          !folded &&
          'after:absolute after:inset-x-2 2xl:after:inset-x-3 after:-bottom-[0.5625rem] after:h-0.75 after:rounded-t-full after:bg-accent',
      )}
    >
      {icon}
      {label}
    </Anchor>
  )
}
