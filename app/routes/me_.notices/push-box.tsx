import { Form, useSubmit } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { formatDate } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { NoticesData } from './route.tsx'
import { askBrowser, type BrowserFault, canPush } from './subscribe.client.ts'

type Props = Pick<NoticesData, 'browsers' | 'publicKey' | 'locale'> & { t: T }

/** Where messages appear on a screen, and the way to turn it on here. */
export function PushBox({ browsers, publicKey, locale, t }: Props) {
  const submit = useSubmit()
  // Until scripts run nobody knows what the browser can do.
  const [can, setCan] = useState<boolean | null>(null)
  const [fault, setFault] = useState<BrowserFault | null>(null)
  const [isAsking, setIsAsking] = useState(false)
  useEffect(function look() {
    setCan(canPush())
  }, [])

  async function turnOn() {
    setIsAsking(true)
    setFault(null)
    const answer = await askBrowser(publicKey)
    setIsAsking(false)
    if (typeof answer === 'string') setFault(answer)
    else submit({ intent: 'push-on', ...answer }, { method: 'post' })
  }

  return (
    <section aria-labelledby="push" className="grid gap-4">
      <h2 id="push" className="text-xl font-semibold">
        {t('notices.push')}
      </h2>
      <p>{t('notices.pushLead')}</p>
      {fault && (
        <Notice tone="danger" role="alert">
          {t(fault === 'denied' ? 'notices.pushDenied' : 'notices.pushFailed')}
        </Notice>
      )}
      {can === null && <p className="text-sm text-ink-2">{t('notices.pushNeedsScript')}</p>}
      {can === false && <p className="text-sm text-ink-2">{t('notices.pushUnknown')}</p>}
      {can && (
        <Button
          type="button"
          variant="secondary"
          className="justify-self-start"
          pending={isAsking}
          pendingLabel={t('common.sending')}
          onClick={() => void turnOn()}
        >
          {t('notices.pushOn')}
        </Button>
      )}
      {browsers.length > 0 && (
        <div className="grid gap-2">
          <h3 className="font-semibold">{t('notices.pushList')}</h3>
          <ul className="grid gap-2">
            {browsers.map(({ id, host, since }) => (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-4 border-b border-line py-2"
              >
                <span className="min-w-0 break-words">
                  {t('notices.pushSince', { host, date: formatDate(since, locale, 'Europe/Moscow') })}
                </span>
                <Form method="post">
                  <input type="hidden" name="intent" value="push-off" />
                  <input type="hidden" name="id" value={id} />
                  <Button variant="quiet" size="sm">
                    {t('notices.pushOff')}
                    <span className="sr-only">: {host}</span>
                  </Button>
                </Form>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
