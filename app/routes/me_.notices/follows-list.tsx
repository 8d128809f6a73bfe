import { Form } from '@remix-run/react'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { NoticesData } from './route.tsx'

/** What the person follows, each with the way to stop. */
export function FollowsList({ follows, t }: { follows: NoticesData['follows']; t: T }) {
  return (
    <section aria-labelledby="following" className="grid gap-4">
      <h2 id="following" className="text-xl font-semibold">
        {t('notices.following')}
      </h2>
      <p className="text-sm text-ink-2">{t('notices.followingHint')}</p>
      {follows.length === 0 && <p>{t('notices.followingNone')}</p>}
      {follows.map(({ type, items }) => (
        <div key={type} className="grid gap-2">
          <h3 className="font-semibold">{t(`notices.groups.${type}`)}</h3>
          <ul className="grid gap-2">
            {items.map((item) => (
              <li
                key={item.id}
                className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-2"
              >
                <span className="grid min-w-0">
                  <TextLink to={item.to} className="break-words">
                    {item.number
                      ? `${t('common.numberSign', { number: item.number })} ${item.name}`
                      : item.name}
                  </TextLink>
                  <span className="text-sm text-ink-2">{item.town}</span>
                </span>
                <Form method="post">
                  <input type="hidden" name="intent" value="unfollow" />
                  <input type="hidden" name="town" value={item.townId} />
                  <input type="hidden" name="subject" value={type} />
                  <input type="hidden" name="id" value={item.id} />
                  <Button variant="quiet" size="sm">
                    {t('notices.unfollow')}
                    <span className="sr-only">: {item.name}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
