import { Form } from '@remix-run/react'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import type { RefusedIntent } from './app-box.tsx'
import type { SecurityData } from './route.tsx'
import { DateWords } from './sessions-box.tsx'

/** The other services that open this account, each with its end. */
export function ServicesBox({ page, refused }: { page: SecurityData; refused: RefusedIntent | null }) {
  const t = usePageWords()
  const { services, locale, hasFactor } = page
  const isOf = (id: string) => refused?.intent === 'unlink' && refused.id === id
  return (
    <section id="services" aria-labelledby="services-title" className="grid gap-4">
      <h2 id="services-title" className="text-xl font-semibold">
        {t('security.others')}
      </h2>
      <p className="text-ink-2">{t('security.othersHint')}</p>
      {services.length === 0 && <p>{t('security.servicesNone')}</p>}
      <ul className="grid gap-1">
        {services.map((one) => (
          <li
            key={one.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line py-2"
          >
            <div className="grid min-w-0">
              <span className="font-[560] break-words">{one.label ?? one.host}</span>
              <span className="text-sm text-ink-2">
                {one.label && `${one.host}, `}
                <DateWords
                  words={t('security.serviceLinked', { date: '\n' })}
                  date={one.createdAt}
                  locale={locale}
                />
              </span>
            </div>
            <Form method="post" className="grid gap-3">
              <input type="hidden" name="intent" value="unlink" />
              <input type="hidden" name="service" value={one.id} />
              <ConfirmAgain t={t} code={isOf(one.id) ? refused!.code : null} hasFactor={hasFactor} />
              <Button variant="quiet" size="sm">
                {t('security.unlink')}
                <span className="sr-only">: {one.label ?? one.host}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  )
}
