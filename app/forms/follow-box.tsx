import { Form, useLocation } from '@remix-run/react'
import type { FollowView } from '#app/follow-view.server.ts'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'

/** Follows and stops following; the page comes back as it was. */
export function FollowBox({ view, className = '' }: { view: FollowView; className?: string }) {
  const { pathname } = useLocation()
  const { words, isOn } = view
  return (
    <section className={`grid justify-items-start gap-2 ${className}`} data-follow="">
      {words.state && (
        <p className="font-semibold text-leaf" role="status">
          {words.state}
        </p>
      )}
      {view.isSignedIn ? (
        <Form method="post" action={view.action} preventScrollReset>
          <input type="hidden" name="followed" value={view.subjectType} />
          <input type="hidden" name="id" value={view.subjectId} />
          <input type="hidden" name="wish" value={isOn ? 'off' : 'on'} />
          <input type="hidden" name="returnTo" value={pathname} />
          <Button variant="secondary" size="sm">
            {words.button}
          </Button>
        </Form>
      ) : (
        <ButtonLink to={paths.signIn(pathname)} variant="secondary" size="sm">
          {words.button}
        </ButtonLink>
      )}
      <p className="text-sm text-ink-2">{words.hint}</p>
      {view.feed && (
        <TextLink href={view.feed.href} className="text-sm">
          {words.feed}
        </TextLink>
      )}
    </section>
  )
}
