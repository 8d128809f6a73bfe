import { Form } from '@remix-run/react'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { MeData } from './route.tsx'

/** Each consent given, and the way to take it back. */
export function ConsentsList({
  consents,
  erasedBy,
  locale,
}: Pick<MeData, 'consents' | 'erasedBy' | 'locale'>) {
  const t = usePageWords()
  return (
    <section className="grid gap-4" aria-labelledby="consents">
      <h2 id="consents" className="text-xl font-semibold">
        {t('mePage.consents')}
      </h2>
      <ul className="grid gap-4">
        {consents.map((consent) => (
          <li key={consent.id} className="grid gap-1">
            <span className="font-semibold">{t(`consent.names.${consent.purpose}`)}</span>
            <span className="text-sm text-ink-2">
              {t('consent.given', { date: formatDate(consent.givenAt, locale, 'Europe/Moscow') })},{' '}
              {t('consent.version', { version: consent.textVersion })}
            </span>
            {consent.withdrawnAt ? (
              <span className="text-sm text-brick">
                {t('consent.withdrawn', {
                  date: formatDate(consent.withdrawnAt, locale, 'Europe/Moscow'),
                })}
              </span>
            ) : (
              <Form method="post">
                <input type="hidden" name="intent" value="withdraw-consent" />
                <input type="hidden" name="purpose" value={consent.purpose} />
                <Button variant="quiet" size="sm">
                  {t('consent.withdraw')}
                  <span className="sr-only">: {t(`consent.names.${consent.purpose}`)}</span>
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {erasedBy && (
        <Notice
          tone="warning"
          actions={<TextLink to={paths.consent(paths.me())}>{t('consent.title')}</TextLink>}
        >
          {t('consent.erasedBy', { date: formatDate(erasedBy, locale, 'Europe/Moscow') })}
        </Notice>
      )}
    </section>
  )
}
