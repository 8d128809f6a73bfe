import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { countryView } from '#app/country-view.server.ts'
import { localized } from '#app/domain/localized.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { listTowns } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { getLocale, getPersonOf } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { CountryMapSection, OpenProcesses, SomeCases } from './country.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  const [locale, towns, person] = await Promise.all([getLocale(request), listTowns(), getPersonOf(request)])
  return {
    locale,
    words: servedWords(locale, 'country'),
    ...(await countryView(towns, locale)),
    mayCreate: person?.isPlatformAdmin ?? false,
    towns: towns.map((town) => ({
      slug: town.slug,
      name: localized(town, 'name', locale),
      region: localized(town, 'region', locale),
      intro: localized(town, 'intro', locale),
      population: town.population,
    })),
  }
}

export const meta = titled((t) => t('common.tagline'))

export default function Towns() {
  const t = useWords()
  const { towns, locale, mayCreate, words, processes, cases, points } = useLoaderData<typeof loader>()
  const own = useServedWords(words)
  return (
    <Container className="pb-16">
      <PageHeader
        size="display"
        title={t('common.tagline')}
        lead={t('towns.lead')}
        actions={
          <>
            <ButtonLink to={practicePaths.overview()} variant="secondary">
              {own('served.country.overview')}
            </ButtonLink>
            {mayCreate && (
              <ButtonLink to={paths.newTown()} variant="secondary">
                {t('towns.create')}
              </ButtonLink>
            )}
          </>
        }
      />
      {towns.length === 0 && (
        <EmptyState title={t('towns.empty')} className="mt-10">
          {t('towns.emptyText')}
        </EmptyState>
      )}
      <h2 className="mt-10 text-xl font-semibold">{t('towns.title')}</h2>
      <ul className="mt-4 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {towns.map((town) => (
          <Card as="li" key={town.slug} className="grid content-start gap-2">
            <h3 className="text-2xl font-semibold tracking-tight">
              <CardLink to={paths.town(town.slug)}>{town.name}</CardLink>
            </h3>
            <p className="text-sm text-ink-2">
              {[
                town.region,
                town.population !== null &&
                  t('towns.population', {
                    count: town.population,
                    formatted: formatNumber(town.population, locale),
                  }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            <p>{town.intro}</p>
          </Card>
        ))}
      </ul>
      <OpenProcesses processes={processes} words={words} />
      <SomeCases cases={cases} words={words} />
      <CountryMapSection points={points} words={words} />
    </Container>
  )
}
