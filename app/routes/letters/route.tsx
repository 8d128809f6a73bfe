import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notFound } from '#app/answer.server.ts'
import { demoSecondCodes } from '#app/demo-codes.server.ts'
import { env, origin } from '#app/env.server.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { letterText } from '#app/jobs/letter-text.server.ts'
import { listLetters } from '#app/models/letters.server.ts'
import { paths } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Time } from '#app/ui/time.tsx'

/** The demo's letter box. In production there is no such page. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (env().SREDA_MODE !== 'demo') throw notFound()
  const letters = await listLetters()
  const locale = await getLocale(request)
  return {
    locale,
    words: servedWords(locale, 'letters'),
    title: tOf(locale)('served.letters.pageTitle'),
    codes: await demoSecondCodes(),
    letters: letters
      .filter((letter) => letter.state !== 'sent')
      .map((letter) => ({
        id: letter.id,
        recipient: letter.recipient,
        createdAt: letter.createdAt,
        ...letterText(letter.template, letter.params, localeOf(letter.locale), origin()),
      })),
  }
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function Letters() {
  const { letters, codes, locale, words } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader
        title={t('served.letters.pageTitle')}
        lead={t('served.letters.pageLead')}
        actions={
          <ButtonLink href={paths.letters()} variant="secondary" size="sm">
            {t('served.letters.refresh')}
          </ButtonLink>
        }
      />
      {letters.length === 0 && <EmptyState title={t('served.letters.empty')} className="mt-8" />}
      <ul className="mt-8 grid gap-4">
        {letters.map((letter) => (
          <Card as="li" key={letter.id} className="grid gap-3">
            <div className="flex flex-wrap justify-between gap-x-4 text-sm text-ink-2">
              <span>{t('served.letters.to', { recipient: letter.recipient })}</span>
              <Time value={letter.createdAt} locale={locale} format="date-time" />
            </div>
            <h2 className="text-lg font-semibold">{letter.subject}</h2>
            <p className="whitespace-pre-line break-words">{letter.body}</p>
          </Card>
        ))}
      </ul>
      {codes.length > 0 && (
        <section id="codes" aria-labelledby="codes-title" className="mt-12 grid gap-4">
          <h2 id="codes-title" className="text-xl font-semibold">
            {t('served.letters.codesTitle')}
          </h2>
          <p className="text-ink-2">{t('served.letters.codesLead')}</p>
          <dl className="grid gap-2">
            {codes.map(({ email, code }) => (
              <div key={email} className="flex flex-wrap justify-between gap-x-4 border-b border-line py-2">
                <dt className="break-all">{email}</dt>
                <dd className="font-mono text-lg tabular-nums">{code}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </Container>
  )
}
