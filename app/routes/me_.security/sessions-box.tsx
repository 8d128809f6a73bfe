import { Form } from '@remix-run/react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Time } from '#app/ui/time.tsx'
import type { SecurityData } from './route.tsx'

/** Where the person is signed in, each with its end. */
export function SessionsBox({ page }: { page: Pick<SecurityData, 'sessions' | 'locale'> }) {
  const t = usePageWords()
  const { sessions, locale } = page
  const nameOf = (device: string) => device || t('security.unknownDevice')
  return (
    <section aria-labelledby="sessions" className="grid gap-4">
      <h2 id="sessions" className="text-xl font-semibold">
        {t('security.sessions')}
      </h2>
      <p className="text-ink-2">{t('security.sessionsHint')}</p>
      <ul className="grid gap-1">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <div className="grid">
              <span className="font-[560]">
                {nameOf(session.device)}
                {session.isThis && (
                  <span className="font-normal text-ink-2">
                    {' · '}
                    {t('security.thisDevice')}
                  </span>
                )}
              </span>
              <span className="text-sm text-ink-2">
                <DateWords
                  words={t('security.opened', { date: '\n' })}
                  date={session.createdAt}
                  locale={locale}
                />
                {', '}
                <DateWords words={t('security.seen', { date: '\n' })} date={session.seenOn} locale={locale} />
              </span>
            </div>
            {!session.isThis && (
              <Form method="post">
                <input type="hidden" name="intent" value="end-session" />
                <input type="hidden" name="session" value={session.id} />
                <Button variant="quiet" size="sm">
                  {t('security.end')}
                  <span className="sr-only">: {nameOf(session.device)}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {sessions.length > 1 && (
          <Form method="post">
            <input type="hidden" name="intent" value="end-others" />
            <Button variant="secondary">{t('security.endOthers')}</Button>
          </Form>
        )}
        <Form method="post" reloadDocument>
          <input type="hidden" name="intent" value="end-all" />
          <Button variant="secondary">{t('security.endAll')}</Button>
        </Form>
      </div>
    </section>
  )
}

/** A sentence with a date where the line breaks. */
export function DateWords({ words, date, locale }: { words: string; date: Date; locale: string }) {
  const [before, after] = words.split('\n')
  return (
    <>
      {before}
      <Time value={date} locale={locale} />
      {after}
    </>
  )
}
