import { Form } from '@remix-run/react'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { MeData } from './route.tsx'

/** What the person supports, also what is out of sight now: taken back, it frees a support for something else. */
export function SupportsList({ supports, locale }: Pick<MeData, 'supports' | 'locale'>) {
  const t = usePageWords()
  return (
    <section aria-labelledby="supports" className="grid content-start gap-3">
      <h2 id="supports" className="text-2xl">
        {t('mePage.supports')}
      </h2>
      {supports.length === 0 && <p className="text-ink-2">{t('mePage.supportsEmpty')}</p>}
      <ul className="grid gap-3">
        {supports.map((row) => (
          <Card as="li" key={row.id} padding="sm" className="grid gap-2">
            <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
              <KindMark kind={row.kind} size="sm" label={t(`kinds.${row.kind}`)} />
              <span>{t('common.numberSign', { number: row.number })}</span>
              <span>{row.town}</span>
              <span>{formatDate(row.supportedAt, locale, row.timeZone)}</span>
            </p>
            {row.title === null ? (
              <p className="text-ink-2">{t('mePage.supportsGone')}</p>
            ) : (
              <p className="font-semibold">
                <TextLink to={paths.contribution(row.townSlug, row.number)}>{row.title}</TextLink>
              </p>
            )}
            {row.mayWithdraw ? (
              <Form method="post">
                <input type="hidden" name="intent" value="withdraw-support" />
                <input type="hidden" name="town" value={row.townId} />
                <input type="hidden" name="contribution" value={row.id} />
                <Button variant="quiet" size="sm">
                  {t('contribution.withdrawSupport')}
                  <span className="sr-only">: {t('common.numberSign', { number: row.number })}</span>
                </Button>
              </Form>
            ) : (
              <p className="text-sm text-ink-2">{t('contribution.supportClosed')}</p>
            )}
          </Card>
        ))}
      </ul>
    </section>
  )
}
