import { Link as RemixLink } from '@remix-run/react'
import type { AnchorHTMLAttributes, ElementType, ReactNode } from 'react'
import { cx } from '#app/ui/cx.ts'

/** Where a link leads: `to` inside the app (through the router), or `href` as a plain <a>. */
export type LinkTarget = {
  to?: string
  href?: string
  /** What renders `to`; the router's Link unless told otherwise. `'a'` makes it a plain link. */
  router?: ElementType
}

export type AnchorProps = LinkTarget & AnchorHTMLAttributes<HTMLAnchorElement> & { children?: ReactNode }

/** A link without a look of its own: the base of every link in the kit. */
export function Anchor({ to, href, router: Router = RemixLink, children, ...rest }: AnchorProps) {
  if (to === undefined || Router === 'a') {
    return (
      <a href={href ?? to} {...rest}>
        {children}
      </a>
    )
  }
  return (
    <Router to={to} {...rest}>
      {children}
    </Router>
  )
}

/** A link inside text. */
export function TextLink({ className, ...rest }: AnchorProps) {
  return <Anchor className={cx('link', className)} {...rest} />
}
